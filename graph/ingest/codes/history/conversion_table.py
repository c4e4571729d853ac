"""The conversion table of ICD-10-CM by the CDC: each new code with its day, and the codes reported before it.

Columns: 'Current code assignment', 'Effective' (a year, which stands for its October 1, or a day; 'Effective October
1' in older tables), 'Previous Code(s) Assignment'. A notice stands above them. The table of a fiscal year has those
of all years before, from October 2016 on; corrected tables replace what older ones say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.ingest.files.dates import read_date
from graph.ingest.files.table_source import Row
from graph.model.fiscal_year import fiscal_year
from graph.model.icd10cm_form import dotted
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_CODE = re.compile(CODE_SYSTEMS["ICD10CM"].pattern)
_YEAR = re.compile(r"20\d\d")
_OCTOBER = 10


@dataclass(frozen=True, slots=True)
class NewCode:
    """A row: a code, the day on which it began, and the cell of the codes reported before it."""

    code: str
    starts: date
    previous: str

    @property
    def fiscal_year(self) -> int:
        return fiscal_year(self.starts)


def read_new_code(row: Row) -> NewCode:
    """A row as it is published; a code without its point has it again.

    Raises:
        ValueError: it has no code of ICD-10-CM, or does not say when it began.
    """
    code = dotted(row["current_code"])
    if not _CODE.fullmatch(code):
        raise ValueError(f"'{row['current_code']}' is no code of ICD-10-CM")
    return NewCode(code, effective_day(row["effective"]), row["previous_codes"])


def effective_day(text: str) -> date:
    """When a code began: a day, or a year alone for its October 1.

    Raises:
        ValueError: it is neither.

    >>> effective_day("2025"), effective_day("2023-04-01 00:00:00")
    (datetime.date(2025, 10, 1), datetime.date(2023, 4, 1))
    """
    if _YEAR.fullmatch(text):
        return date(int(text), _OCTOBER, 1)
    day = read_date(text)
    if day is None:
        raise ValueError("it does not say when the code began")
    return day


def newest_rows(*tables: list[NewCode]) -> Iterator[NewCode]:
    """The rows of several tables: of each code those of the table that reaches farthest among those that have it."""
    taken = set[str]()
    for table in sorted(tables, key=lambda rows: max((row.starts for row in rows), default=date.min), reverse=True):
        yield from (row for row in table if row.code not in taken)
        taken.update(row.code for row in table)
