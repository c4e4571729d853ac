"""ICD-10-CM: the Table of Drugs and Chemicals as the CDC's own CSV.

A row has a term and six codes; dashes before the term say how many terms it stands under. '-see' and '-see also' follow
a term, modifiers stand in parentheses after it, and the header comes again within the table.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from graph.ingest.codes.indexes.code_targets import DiagnosisTargets
from graph.ingest.codes.indexes.icd10cm_index import DrugTable
from graph.ingest.codes.indexes.icd10cm_lines import code_of
from graph.ingest.codes.indexes.index_graph import IndexGraph
from graph.ingest.codes.indexes.lines import IndexLine, Reference, ReferenceKind
from graph.ingest.codes.indexes.modifiers import split_modifiers
from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument

_SUBSTANCE = "substance"
_ROLES = (
    "poisoning_accidental",
    "poisoning_self_harm",
    "poisoning_assault",
    "poisoning_undetermined",
    "adverse_effect",
    "underdosing",
)
_TERM = re.compile(r"(?P<dashes>(?:[–-]\s+)*)(?P<words>.*?)(?:\s-\s?(?P<kind>see also|see)\s+(?P<text>.+))?", re.DOTALL)
_KINDS = {"see": ReferenceKind.SEE, "see also": ReferenceKind.SEE_ALSO}


@dataclass(slots=True)
class DrugTableRows(TableSource):
    """One row a term; `nodes` are those that were read before."""

    columns: tuple[str, ...] = (_SUBSTANCE, *_ROLES)
    title: str = DrugTable.title
    nodes: Mapping[str, Node] = field(default_factory=dict)
    _graph: IndexGraph | None = None

    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "poisoning_accidental": ("Poisoning Accidental (unintentional)",),
        "poisoning_self_harm": ("Poisoning Intentional self-harm",),
    }

    def table(self) -> str:
        return DrugTable.title

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        yield from TableSource.read(self, track)
        if self._graph is not None:
            yield from self._graph.finish()
            self.findings.extend(self._graph.findings())

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        if self._graph is None:
            targets = DiagnosisTargets(self.nodes)
            self._graph = IndexGraph(DrugTable.index, document, targets, self.nodes, is_quoted=False)
        if row[_SUBSTANCE].casefold() != _SUBSTANCE:
            yield from self._graph.read(_line(row))


def _line(row: Row) -> IndexLine:
    match = _TERM.fullmatch(row[_SUBSTANCE])
    if match is None:
        raise ValueError(f"'{row[_SUBSTANCE]}' is no term")
    title, modifiers = split_modifiers(match["words"])
    references = (Reference(_KINDS[match["kind"]], match["text"]),) if match["kind"] else ()
    codes = tuple(code for role in _ROLES for code in code_of(row[role], role))
    return IndexLine(len(match["dashes"].split()), title, modifiers, codes, references)
