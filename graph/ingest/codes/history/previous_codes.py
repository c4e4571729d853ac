"""The cell of a conversion table that says which codes were reported before.

'A, B' and 'A; B' are alternatives; 'A and B' and 'A & B' were reported together. 'A-B' stands for all whole codes from
A to B. Words such as 'Codes in Categories T15-T19' and begun codes such as 'I63.-' name no codes: they are left out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model.icd10cm_form import CATEGORY_LENGTH

_CODE = r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?"
_ITEM = re.compile(rf"(?P<first>{_CODE})(?:\s*-\s*(?P<last>{_CODE}))?")
_SEPARATOR = re.compile(r"(?<!\s)\s*+(?:[,;&]|\band\b)\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"&|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PreviousCodes:
    """The codes that a cell names, and whether they were reported together."""

    codes: tuple[str, ...]
    together: bool


def read_previous_codes(cell: str, whole: Sequence[str]) -> PreviousCodes:
    """The codes that a cell names; `whole` are all whole codes that there ever were, in order, to read ranges by.

    >>> read_previous_codes("A00.0-A00.9 and B20", ["A00.0", "A00.1", "A00.9", "A01.1"])
    PreviousCodes(codes=('A00.0', 'A00.1', 'A00.9', 'B20'), together=True)
    """
    codes = dict.fromkeys(code for part in _SEPARATOR.split(cell) for code in _codes(part.strip(), whole))
    return PreviousCodes(tuple(codes), together=bool(_TOGETHER.search(cell)))


def _codes(part: str, whole: Sequence[str]) -> Iterator[str]:
    item = _ITEM.fullmatch(part)
    if item is None:
        return
    first, last = item["first"], item["last"]
    if last is None:
        yield first
    elif len(first) == len(last) > CATEGORY_LENGTH:
        between = whole[bisect_left(whole, first) : bisect_right(whole, last)]
        yield from (code for code in between if len(code) == len(first))
