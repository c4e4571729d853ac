"""HCPCS Level II by the Centers for Medicare & Medicaid Services: the CSV and the fixed-width ANWEB layout.

ANWEB: records of 320 characters; positions (from 1) 1-5 code, 6-10 sequence, 11 record kind (3 first line of a code,
4 further line), 12-91 long description, 92-119 short description, 205-229 cross-reference, 230 coverage, 257-259
BETOS, 269-276 added, 285-292 ended. Descriptions go on over several records.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.ingest.files.table_source import Row, TableSource, open_text
from graph.ingest.source import Progress, no_progress
from graph.model.document import file_document
from graph.model.elements import Edge, Node, SourceDocument, Value, make_curie
from graph.model.errors import MalformedRow
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_CODE = re.compile(CODE_SYSTEMS["HCPCS"].pattern)
_RECORD = 320


def _node(code: str, name: str, short: str, **values: str) -> Node:
    properties: dict[str, Value] = {"slug": code.lower(), "is_stub": False, "descriptor": name, "short_name": short}
    properties |= {key: value for key, value in values.items() if value}
    properties["is_active"] = not values.get("ended_date")
    return Node(make_curie("HCPCS", code), "Procedure", name, {k: v for k, v in properties.items() if v != ""})


def _date(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if re.fullmatch(r"\d{8}", text) else text


@dataclass(slots=True)
class HcpcsTable(TableSource):
    """The CSV: one row a code."""

    columns: tuple[str, ...] = ("hcpcs_code", "short_description", "long_description")
    title: str = "HCPCS Level II"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        if not _CODE.fullmatch(row["hcpcs_code"]):
            raise ValueError(f"'{row['hcpcs_code']}' is no HCPCS Level II code")
        yield _node(
            row["hcpcs_code"],
            row["long_description"] or row["short_description"],
            row["short_description"],
            coverage_code=row.get("cov", ""),
            betos=row.get("betos", ""),
            added_date=row.get("date_added", ""),
            ended_date=row.get("date_term", ""),
        )


@dataclass(slots=True)
class HcpcsFixedWidth(TableSource):
    """The ANWEB file: several records a code."""

    title: str = "HCPCS Level II (ANWEB)"

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        self.documents.append(file_document(self.path, f"codes/{self.path.name}", self.title))
        first, description = "", list[str]()
        for _ in track([str(self.path)], self.title):
            with open_text(self.path, self.findings) as file:
                for line, record in enumerate(file, 1):
                    code, kind = record[:5], record[10:11]
                    if not _CODE.fullmatch(code) or kind not in ("3", "4"):
                        continue
                    if len(record.rstrip("\r\n")) < _RECORD:
                        self.findings.append(MalformedRow(str(self.path), line, reason="the record is cut short"))
                    if kind == "3" and first:
                        yield _node_of_records(first, description)
                    if kind == "3":
                        first, description = record, []
                    description.append(record[11:91].strip())
        if first:
            yield _node_of_records(first, description)


def _node_of_records(first: str, description: list[str]) -> Node:
    name = " ".join(part for part in description if part)
    return _node(
        first[:5],
        name,
        first[91:119].strip(),
        coverage_code=first[229:230].strip(),
        betos=first[256:259].strip(),
        added_date=_date(first[268:276].strip()),
        ended_date=_date(first[284:292].strip()),
    )
