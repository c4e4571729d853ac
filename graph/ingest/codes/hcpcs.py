"""HCPCS Level II by the Centers for Medicare & Medicaid Services, as a table with one row a code."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from graph.ingest.files.dates import in_force, iso, read_date
from graph.ingest.files.table_source import Row, TableSource
from graph.model.elements import Edge, Node, SourceDocument, Value, make_curie
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

HCPCS_CODE = re.compile(CODE_SYSTEMS["HCPCS"].pattern)
HCPCS_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "hcpcs_code": ("HCPC", "HCPCS", "HCPCS Cd"),
    "short_description": ("Short Desc", "Short Descriptor"),
    "long_description": ("Long Desc", "Long Descriptor"),
    "cov": ("Coverage", "Coverage Code"),
    "betos": ("BETOS Code",),
    "date_added": ("Add Dt", "Add Date", "Added"),
    "date_action": ("Act Eff Dt", "Action Effective Date"),
    "date_term": ("Term Dt", "Term Date", "Termination Date"),
}


def hcpcs_node(row: Row, name: str, day: date) -> Node:
    """A code by a row of its values; `name` is its whole description.

    Raises:
        ValueError: it is no code, or has a date that cannot be read.
    """
    code, short = row["hcpcs_code"], row["short_description"]
    if not HCPCS_CODE.fullmatch(code):
        raise ValueError(f"'{code}' is no HCPCS Level II code")
    added, ended = read_date(row.get("date_added", "")), read_date(row.get("date_term", ""))
    named = name or short
    properties: dict[str, Value] = {
        "slug": code.lower(),
        "is_stub": False,
        "descriptor": named,
        "short_name": short,
        "coverage_code": row.get("cov", ""),
        "betos": row.get("betos", ""),
        "added_date": iso(added),
        "ended_date": iso(ended),
        "is_active": in_force(added, ended, day),
    }
    return Node(make_curie("HCPCS", code), "Procedure", named, {k: v for k, v in properties.items() if v != ""})


@dataclass(slots=True)
class HcpcsTable(TableSource):
    """One row a code."""

    columns: tuple[str, ...] = ("hcpcs_code", "short_description", "long_description")
    title: str = "HCPCS Level II"

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = HCPCS_SYNONYMS
    release_columns: ClassVar[tuple[str, ...]] = ("date_added", "date_action")

    def table(self) -> str:
        return "HCPCS Level II"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        yield hcpcs_node(row, row["long_description"], self.day)
