"""Elixhauser comorbidities as AHRQ refined them for ICD-10-CM (v2026.1): which secondary diagnoses show which.

From AHRQ's reference file `CMR-Reference-File-v2026-1.xlsx`, whose two sheets are the tables `measures.tsv` and
`diagnoses.tsv` here, cell by cell (`tests/elixhauser_tables.py` writes them, a test compares them). Cerebrovascular
disease has two columns there: CBVD_POA, and CBVD_SQLA for sequelae.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value
from graph.model.findings import SourceError
from graph.model.icd10cm_form import dotted
from graph.model.source_files import ROOT, document_evidence, file_document

TABLES = ROOT / "data" / "codes" / "elixhauser"
MEASURES, DIAGNOSES = TABLES / "measures.tsv", TABLES / "diagnoses.tsv"
_EDITION = "v2026.1, of codes of fiscal year 2026"
_PRESENT, _SEQUELA = "CBVD_POA", "CBVD_SQLA"
_CEREBROVASCULAR = "CBVD"


@dataclass(slots=True)
class Elixhauser:
    """The 38 comorbidities and the diagnoses that show them."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        self._document(MEASURES, "Elixhauser comorbidities")
        diagnoses = self._document(DIAGNOSES, "ICD-10-CM to Elixhauser comorbidities")
        for row in _rows(MEASURES):
            yield _comorbidity(row)
        for _ in track([str(DIAGNOSES)], "Elixhauser comorbidities"):
            for row in _rows(DIAGNOSES):
                yield from _shown(row["code"], row["comorbidities"].split(), document_evidence(diagnoses))

    def _document(self, path: Path, title: str) -> SourceDocument:
        document = file_document(path, f"elixhauser/{path.name}", title).with_edition(_EDITION)
        self.documents.append(document)
        return document


def _comorbidity(row: Mapping[str, str]) -> Node:
    stated: dict[str, Value] = {
        "abbreviation": row["abbreviation"],
        "needs_present_on_admission": row["present_on_admission"] == "Yes",
    }
    return Node(f"ELIXHAUSER:{row['abbreviation']}", "Comorbidity", row["description"], stated)


def _shown(code: str, columns: list[str], evidence: tuple[Evidence, ...]) -> Iterator[Node | Edge]:
    curie = f"ICD10CM:{dotted(code)}"
    yield Node(curie, "Diagnosis", code, {"is_stub": True})
    for column in columns:
        is_cerebrovascular = column in (_PRESENT, _SEQUELA)
        properties = {"is_sequela": column == _SEQUELA} if is_cerebrovascular else {}
        target = _CEREBROVASCULAR if is_cerebrovascular else column
        yield Edge(curie, "HAS_COMORBIDITY", f"ELIXHAUSER:{target}", properties, evidence)


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")
