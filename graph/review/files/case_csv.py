"""Cases as a table: a row a case, or a row a code.

Columns by name, in any order and case: `case` (rows with the same value are one case; each row is one without it),
`diagnoses` and `procedures` (codes with spaces, commas or semicolons between; a diagnosis may end in `/Y`, `/N`, `/U`,
`/W` or `/1`, present on admission, a procedure in `*2`, units, and `-LT-59`, modifiers), `date`, `age`, `sex` (F or M),
`setting`, `discharge_status`, `place_of_service`, `payer`, `risk_categories`.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace

from graph.model.errors import MalformedFile, MalformedRow, SourceError
from graph.review.case import Case
from graph.review.files.case_in_file import CaseInFile, CasesOrFindings
from graph.review.files.case_json import case_from_json

_NAMES = {
    "date": "dateOfService",
    "dateofservice": "dateOfService",
    "age": "age",
    "sex": "sex",
    "setting": "setting",
    "dischargestatus": "dischargeStatus",
    "placeofservice": "placeOfService",
    "payer": "payer",
}
_LISTS = {"diagnoses", "procedures", "riskcategories"}
_CASE = "case"
_UNKNOWN = "it is neither JSON nor an 837 claim, nor a table with a column diagnoses or procedures"
_BETWEEN = re.compile(r"[\s,;|]+")
_DIAGNOSIS = re.compile(r"(?P<code>[^/]+)(?:/(?P<indicator>[YNUW1]))?", re.IGNORECASE)
_PROCEDURE = re.compile(r"(?P<code>[^-*]+)(?P<modifiers>(?:-\w{2})*)(?:\*(?P<units>\d+))?")
_INDICATORS = {"Y": "YES", "N": "NO", "U": "UNKNOWN", "W": "UNDETERMINED", "1": "EXEMPT"}
_SEXES = {"F": "FEMALE", "M": "MALE"}


def read_csv(path: str, text: str) -> CasesOrFindings:
    """The cases of a table; a row that cannot be read is a finding with its line."""
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max("\t,;", key=head.count))
    names = {_plain(name) for name in reader.fieldnames or ()}
    if not names & {"diagnoses", "procedures"}:
        yield MalformedFile(path, 1, reason=_UNKNOWN)
        return
    cases: dict[str, CaseInFile] = {}
    for row in reader:
        found = _read_row(path, reader.line_num, {_plain(name): value or "" for name, value in row.items() if name})
        if isinstance(found, SourceError):
            yield found
        elif found.name in cases:
            cases[found.name] = _joined(cases[found.name], found)
        else:
            cases[found.name] = found
    yield from cases.values()


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _read_row(path: str, line: int, row: Mapping[str, str]) -> CaseInFile | SourceError:
    stated: dict[str, object] = {}
    try:
        for name, value in row.items():
            if name in _NAMES and value.strip():
                stated[_NAMES[name]] = value.strip().upper() if name in ("sex", "setting") else value.strip()
        if "age" in stated:
            stated["age"] = int(str(stated["age"]))
        stated["sex"] = _SEXES.get(str(stated.get("sex")), stated.get("sex"))
        stated["diagnoses"] = [_diagnosis(text) for text in _split(row.get("diagnoses", ""))]
        stated["procedures"] = [_procedure(text) for text in _split(row.get("procedures", ""))]
        stated["riskCategories"] = _split(row.get("riskcategories", ""))
        case = case_from_json(stated)
    except ValueError as error:
        return MalformedRow(path, line, reason=str(error))
    return CaseInFile(row.get(_CASE, "").strip() or str(line), line, case)


def _split(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


def _diagnosis(text: str) -> dict[str, object]:
    match = _DIAGNOSIS.fullmatch(text)
    if match is None:
        raise ValueError(f"diagnoses: '{text}' is no code, or one with /Y, /N, /U, /W or /1")
    indicator = match["indicator"]
    return {"code": match["code"], "presentOnAdmission": _INDICATORS[indicator.upper()] if indicator else None}


def _procedure(text: str) -> dict[str, object]:
    match = _PROCEDURE.fullmatch(text)
    if match is None:
        raise ValueError(f"procedures: '{text}' is no code, or one with modifiers (-LT-59) and units (*2)")
    modifiers = [modifier for modifier in match["modifiers"].split("-") if modifier]
    return {"code": match["code"], "modifiers": modifiers, "units": int(match["units"] or 1)}


def _joined(first: CaseInFile, second: CaseInFile) -> CaseInFile:
    """The codes of both rows; what else is said of the case by the first that says it."""
    one, other = first.case, second.case
    joined = replace(
        other,
        **{name: value for name in Case.__slots__ if (value := getattr(one, name)) not in (None, ())},
    )
    codes = replace(
        joined,
        diagnoses=one.diagnoses + other.diagnoses,
        procedures=one.procedures + other.procedures,
        risk_categories=one.risk_categories + other.risk_categories,
    )
    return replace(first, case=codes)
