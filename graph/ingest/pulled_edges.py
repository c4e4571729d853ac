"""The edges of a graph in a database: those that were pushed, as they are there now, and those that were added."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.database.connection import Database
from graph.database.graph_reader import StoredEdge, read_edges
from graph.database.layout import (
    EVIDENCE_LIST,
    READ_FOREIGN_ENDS,
    RESERVED_OF_EDGES,
    database_id,
    ids,
    read_edges_of_added_nodes,
)
from graph.ingest.merge_edges import circular_edges
from graph.ingest.pulled_nodes import PulledNodes, as_values
from graph.ingest.validate import check_edge
from graph.model.database_findings import GoneFromDatabase
from graph.model.elements import Edge, Evidence
from graph.model.findings import SourceError, UndeclaredKind
from graph.model.ontology import ONTOLOGY
from graph.model.property_graph import Graph
from graph.storage.columns import Array
from graph.storage.frozen_graph import parallel_edge_key

_AT_ONCE = 1_000
Lists = Mapping[int, tuple[Evidence, ...]]


@dataclass(slots=True)
class PulledEdges:
    """Puts edges into a graph that has the nodes; `lists` are those of evidence, `document` is the id of the database.

    Edges of a kind that the ontology does not have are one finding for each kind, which counts them.
    """

    graph: Graph
    nodes: PulledNodes
    lists: Lists
    document: str
    findings: list[SourceError] = field(default_factory=list)
    added: list[Edge] = field(default_factory=list)
    _undeclared: Counter[str] = field(default_factory=Counter)
    _firsts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def read(self, database: Database, slot: int, out_starts: Array, counts: Mapping[str, int]) -> Iterator[int]:
        """Read all edges; yields how many were read. `counts` are those that were pushed, by kind.

        Raises:
            StoreError: the database cannot be read.
        """
        missing, foreign = Counter(counts), dict[int, None]()
        for done, stored in enumerate(read_edges(database, slot, out_starts), 1):
            if stored.target is None:
                foreign[stored.source] = None
            elif stored.place is None:
                self._take_added(self._curie(stored.source), stored.kind, self._curie(stored.target), _given(stored))
            else:
                missing[stored.kind] -= 1
                self._take_pushed(stored)
            yield done
        self.findings.extend(
            GoneFromDatabase(self.nodes.path, kind=kind, count=count)
            for kind, count in sorted(missing.items()) if count > 0
        )  # fmt: skip
        self._read_foreign(database, slot, list(foreign))
        self._finish()

    def _curie(self, number: int) -> str:
        return self.nodes.curies.get(number, "")

    def _take_pushed(self, stored: StoredEdge) -> None:
        source, target = self._curie(stored.source), self._curie(stored.target or 0)
        edge = self._valid(Edge(source, stored.kind, target, as_values(dict(stored.properties))))
        if edge is not None:
            key = parallel_edge_key(stored.kind, stored.parallel)
            evidence = self._evidence(stored.evidence)
            self.graph.add_edge(source, target, key, **edge.properties, evidence=evidence)

    def _read_foreign(self, database: Database, slot: int, sources: Sequence[int]) -> None:
        """Read the edges to added nodes, and those from them."""
        bounds = {"first": database_id(slot, 0), "beyond": database_id(slot + 1, 0)}
        for first in range(0, len(sources), _AT_ONCE):
            wanted = {"ids": ids(slot, sources[first : first + _AT_ONCE]), **bounds}
            for source, kind, target, properties in database.read(READ_FOREIGN_ENDS, wanted):
                self._take_added(str(source), kind, str(target or ""), dict(properties))
        for of in sorted({node.kind for node in self.nodes.added}):
            for source, kind, target, properties, _ in database.read(read_edges_of_added_nodes(of)):
                self._take_added(str(source), kind, str(target or ""), dict(properties))

    def _take_added(self, source: str, kind: str, target: str, properties: dict[str, Any]) -> None:
        evidence = properties.pop(EVIDENCE_LIST, None)
        own = {name: value for name, value in properties.items() if name not in RESERVED_OF_EDGES}
        edge = self._valid(Edge(source, kind, target, as_values(own)))
        if edge is not None:
            self.added.append(Edge(source, kind, target, edge.properties, self._evidence(evidence)))

    def _evidence(self, given: Any) -> tuple[Evidence, ...]:
        """The list of a number; else the database is the source, and a text is the section that it names."""
        found = self.lists.get(given) if isinstance(given, int) else None
        return found or (Evidence(self.document, given if isinstance(given, str) and given else None),)

    def _valid(self, edge: Edge) -> Edge | None:
        """An edge without properties that its kind does not have; None where it cannot be one."""
        kind = ONTOLOGY.edges.get(edge.kind)
        if kind is None:
            self._undeclared[edge.kind] += 1
            self._firsts.setdefault(edge.kind, (edge.source, edge.target))
            return None
        if not {edge.source, edge.target}.isdisjoint(self.nodes.left_out):
            return None  # The finding is that of the node.
        findings = list(check_edge(edge, self.nodes.nodes, self.nodes.path))
        self.findings.extend(findings)
        declared = {item.name for item in kind.properties}
        unknown = {name for name in edge.properties if name not in declared}
        if any(finding.details.get("field") not in unknown for finding in findings):
            return None
        kept = {name: value for name, value in edge.properties.items() if name in declared}
        return Edge(edge.source, edge.kind, edge.target, kept)

    def _finish(self) -> None:
        for kind, count in sorted(self._undeclared.items()):
            source, target = self._firsts[kind]
            found = UndeclaredKind(self.nodes.path, kind=kind, count=count, source=source, target=target)
            self.findings.append(found)
        circular = circular_edges(self.added, self._above, lambda _: self.nodes.path)
        refused = {id(edge): finding for edge, finding in circular}
        self.findings.extend(refused.values())
        self.added = [edge for edge in self.added if id(edge) not in refused]

    def _above(self, curie: str) -> Iterator[str]:
        for _, target, key in self.graph.out_edges(curie, keys=True) if curie in self.graph else ():
            if key.partition("#")[0] == "IS_A":
                yield target


def _given(stored: StoredEdge) -> dict[str, Any]:
    return {**stored.properties, EVIDENCE_LIST: stored.evidence}
