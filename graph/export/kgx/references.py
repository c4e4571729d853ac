"""Texts in KGX's TSV, which has no quotes and no escapes, and takes each `|` for the end of an item of a list.

Such signs are written as numeric character references, as in HTML: `&#10;` is a line break. Whatever reads HTML puts
them back. All else, `&` too, stays as it is.
"""

import re

from graph.export.loss import Loss

NOTHING, EMPTY_LIST = "&#34;&#34;", "&#91;&#93;"
"""An empty text and an empty list: these signs are never written as references otherwise."""
_REFERRED = re.compile(r"[\x00-\x1f|\x7f\x85\u2028\u2029]|&(?=#)")
_REFERENCE = re.compile(r"&#(\d+);")

LOSSES = (
    Loss("line breaks, tabs, control characters and | in texts", "character references: &#10; &#9; &#124;", kept=True),
    Loss("empty text", f'{NOTHING}, which reads ""', kept=True),
    Loss("empty list", f"{EMPTY_LIST}, which reads []", kept=True),
    Loss("types of values", "text", kept=True),
    Loss("evidence", "JSON", kept=True),
)


def referred(text: str) -> str:
    """A text as it stands in a cell."""
    return _REFERRED.sub(lambda match: f"&#{ord(match[0])};", text) or NOTHING


def listed(items: tuple[str, ...]) -> str:
    """A list as it stands in a cell."""
    return "|".join(map(referred, items)) if items else EMPTY_LIST


def read_text(cell: str) -> str:
    """The text that `referred` wrote."""
    return "" if cell == NOTHING else _REFERENCE.sub(lambda match: chr(int(match[1])), cell)


def read_list(cell: str) -> tuple[str, ...]:
    """The list that `listed` wrote."""
    return () if cell == EMPTY_LIST else tuple(map(read_text, cell.split("|")))
