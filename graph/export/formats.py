"""All formats, by name."""

from collections.abc import Mapping

from graph.errors import InvalidArgument
from graph.export.format import Format
from graph.export.json_lines import JSON_LINES

FORMATS: Mapping[str, Format] = {made.name: made for made in (JSON_LINES,)}


def format_named(name: str) -> Format:
    """The format of this name.

    Raises:
        InvalidArgument: there is none.
    """
    if name not in FORMATS:
        raise InvalidArgument(argument="format", problem=f"there is no format {name[:40]!r}", formats=list(FORMATS))
    return FORMATS[name]
