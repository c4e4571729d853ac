"""National Correct Coding Initiative: add-on codes, and pairs of codes that are not paid together.

Add-on types by CMS: 1 a fixed list of primary codes, 2 none (the contractor decides), 3 some and the contractor. The
code `CCCCC` stands for 'contractor defined'. What has ended by the day is left out; the days on which the others begin
and end are kept, so that what begins later is told from what is in force.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

from graph.ingest.codes.procedure_codes import procedure_curie, stub_procedure
from graph.ingest.files.dates import in_force, iso, read_date
from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.files.text import head_of
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument, Value
from graph.model.source_files import document_evidence

CONTRACTOR_DEFINED = "CCCCC"
_ADD_ON_TYPES = ("1", "2", "3")
_MODIFIERS = {"0": "not allowed", "1": "allowed", "9": "not applicable"}
_SETTINGS = (
    ("outpatient hospital", re.compile(r"ccioph|hospital", re.IGNORECASE)),
    ("practitioner", re.compile(r"ccipra|practitioner|physician", re.IGNORECASE)),
)
"""CMS publishes the pairs of each setting in files of their own (`ccioph…`, `ccipra…`)."""


@dataclass(slots=True)
class AddOnCodes(TableSource):
    """Which code is added on to which."""

    columns: tuple[str, ...] = ("primary_code", "add_on_code", "aoc_edit_type")
    title: str = "NCCI add-on codes"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "primary_code": ("Primary_Code", "Primary Procedure Code"),
        "add_on_code": ("Add-On_Code", "AddOn Code"),
        "aoc_edit_type": ("AOC_Edit_Type", "Edit Type"),
        "effective": ("AOC_Edit_EffDT", "effective_date"),
        "deletion": ("AOC_Edit_DelDT", "deletion_date"),
        "add_on_deletion": ("AOC_DelDT",),
        "primary_deletion": ("Primary_Code_DelDT",),
    }
    release_columns: ClassVar[tuple[str, ...]] = ("effective",)

    def table(self) -> str:
        return "NCCI add-on codes"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        begun = read_date(row.get("effective", ""))
        ends = [read_date(row.get(name, "")) for name in ("deletion", "add_on_deletion", "primary_deletion")]
        add_on = procedure_curie(row["add_on_code"])
        if row["aoc_edit_type"] not in _ADD_ON_TYPES:
            raise ValueError(f"'{row['aoc_edit_type']}' is no type of add-on codes")
        if not all(in_force(None, end, self.day) for end in ends):
            return
        properties: dict[str, Value] = {"is_add_on": True, "add_on_type": row["aoc_edit_type"]}
        yield stub_procedure(add_on, **properties)
        if row["primary_code"] != CONTRACTOR_DEFINED:
            primary = procedure_curie(row["primary_code"])
            yield stub_procedure(primary)
            days = _days(begun, min(filter(None, ends), default=None))
            yield Edge(add_on, "ADD_ON_TO", primary, days, document_evidence(document))


@dataclass(slots=True)
class BundlingEdits(TableSource):
    """Pairs that are bundled on the day. The document's title says of which setting they are, where the file does."""

    columns: tuple[str, ...] = ("column1", "column2", "deletion", "modifier", "rationale")
    title: str = "NCCI procedure-to-procedure edits"
    seen: set[str] = field(default_factory=set)
    properties_by_rule: dict[tuple[str, ...], dict[str, Value]] = field(default_factory=dict)
    setting: str = ""

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "column1": ("Column 1 Code", "column1_code"),
        "column2": ("Column 2 Code", "column2_code"),
        "effective": ("Effective Date",),
        "deletion": ("Deletion Date",),
        "modifier": ("Modifier Indicator",),
        "rationale": ("PTP Edit Rationale", "Edit Rationale"),
    }

    def table(self) -> str:
        return f"NCCI procedure-to-procedure edits {setting_of(self.path)}"

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        self.setting = setting_of(self.path)
        self.title = f"{self.title}, {self.setting}" if self.setting else self.title
        yield from TableSource.read(self, track)

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        begun, ended = read_date(row.get("effective", "")), read_date(row["deletion"])
        if not in_force(None, ended, self.day):
            return
        ends = [procedure_curie(row["column1"]), procedure_curie(row["column2"])]
        for curie in ends:
            if curie not in self.seen:
                self.seen.add(curie)
                yield stub_procedure(curie)
        key = (row["modifier"], row["rationale"], iso(begun), iso(ended))
        if key not in self.properties_by_rule:
            setting: dict[str, Value] = {"setting": self.setting} if self.setting else {}
            edit: dict[str, Value] = {"modifier": _MODIFIERS[row["modifier"]], "rationale": row["rationale"]}
            self.properties_by_rule[key] = edit | setting | _days(begun, ended)
        yield Edge(ends[0], "BUNDLED_WITH", ends[1], self.properties_by_rule[key], document_evidence(document))


def _days(begun: date | None, ended: date | None) -> dict[str, Value]:
    """The first and the last day on which an edit holds, as far as its row says them."""
    return {name: iso(day) for name, day in (("starts", begun), ("ends", ended)) if day}


def setting_of(path: Path) -> str:
    """The setting whose pairs a file holds, by its name or what is written above its header; empty where unsaid."""
    try:
        texts = (path.name, head_of(path).partition("\n")[0])
    except (OSError, EOFError):
        texts = (path.name, "")
    return next((setting for text in texts for setting, pattern in _SETTINGS if pattern.search(text)), "")
