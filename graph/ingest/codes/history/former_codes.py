"""What fiscal years after 2019 no longer have of the year before: whole codes, and titles (`icd10cm-former.tsv`).

Made from the whole lists of fiscal years 2019 to 2026 (see `tests.code_changes`); columns: what changed, the last
fiscal year before that, the code, the title of that year.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.model.source_files import ROOT

FORMER = ROOT / "data" / "codes" / "icd10cm-former.tsv"
FIRST_LIST, LAST_LIST = 2019, 2026
"""The fiscal years of the first and the last whole list that was compared."""


@dataclass(frozen=True, slots=True)
class FormerCodes:
    """`deleted`: the last fiscal year and the title of each code; `titles`: for each code the year and its title."""

    deleted: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    titles: Mapping[str, list[tuple[int, str]]] = field(default_factory=dict)


def read_former_codes(path: Path = FORMER) -> FormerCodes:
    """The table, with the titles of a code the oldest first."""
    deleted, titles = dict[str, tuple[int, str]](), dict[str, list[tuple[int, str]]]()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            year, code = int(row["last_fiscal_year"]), row["code"]
            if row["change"] == "deleted":
                deleted[code] = (year, row["title"])
            else:
                titles.setdefault(code, []).append((year, row["title"]))
    return FormerCodes(deleted, titles)
