"""Markdown as Python-Markdown reads it: texts that stay what they are, tables, and anchors of headings."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_CODE = re.compile(r"(`+[^`]+`+)")
_SPECIAL = re.compile(r"([\\*_\[\]{}])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}


def text(words: str) -> str:
    """A text of the code, such as a description, of one line: signs of Markdown stand for themselves, but backticks."""
    parts = _CODE.split(" ".join(words.split()))
    return "".join(part.replace("|", "\\|") if _CODE.fullmatch(part) else _escaped(part) for part in parts)


def _escaped(part: str) -> str:
    for sign, entity in _ENTITIES.items():
        part = part.replace(sign, entity)
    return _SPECIAL.sub(r"\\\1", part)


def code(words: str) -> str:
    """A text as code; what holds a backtick is enclosed in two."""
    marks = "``" if "`" in words else "`"
    return f"{marks}{words}{marks}".replace("|", "\\|") if words else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def anchor(heading: str) -> str:
    """The anchor of a heading of letters, digits, `_` and `-`, as Python-Markdown makes it."""
    return re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-")


def joined(*parts: str) -> str:
    """Parts of a page, one below the other.

    Raises:
        ValueError: two of its headings have one anchor, so that a link would lead to the wrong one.
    """
    whole = "\n\n".join(filter(None, parts))
    anchors = Counter(anchor(heading) for heading in re.findall(r"(?m)^#+ (.*)$", whole))
    if twice := [name for name, count in anchors.items() if count > 1]:
        raise ValueError(f"{twice} stand for several headings each")
    return whole
