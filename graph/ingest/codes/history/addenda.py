"""Addenda of ICD-10-CM and ICD-10-PCS: the codes that a fiscal year adds, deletes and calls otherwise.

Lines are 'Add:', 'Delete:', 'Revise from:' and 'Revise to:', with the code from column 14 on and its titles after it.
Addenda of order files have a short title of 60 characters and a long one, and in ICD-10-CM a sign before the code, 1
for whole codes and 0 for headers. Counts at the end name the files of both fiscal years ('… codes in
icd10cm_order_2026.txt'); where they name one, or none stands there, the changes came within a year, on a day that the
file does not say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from graph.ingest.files.text import open_text
from graph.model.findings import MalformedFile, SourceError
from graph.model.fiscal_year import first_day
from graph.model.icd10cm_form import dotted

_LINE = re.compile(r"(Add|Delete|Revise from|Revise to):\s+(?:(?P<sign>[01]) )?(?P<rest>\S.*)")
_TITLES = re.compile(r"(?P<short>.{60}) (?P<title>\S.*)")
_FILE = re.compile(r"icd10(?:cm|pcs)_(?:order|codes)_(20\d\d)\.txt")
_NAME_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CODES = {"ICD10CM": re.compile(r"[A-Z]\d[0-9A-Z]{1,5}|QA[0-9A-Z]{1,5}"), "ICD10PCS": re.compile(r"[0-9A-HJ-NP-Z]{7}")}
_WIDTH = 8
"""Characters from the beginning of a code to that of its title, but for the sign."""
_COUNT = re.compile(r"\s*(?:Codes|Headers|of which|\d+ \w.*)\s*$")
_HEADER_LENGTH = 3


@dataclass(frozen=True, slots=True)
class AddendaLine:
    """What is done to a whole code: 'Add', 'Delete', 'Revise from' or 'Revise to', with its long title."""

    action: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class YearlyChanges:
    """The changes of a fiscal year; `starts` is None where they came within it. `renamed` has the titles before."""

    system: str
    fiscal_year: int
    starts: date | None
    added: dict[str, str] = field(default_factory=dict)
    deleted: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)


def claims_addenda(lines: Sequence[str]) -> bool:
    """Whether a file is one of addenda, by its first lines: each that is not blank says what is done, or counts."""
    filled = [line for line in lines if line.strip()]
    return all(_LINE.match(line) or _COUNT.match(line) for line in filled) and _system(lines) is not None


def _system(lines: Sequence[str]) -> str | None:
    """The code system by the codes of its lines; headers of ICD-10-PCS have three characters."""
    codes = [match["rest"].split(maxsplit=1)[0] for line in lines if (match := _LINE.match(line))]
    for prefix, pattern in _CODES.items():
        if any(pattern.fullmatch(code) for code in codes) and all(
            pattern.fullmatch(code) or len(code) <= _HEADER_LENGTH for code in codes
        ):
            return prefix
    return None


def read_addenda(path: Path, findings: list[SourceError]) -> YearlyChanges | None:
    """The changes that a file says; None, and a finding, where it does not say of which fiscal year."""
    with open_text(path, findings) as file:
        text = file.read().splitlines()
    years = [int(year) for line in text for year in _FILE.findall(line)] or [
        int(year) for year in _NAME_YEAR.findall(path.name)
    ]
    system = _system(text)
    if not years or system is None:
        findings.append(MalformedFile(str(path), reason="it does not say of which fiscal year it is"))
        return None
    found = YearlyChanges(system, max(years), first_day(max(years)) if len(set(years)) > 1 else None)
    for line in _lines(text, system):
        kept = {"Add": found.added, "Delete": found.deleted, "Revise from": found.renamed}.get(line.action)
        if kept is not None:
            kept[line.code] = line.title
    return found


def _lines(text: Sequence[str], system: str) -> Iterator[AddendaLine]:
    """The lines about whole codes."""
    matches = [match for line in text if (match := _LINE.match(line))]
    titles = [match["rest"][_WIDTH:] for match in matches]
    has_both = all(_TITLES.match(title) for title in titles) and any("  " in title[:60] for title in titles)
    for match, title in zip(matches, titles, strict=True):
        code = match["rest"].split(maxsplit=1)[0]
        if match["sign"] != "0" and _CODES[system].fullmatch(code):
            both = _TITLES.match(title) if has_both else None
            written = dotted(code) if system == "ICD10CM" else code
            yield AddendaLine(match[1], written, (both["title"] if both else title).strip())
