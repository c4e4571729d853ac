"""Cases as a table: a row a case, or a row a code.

Columns by name, in any order and case: `case` (rows with the same value are one case, see `rows_of_case`; each row is
one without it), `diagnoses`, `procedures` and `risk_categories` (see `codes_in_cell`), `date`, `age`, `sex` (F or M),
`setting`, `discharge_status`, `place_of_service`, `payer`. Two columns of one name are read as one.
"""

import re
from collections.abc import Generator, Mapping, Sequence

from graph.model.findings import MalformedFile, MalformedRow
from graph.review.case import Case
from graph.review.files.case_in_file import CaseInFile, CasesOrFindings
from graph.review.files.case_json import case_from_json
from graph.review.files.codes_in_cell import diagnoses_of, procedures_of, split
from graph.review.files.csv_rows import read_rows
from graph.review.files.rows_of_case import joined

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
_SEXES = {"F": "FEMALE", "M": "MALE"}
_AGE = re.compile(r"[0-9]{1,3}")
_SHOWN = 60


def read_csv(path: str, text: str) -> CasesOrFindings:
    """The cases of a table; what of a row cannot be read is a finding with its line."""
    rows = read_rows(path, text)
    head = next(rows, None)
    names = [_plain(name) for name in head[1]] if isinstance(head, tuple) else []
    if not isinstance(head, tuple) or not {"diagnoses", "procedures"} & set(names):
        yield MalformedFile(path, 1, reason=_UNKNOWN)
        return
    yield from _unknown_columns(path, head)
    cases: dict[str | int, CaseInFile] = {}
    for row in rows:
        if isinstance(row, MalformedRow):
            yield row
        else:
            yield from (MalformedRow(path, row[0], reason=reason) for reason in _add_row(cases, names, *row))
    yield from cases.values()


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _unknown_columns(path: str, head: tuple[int, Sequence[str]]) -> CasesOrFindings:
    line, names = head
    unknown = [name for name in names if _plain(name) and _plain(name) not in {*_NAMES, *_LISTS, _CASE}]
    if unknown:
        shown = ", ".join(repr(name.strip()) for name in unknown)[: 2 * _SHOWN]
        yield MalformedFile(path, line, reason=f"these columns are not known, so they were not read: {shown}")


def _add_row(
    cases: dict[str | int, CaseInFile], names: Sequence[str], line: int, cells: Sequence[str]
) -> Generator[str, None, None]:
    """Add the case of a row, or add the row to its case; yields what of it cannot be read.

    A row without a name is found by its number, which is no text, so it is never one with a case of that name.
    """
    row = yield from _named(names, cells)
    if not row:
        return
    try:
        case = yield from _case(row)
    except ValueError as error:
        yield str(error)
        return
    name = row.get(_CASE, "")
    known = cases.get(name or line)
    if known:
        case = yield from joined(known.case, case)
    cases[name or line] = CaseInFile(name or str(line), known.line if known else line, case)


def _named(names: Sequence[str], cells: Sequence[str]) -> Generator[str, None, dict[str, str]]:
    """The cells that are not blank by the name of their column, those of one name joined."""
    row: dict[str, str] = {}
    stated = [(place, cell.strip()) for place, cell in enumerate(cells) if cell.strip()]
    for place, cell in stated:
        name = names[place] if place < len(names) else ""
        name = _NAMES.get(name, name)
        if not name:
            yield f"cell {place + 1} is in no column with a name; it was not read"
        elif name in _LISTS:
            row[name] = f"{row.get(name, '')} {cell}"
        elif row.setdefault(name, cell) != cell:
            yield f"two columns {name} do not say the same; the first was read"
    return row


def _case(row: Mapping[str, str]) -> Generator[str, None, Case]:
    """The case of a row.

    Raises:
        ValueError: a cell other than those of codes cannot be read.
    """
    stated: dict[str, object] = {name: row[name] for name in set(_NAMES.values()) & row.keys()}
    if "age" in row:
        if not _AGE.fullmatch(row["age"]):
            raise ValueError(f"age: {row['age'][:_SHOWN]!r} is no whole number of years")
        stated["age"] = int(row["age"])
    if "setting" in row:
        stated["setting"] = row["setting"].upper()
    if "sex" in row:
        stated["sex"] = _SEXES.get(row["sex"].upper(), row["sex"].upper())
    stated["diagnoses"] = yield from diagnoses_of(row.get("diagnoses", ""))
    stated["procedures"] = yield from procedures_of(row.get("procedures", ""))
    stated["riskCategories"] = split(row.get("riskcategories", ""))
    return case_from_json(stated)
