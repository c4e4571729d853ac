"""Lists of codes as policies write them: 'S42.001A-S42.92XA', '22840-22848', 'E08-E13 except E11.9', 'No CPT'.

A range is all from its first code to its last, and each end of it stands for all codes that begin with it, as an entry
of ICD-10-CM does that is divided further, and a code with a dash, asterisks or trailing 'x' ('E11.-', 'E11.*',
'E11.xx'). A list with a part that has no certain meaning names nothing: what it says of the rest may hang on that part.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.ingest.policies.code_list_items import CodeItem, CodeItems, NotUnderstoodError, read_items
from graph.ingest.policies.code_list_words import EXCEPT, NONE, names_all, plain_list
from graph.ingest.policies.known_codes import KnownCodes
from graph.model.icd10cm_form import CATEGORY_LENGTH, codes_above

_ENDS = {
    "CPT": re.compile(r"\d{4}[0-9FMTUA]"),
    "HCPCS": re.compile(r"[A-V]\d{4}"),
    "ICD10CM": re.compile(r"(?:[A-Z]\d|QA)[0-9A-Z]{1,5}"),
    "ICD10PCS": re.compile(r"[0-9A-HJ-NP-Z]{3,7}"),
}
"""What an end of a range is, without its point; those of ICD may be entries above codes."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A parsed list: known codes, parts that are not in the system; `all_codes` stands for the entire system.

    `unclear` is the part for which the list is not understood, and names nothing; `reason` says what is wrong with it.
    """

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    all_codes: bool = False
    unclear: str = ""
    reason: str = ""


def read_codes(text: str, known: KnownCodes) -> CodeList:
    """Read a list against the codes of its system; ranges are expanded to the codes that lie in them."""
    plain = plain_list(text)
    if not plain or NONE.fullmatch(plain):
        return CodeList()
    if names_all(plain, known.system):
        return CodeList(all_codes=True)
    try:
        word = EXCEPT.search(plain)
        if word and names_all(plain[: word.start()].strip(" ,:;([\n"), known.system):
            raise NotUnderstoodError(plain, "all codes of a system but some cannot be listed")
        return _Expansion(known).expand(read_items(plain, known.system))
    except NotUnderstoodError as error:
        return CodeList(unclear=error.part, reason=error.reason)


@dataclass(slots=True)
class _Expansion:
    """Finds the known codes of items; parts without any are `unknown`."""

    known: KnownCodes
    unknown: list[str] = field(default_factory=list)

    def expand(self, items: CodeItems) -> CodeList:
        codes = dict.fromkeys(code for item in items.named for code in self._codes(item))
        unknown, excepted = tuple(self.unknown), self._excepted(items.excepted, codes)
        return CodeList(self.known.written(code for code in codes if code not in excepted), unknown)

    def _excepted(self, items: list[CodeItem], named: dict[str, None]) -> set[str]:
        """The codes that are excepted, and the entries above them, of which the list no longer names all codes."""
        excepted = set[str]()
        for item in items:
            found = list(self._codes(item))
            if not found or any(code not in named for code in found):
                raise NotUnderstoodError(item.text, "it is excepted from codes that it is not among")
            excepted.update(found, *map(codes_above, found))
        return excepted

    def _codes(self, item: CodeItem) -> Iterator[str]:
        found = self._single(item) if item.last is None else self._range(item, item.last)
        if not found:
            self.unknown.append(item.text)
        yield from found

    def _single(self, item: CodeItem) -> list[str]:
        code = _without_point(item.first, self.known.system)
        if item.is_open:
            if not self.known.system.startswith("ICD") and not item.first.endswith("*"):
                raise NotUnderstoodError(item.text, "its range has no end")
            return self.known.starting(self._beginning(code))
        if code in self.known:
            return self.known.starting(code)
        beginning = self._beginning(code)
        return self.known.starting(beginning) if code.endswith("X") and beginning else []

    def _range(self, item: CodeItem, last: str) -> list[str]:
        ends = [self._beginning(_without_point(end, self.known.system)) for end in (item.first, last)]
        if not all(_ENDS[self.known.system].fullmatch(end) for end in ends):
            raise NotUnderstoodError(item.text, f"its ends are not both codes of {self.known.system}")
        found = self.known.between(*ends)
        if found is None:
            raise NotUnderstoodError(item.text, "its last code does not come after its first")
        return found

    def _beginning(self, code: str) -> str:
        """What codes begin with: all but trailing placeholders, where no code has an X there."""
        if self.known.system == "ICD10PCS" or self.known.starting(code):
            return code
        return code.rstrip("X")


def _without_point(code: str, system: str) -> str:
    """A code in capitals, without what marks it as open, and without its point where that stands in its place."""
    plain = code.upper().rstrip("*-").rstrip(".")
    if system == "ICD10CM" and plain.find(".") == CATEGORY_LENGTH:
        return plain.replace(".", "", 1)
    return plain
