"""Lists of codes as policies write them: 'S42.001A-S42.92XA', '22840-22848, G0105', 'No CPT', 'all diagnoses'."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NONE = re.compile(r"(?:no|none|n/a)\b.*|-", re.IGNORECASE)
ALL = re.compile(r"(?:all|any)\b.*", re.IGNORECASE)
_CODE = r"[A-Z0-9][A-Z0-9.]{1,7}"
_PART = re.compile(rf"(?P<first>{_CODE})(?:\s*(?:-|–|to|through)\s*(?P<last>{_CODE}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A parsed list: known codes, parts that are not in the system; `all_codes` stands for the entire system."""

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    all_codes: bool = False


def read_codes(text: str, known: Sequence[str]) -> CodeList:
    """Read a list against the sorted codes of its system; ranges are expanded to the codes that lie in them."""
    plain = text.strip()
    if not plain or NONE.fullmatch(plain):
        return CodeList()
    if ALL.fullmatch(plain):
        return CodeList(all_codes=True)
    codes, unknown = dict[str, None](), list[str]()
    for part in filter(None, (part.strip() for part in re.split(r"[,;\s]*[,;\n]\s*", plain))):
        found = list(_expand_range(part, known))
        codes.update(dict.fromkeys(found))
        unknown.extend([part] if not found else [])
    return CodeList(tuple(codes), tuple(unknown))


def _expand_range(part: str, known: Sequence[str]) -> Iterator[str]:
    match = _PART.fullmatch(part)
    if match is None:
        return
    first, last = match["first"].upper(), (match["last"] or match["first"]).upper()
    if _index_of(known, first) is None or _index_of(known, last) is None or first > last:
        return
    yield from known[bisect_left(known, first) : bisect_right(known, last)]


def _index_of(known: Sequence[str], code: str) -> int | None:
    index = bisect_left(known, code)
    return index if index < len(known) and known[index] == code else None
