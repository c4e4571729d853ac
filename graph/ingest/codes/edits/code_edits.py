"""All edits of diagnoses, as nodes, edges with who says so, and properties of the codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.ingest.codes.edits.code_edit import CODE_EDITS, HeldEdit, code_edit_nodes, edit_curie, properties_of
from graph.ingest.codes.edits.entries import Entries, curie_of
from graph.ingest.codes.edits.outpatient_editor import editor_document, editor_edits
from graph.ingest.codes.edits.stated_edits import GUIDELINE_EDITS, guideline_edits, stated_edits
from graph.ingest.codes.edits.title_edits import TitleEdits
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument
from graph.model.findings import SourceError
from graph.model.source_files import file_document

_OWN = "MIT"


@dataclass(slots=True)
class CodeEdits:
    """The edits of the diagnoses among `nodes`, those that were read before."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        editor = editor_document()
        guidelines = file_document(
            GUIDELINE_EDITS, "code-edits/guidelines.tsv", "ICD-10-CM guidelines: where codes may stand", _OWN
        ).with_edition("fiscal year 2026")
        self.documents += [editor, guidelines, file_document(CODE_EDITS, "code-edits/edits.tsv", "Code edits", _OWN)]
        edits = {node.curie: node for node in code_edit_nodes()}
        yield from edits.values()
        for _ in track([editor.path], "Code edits"):
            held = self._held(Entries.of(self.nodes), editor, guidelines)
        for code, of_code in sorted(held.items()):
            node = self.nodes[curie_of(code)]
            yield Node(node.curie, node.kind, node.name, properties_of(edits[edit_curie(edit)] for edit in of_code))
            for edit, evidence in of_code.items():
                yield Edge(node.curie, "HAS_EDIT", edit_curie(edit), {}, tuple(evidence))

    def _held(
        self, entries: Entries, editor: SourceDocument, guidelines: SourceDocument
    ) -> dict[str, dict[str, dict[Evidence, None]]]:
        """The edits of each code, with their evidence once."""
        held: dict[str, dict[str, dict[Evidence, None]]] = {}
        sources: tuple[Iterator[HeldEdit], ...] = (
            stated_edits(entries, self.findings),
            TitleEdits(entries).read(),
            editor_edits(entries, editor),
            guideline_edits(entries, guidelines),
        )
        for source in sources:
            for item in source:
                held.setdefault(item.code, {}).setdefault(item.edit, {})[item.evidence] = None
        return held
