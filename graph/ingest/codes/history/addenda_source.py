"""Addenda as nodes: what a fiscal year adds to a code system, deletes of it and calls otherwise.

The shipped history knows the changes of ICD-10-CM in fiscal years 2020 to 2026 by its lists; addenda of other years
add to it. Those of a year after that of the tabular list carry the list on to that year: what they do not delete
stays valid.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from graph.ingest.codes.history.addenda import YearlyChanges, claims_addenda, read_addenda
from graph.ingest.codes.history.former_codes import FIRST_LIST, LAST_LIST
from graph.ingest.files.table_source import TableSource
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, Value
from graph.model.findings import MalformedFile
from graph.model.source_files import file_document

_KINDS = {"ICD10CM": "Diagnosis", "ICD10PCS": "Procedure"}


@dataclass(slots=True)
class IcdAddenda(TableSource):
    """The addenda of a fiscal year. `changes` is what they say, once they have been read; `nodes` were read before."""

    title: str = "Addenda of ICD-10 codes"
    nodes: Mapping[str, Node] = field(default_factory=dict)
    changes: YearlyChanges | None = None

    @classmethod
    def claims_lines(cls, lines: list[str]) -> bool:
        return claims_addenda(lines)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        try:
            document = file_document(self.path, f"codes/{self.path.name}", self.title)
            for _ in track([str(self.path)], self.title):
                self.changes = read_addenda(self.path, self.findings)
        except OSError as error:
            self.findings.append(MalformedFile(str(self.path), reason=str(error)))
            return
        if self.changes is not None:
            self.documents.append(document.with_edition(f"fiscal year {self.changes.fiscal_year}"))
            yield from self._nodes(self.changes)

    def _nodes(self, changes: YearlyChanges) -> Iterator[Node]:
        if changes.system == "ICD10CM" and FIRST_LIST < changes.fiscal_year <= LAST_LIST:
            return
        for code, title in changes.added.items():
            yield self._node(code, title, _began(changes), changes)
        for code, title in changes.deleted.items():
            yield self._node(code, title, self._ended(code, changes), changes)
        for code, title in changes.renamed.items():
            years = (str(changes.fiscal_year),)
            yield self._node(code, title, {"former_names": (title,), "renamed_fiscal_years": years}, changes)

    def _node(self, code: str, title: str, said: dict[str, Value], changes: YearlyChanges) -> Node:
        """A code with what is said of it; one that no list has is described by its title alone."""
        curie = f"{changes.system}:{code}"
        known = self.nodes.get(curie)
        slug: dict[str, Value] = {"slug": code.lower()} if changes.system == "ICD10PCS" else {}
        if known is not None:
            return Node(curie, known.kind, known.name, {**slug, "is_stub": True, **said})
        level: dict[str, Value] = {} if slug else {"level": "code", "is_billable": not said.get("is_deleted", False)}
        return Node(curie, _KINDS[changes.system], title, {**slug, **level, "is_stub": False, **said})

    def _ended(self, code: str, changes: YearlyChanges) -> dict[str, Value]:
        """That a code ended; one that the list has as a header heads others since."""
        known = self.nodes.get(f"{changes.system}:{code}")
        is_header = changes.system == "ICD10CM" and known is not None and not known.properties.get("is_billable")
        said: dict[str, Value] = {"is_former_code" if is_header else "is_deleted": True}
        if changes.starts is None:
            return said | {"last_fiscal_year": changes.fiscal_year}
        ended = changes.starts - timedelta(days=1)
        return said | {"last_fiscal_year": changes.fiscal_year - 1, "ended_date": ended.isoformat()}


def _began(changes: YearlyChanges) -> dict[str, Value]:
    starts: dict[str, Value] = {} if changes.starts is None else {"added_date": changes.starts.isoformat()}
    return {"first_fiscal_year": changes.fiscal_year, **starts}
