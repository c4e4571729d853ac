"""Codes as articles write them: in cells of tables ('Z01.818*', 'E119') and in sentences ('CPT codes 99991-99993').

Five characters may be a code of two systems: A4999 is HCPCS, and ICD-10-CM A49.99 without its point. The words before
it decide, then the codes beside it, then the tables of the article; where these do not, it is not decided.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.model.icd10cm_form import dotted
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS


class Family(StrEnum):
    """What a code names; CPT and HCPCS are one family, as their codes differ in form and are named together."""

    DIAGNOSIS = "ICD-10-CM"
    PROCEDURE = "CPT or HCPCS"
    INPATIENT = "ICD-10-PCS"


_FOOTNOTE = r"[*†‡§¶#^+~º°ª¹²³⁰⁴-⁹]"
_SIGNS_BEFORE = re.compile(rf"(?:{_FOOTNOTE}|\s)+")
_SIGN_AFTER = re.compile(rf"(?:{_FOOTNOTE}|\s\d{{1,2}}|[\s,;.-]|\(\w{{1,2}}\)|\[\w{{1,2}}\])$")
"""What stands around a code and is no part of it: footnote signs, and the dash of a code that is divided further."""
_LONGEST_SIGN = 4

_PATTERNS = {
    Family.PROCEDURE: re.compile(f"{CODE_SYSTEMS['CPT'].pattern}|{CODE_SYSTEMS['HCPCS'].pattern}"),
    Family.INPATIENT: re.compile(CODE_SYSTEMS["ICD10PCS"].pattern),
    Family.DIAGNOSIS: re.compile(CODE_SYSTEMS["ICD10CM"].pattern),
}

_NAMES = {
    Family.INPATIENT: re.compile(r"ICD[- ]?10[- ]?PCS", re.IGNORECASE),
    Family.DIAGNOSIS: re.compile(r"ICD[- ]?10(?![- ]?PCS)|\bdiagnos[ie]s\b", re.IGNORECASE),
    Family.PROCEDURE: re.compile(r"\b(?:CPT|HCPCS)(?![a-z])|(?<!PCS )\bprocedure codes?\b", re.IGNORECASE),
}

_SYSTEM = r"(?:ICD[- ]?10(?:[- ]?(?:CM|PCS))?|CPT|HCPCS|diagnos[ie]s|procedure)(?![A-Za-z])(?:\s*(?:®|™|\(R\)))?"
_SYSTEMS = rf"{_SYSTEM}(?:\s*(?:/|,|&|\band\b|\bor\b)\s*{_SYSTEM}){{0,3}}(?:\s+level\s+(?:I|II|1|2)\b)?"
_LEAD = r"(?:\s+(?:listed|below|above|following|are|is|include|includes|as|follows|shown|in|this|article)){0,6}"
_OTHER = (
    r"(?<!zip )(?<!postal )(?<!revenue )(?<!condition )(?<!occurrence )(?<!value )(?<!bill type )(?<!modifier )"
    r"(?<!reason )(?<!remark )(?<!denial )(?<!taxonomy )(?<!service )"
)
_ANY = r"(?<![A-Za-z0-9.])(?:\d{4}[0-9FMTUA]|[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?|[0-9][0-9A-Z]{6})(?![A-Za-z0-9]|\.\d)"
_WRITTEN = rf"{_ANY}(?:{_FOOTNOTE}){{0,3}}(?:\.?-(?![\s0-9A-Z]))?"
_BETWEEN = r"(?:\s*\([^()]{0,120}\))?(?:\s*(?:[,;/&–-]|\b(?:and|or|through|thru|to)\b)){1,3}\s*"
_LIST = re.compile(
    rf"(?:(?P<systems>{_SYSTEMS})(?:\s+codes?\b{_LEAD})?|{_OTHER}\bcodes?\b{_LEAD})"
    rf"\s*+[:(\[–-]*+\s*+(?P<codes>{_WRITTEN}(?:{_BETWEEN}{_WRITTEN})*)",
    re.IGNORECASE,
)
_CODE_OR_RANGE = re.compile(
    rf"(?P<first>{_ANY})(?:\s*(?:-|–|\bto\b|\bthrough\b|\bthru\b)\s*(?P<last>{_ANY}))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code, or the first and last of a range, and its family; of an undecided one the family is None."""

    first: str
    last: str | None
    family: Family | None

    def codes(self) -> tuple[str, ...]:
        """The code or the two ends, in the form of their system."""
        written = (self.first, self.last) if self.last else (self.first,)
        return tuple(dotted(code) if self.family is Family.DIAGNOSIS else code for code in written)


def clean(cell: str) -> str:
    """A code without footnote signs and spaces, in capitals."""
    before = _SIGNS_BEFORE.match(cell)
    start, end = before.end() if before else 0, len(cell)
    while sign := _SIGN_AFTER.search(cell, max(start, end - _LONGEST_SIGN), end):
        end = sign.start()
    return cell[start:end].upper()


def families(code: str) -> set[Family]:
    """The families that have codes of this form, with or without the point of ICD-10-CM."""
    return {family for family, pattern in _PATTERNS.items() if pattern.fullmatch(_form(code, family))}


def _form(code: str, family: Family) -> str:
    return dotted(code) if family is Family.DIAGNOSIS else code


def named_families(words: str) -> set[Family]:
    """The families whose systems are named in these words."""
    return {family for family, pattern in _NAMES.items() if pattern.search(words)}


def certain_families(codes: Iterable[str]) -> set[Family]:
    """The families of those codes that are of one family only, by their form."""
    return {family for code in codes if len(found := families(code)) == 1 for family in found}


def family_of(code: str, named: Collection[Family], beside: Collection[Family]) -> Family | None:
    """The family of a code, by the systems named before it, or else by the codes beside it; None: undecided."""
    possible = families(code)
    if named:
        possible &= set(named)
    if len(possible) > 1:
        possible &= set(beside) or possible
    return possible.pop() if len(possible) == 1 else None


def split_range(cell: str) -> tuple[str, str | None]:
    """A cell as a code, or as the first and last code of a range."""
    match = _CODE_OR_RANGE.fullmatch(cell.strip())
    if match and match["last"]:
        return match["first"].upper(), match["last"].upper()
    return clean(cell), None


def codes_in_text(text: str, tables: dict[str, Family]) -> Iterator[ListedCode]:
    """The codes that a text names after the word 'code' or a system.

    `tables` has the codes of the article's tables, without points.
    """
    for match in _LIST.finditer(text):
        named = named_families(match["systems"]) if match["systems"] else set()
        written = list(_CODE_OR_RANGE.finditer(match["codes"]))
        beside = certain_families(code.upper() for found in written for code in found.group("first", "last") if code)
        for found in written:
            first, last = found["first"].upper(), found["last"].upper() if found["last"] else None
            family = family_of(first, named, beside) or (None if named else tables.get(first.replace(".", "")))
            yield ListedCode(first, last, family)
