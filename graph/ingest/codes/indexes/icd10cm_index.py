"""ICD-10-CM: the Alphabetic Index, the Table of Neoplasms, the Table of Drugs and Chemicals, the External Cause Index.

All four are XML with the root `ICD10CM.index` (`ICD10CM.table` in the schema of the tables): the tables are told apart
by the heads of their columns, the indexes by their titles.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from graph.ingest.codes.indexes.code_targets import DiagnosisTargets
from graph.ingest.codes.indexes.icd10cm_lines import ROLES, icd10cm_lines
from graph.ingest.codes.indexes.index_graph import IndexGraph
from graph.ingest.files.xml import iter_elements
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import MalformedFile, SourceError
from graph.model.source_files import file_document


@dataclass(slots=True)
class Icd10CmIndex:
    """One of the four; `nodes` are those that were read before."""

    path: Path
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    index: ClassVar[str]
    title: ClassVar[str]
    head: ClassVar[str]
    """A regular expression of what only this one has at its beginning."""

    def table(self) -> str:
        """What files must share to be releases of one index."""
        return self.title

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        name = str(self.path)
        document = file_document(self.path, f"icd-10-cm/{self.path.name}", self.title)
        self.documents.append(document)
        graph = IndexGraph(self.index, document, DiagnosisTargets(self.nodes), self.nodes)
        columns: dict[str, str] = {}
        for _ in track([name], self.title):
            for element in iter_elements(self.path, name, ("version", "head", "mainTerm"), self.findings):
                text = " ".join("".join(element.itertext()).split()) if element.tag != "mainTerm" else ""
                if element.tag == "version":
                    self.documents[0] = document.with_edition(f"fiscal year {text}")
                elif element.tag == "head":
                    self._add_column(element.get("col", ""), text, columns)
                else:
                    for line in icd10cm_lines(element, columns):
                        yield from graph.read(line)
            yield from graph.finish()
        self.findings.extend(graph.findings())

    def _add_column(self, column: str, head: str, columns: dict[str, str]) -> None:
        """The role of a column; the first one has the terms."""
        role = ROLES.get(head.casefold())
        if role:
            columns[column] = role
        elif column != "1":
            self.findings.append(MalformedFile(str(self.path), reason=f"no column of the table is headed '{head}'"))


class NeoplasmTable(Icd10CmIndex):
    """The Table of Neoplasms: a code for each behavior."""

    __slots__ = ()
    index = "neoplasms"
    title = "ICD-10-CM Table of Neoplasms"
    head = r"<head\b[^>]*>\s*Malignant Primary\b"


class DrugTable(Icd10CmIndex):
    """The Table of Drugs and Chemicals: a code for each intent, for adverse effects, for underdosing."""

    __slots__ = ()
    index = "drugs"
    title = "ICD-10-CM Table of Drugs and Chemicals"
    head = r"<head\b[^>]*>\s*Substance\b"


class ExternalCauseIndex(Icd10CmIndex):
    """The External Cause of Injuries Index."""

    __slots__ = ()
    index = "external_causes"
    title = "ICD-10-CM External Cause of Injuries Index"
    head = r"<title>[^<]*\bExternal Cause"


class DiseaseIndex(Icd10CmIndex):
    """The Index to Diseases and Injuries, read last: it refers to the others."""

    __slots__ = ()
    index = "diseases"
    title = "ICD-10-CM Index to Diseases and Injuries"
    head = r"<title>[^<]*\bIndex to Diseases"


_ALL: tuple[type[Icd10CmIndex], ...] = (NeoplasmTable, DrugTable, ExternalCauseIndex, DiseaseIndex)
_ADDENDA = re.compile(r"<ICD10CM\.\w+\b[^>]*\bisAddenda\s*=\s*['\"]true")


def icd10cm_index(path: Path, start: str) -> Icd10CmIndex | None:
    """The reader of an index that begins so; None for one that is none of the four, or only their changes."""
    if _ADDENDA.search(start):
        return None
    return next((make(path) for make in _ALL if re.search(make.head, start, re.IGNORECASE)), None)
