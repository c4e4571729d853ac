"""The conversion table of ICD-10-PCS by CMS: new, revised and deleted codes, with the codes before or instead of them.

Of new codes 'Current code(s) assignment' is the code and 'Previous …' what was reported before; of deleted ones
'Previous …' is the code, and 'Current …' what is reported instead; of revised ones both are the same. `NoPCS` stands
for none. 'Effective month/day' is '10.01', or '10.1' where a spreadsheet took it for a number, of the year beside it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from graph.ingest.files.table_source import Row, TableSource
from graph.model.elements import Edge, Node, SourceDocument, Value
from graph.model.fiscal_year import fiscal_year
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.model.source_files import document_evidence

_CODE = re.compile(CODE_SYSTEMS["ICD10PCS"].pattern)
_NONE = "NoPCS"
_DAY = re.compile(r"(?P<month>\d{1,2})\.(?P<day>\d{1,2})")
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(slots=True)
class Icd10PcsConversion(TableSource):
    """One row a change."""

    columns: tuple[str, ...] = ("current_code", "previous_code", "change_type", "effective_year")
    title: str = "ICD-10-PCS conversion table"
    nodes: Mapping[str, Node] = field(default_factory=dict)
    _deleted: dict[str, date] | None = None

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "current_code": ("Current code(s) assignment",),
        "current_title": ("Code title",),
        "previous_code": ("Previous code(s) assignment",),
        "previous_title": ("Predecessor code title",),
        "change_type": ("Change type",),
        "effective_year": ("Effective year",),
        "effective_day": ("Effective month/day [MM.DD]",),
    }

    def table(self) -> str:
        return self.title

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        current, previous, starts = row["current_code"], row["previous_code"], _starts(row)
        for code in (current, previous):
            if code != _NONE and not _CODE.fullmatch(code):
                raise ValueError(f"'{code}' is no code of ICD-10-PCS")
        match row["change_type"]:
            case "New":
                began: dict[str, Value] = {"first_fiscal_year": fiscal_year(starts), "added_date": starts.isoformat()}
                yield self._node(current, row.get("current_title", ""), began)
                ends = self._deleted_codes().get(previous) == starts
            case "Deleted":
                ended = starts - timedelta(days=1)
                gone: dict[str, Value] = {"last_fiscal_year": fiscal_year(ended), "ended_date": ended.isoformat()}
                yield self._node(previous, row.get("previous_title", ""), gone | {"is_deleted": True})
                ends = True
            case "Revised":
                years = (str(fiscal_year(starts)),)
                former: dict[str, Value] = {"former_names": (row["previous_title"],), "renamed_fiscal_years": years}
                yield self._node(current, row.get("current_title", ""), former)
                return
            case other:
                raise ValueError(f"'{other}' is no type of change")
        if _NONE not in (current, previous) and current != previous:
            yield from self._replacement(row, starts, document, ends=ends)

    def _replacement(self, row: Row, starts: date, document: SourceDocument, *, ends: bool) -> Iterator[Node | Edge]:
        """The edge from an earlier code to a later one, with both ends, of which the lists may have neither."""
        current, previous = row["current_code"], row["previous_code"]
        yield self._node(current, row.get("current_title", ""), {})
        yield self._node(previous, row.get("previous_title", ""), {})
        said: dict[str, Value] = {"fiscal_year": fiscal_year(starts), "starts": starts.isoformat(), "together": False}
        kind = "REPLACED_BY" if ends else "PARTLY_REPLACED_BY"
        yield Edge(f"ICD10PCS:{previous}", kind, f"ICD10PCS:{current}", said, document_evidence(document))

    def _node(self, code: str, title: str, said: dict[str, Value]) -> Node:
        """A code with what is said of it; one that no list has is described by its title alone."""
        known = self.nodes.get(f"ICD10PCS:{code}")
        name, is_stub = (known.name, True) if known else (title or code, not title)
        return Node(f"ICD10PCS:{code}", "Procedure", name, {"slug": code.lower(), "is_stub": is_stub, **said})

    def _deleted_codes(self) -> dict[str, date]:
        """The codes that the table says were deleted, with the day."""
        if self._deleted is None:
            self._deleted = {}
            for _, row in Icd10PcsConversion(self.path).rows():
                with suppress(ValueError):  # A finding when the row itself is read.
                    if row["change_type"] == "Deleted":
                        self._deleted[row["previous_code"]] = _starts(row)
        return self._deleted


def _starts(row: Row) -> date:
    """The day of a change.

    Raises:
        ValueError: the row names no day.
    """
    day = _DAY.fullmatch(row.get("effective_day") or "10.01")
    if not _YEAR.fullmatch(row["effective_year"]):
        raise ValueError(f"'{row['effective_year']}' is no year")
    if day is None:
        raise ValueError(f"'{row['effective_day']}' is no month and day")
    return date(int(row["effective_year"]), int(day["month"]), int(day["day"]))
