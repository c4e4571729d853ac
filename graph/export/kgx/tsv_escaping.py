"""Texts in KGX's TSV, which has no quotes and no escapes, and takes each `|` for the end of an item of a list.

Such signs are written as numeric character references, as in HTML: `&#10;` is a line break. Whatever reads HTML puts
them back. All else, `&` too, stays as it is.
"""

import re

from graph.export.format import Loss

EMPTY_TEXT, EMPTY_LIST = "&#34;&#34;", "&#91;&#93;"
"""An empty text and an empty list: these signs are never written as references otherwise."""
_ESCAPED = re.compile(r"[\x00-\x1f|\x7f\x85\u2028\u2029]|&(?=#)")
_REFERENCE = re.compile(r"&#(\d+);")

LOSSES = (
    Loss("line breaks, tabs, control characters and | in texts", "character references: &#10; &#9; &#124;", kept=True),
    Loss("empty text", f'{EMPTY_TEXT}, which reads ""', kept=True),
    Loss("empty list", f"{EMPTY_LIST}, which reads []", kept=True),
    Loss("types of values", "text", kept=True),
    Loss("evidence", "JSON", kept=True),
)


def escape_cell(text: str) -> str:
    """A text as it stands in a cell."""
    return _ESCAPED.sub(lambda match: f"&#{ord(match[0])};", text) or EMPTY_TEXT


def escape_list(items: tuple[str, ...]) -> str:
    """A list as it stands in a cell."""
    return "|".join(map(escape_cell, items)) if items else EMPTY_LIST


def unescape_cell(cell: str) -> str:
    """The text that `escape_cell` wrote."""
    return "" if cell == EMPTY_TEXT else _REFERENCE.sub(lambda match: chr(int(match[1])), cell)


def unescape_list(cell: str) -> tuple[str, ...]:
    """The list that `escape_list` wrote."""
    return () if cell == EMPTY_LIST else tuple(map(unescape_cell, cell.split("|")))
