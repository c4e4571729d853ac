"""Families of groups: those that differ by complications alone, read from their titles.

'Craniotomy … with MCC', '… with CC' and '… without CC/MCC' are three groups of one family; which of them a stay falls
into is decided by its worst complication.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_WITH = (("with MCC", ("mcc",)), ("with CC/MCC", ("mcc", "cc")), ("with CC", ("cc",)))
_WITHOUT = (("without CC/MCC", ("none",)), ("without MCC", ("cc", "none")))
_SECOND = re.compile(r" with CC or ")


@dataclass(frozen=True, slots=True)
class Family:
    """Groups by the level of complications that leads to them: 'mcc', 'cc' or 'none'."""

    groups: Mapping[str, str]
    category: str
    is_surgical: bool

    @property
    def name(self) -> str:
        """Its first group."""
        return min(self.groups.values())


def families(table: Mapping[str, Mapping[str, Any]]) -> Iterator[Family]:
    """All families, from the table of groups of `drgpy`."""
    open_family: dict[str, str] = {}
    last: Mapping[str, Any] = {}
    for number, row in sorted(table.items()):
        levels = _levels(row["desc"])
        if open_family and (not levels or set(levels) & set(open_family) or row["mdc"] != last["mdc"]):
            yield _family(open_family, last)
            open_family = {}
        open_family |= dict.fromkeys(levels or ("mcc", "cc", "none"), number)
        last = row
        if "none" in open_family:
            yield _family(open_family, row)
            open_family = {}


def _family(groups: Mapping[str, str], row: Mapping[str, Any]) -> Family:
    return Family(dict(groups), row["mdc"], bool(row["is_surgical"]))


def _levels(title: str) -> tuple[str, ...]:
    """The levels of complications that a title names; none where it says nothing of them."""
    for words, levels in (*_WITHOUT, *_WITH):
        if re.search(rf"\b{words}\b(?!/)", title):
            return levels
    return ()
