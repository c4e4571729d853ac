"""A store over a partial snapshot whose edges are read from a whole one: what a database would be asked is counted."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph.model.elements import Value
from graph.storage.columns import Columns
from graph.storage.edge_checks import EdgeChecks
from graph.storage.edge_source import ANCESTOR_LEVELS, EdgeCondition, EdgeRecord, RowRange
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.partial_columns import PartialColumns
from graph.storage.partial_graph import PartialGraph
from graph.store import GraphStore
from graph.store.manifest import read_manifest
from graph.store.partial_snapshot import LEFT_OUT, write_partial_columns
from graph.store.snapshot import Snapshot, attach_snapshot


class WholeEdges:
    """Edges of a whole graph; `asked` are the ranges of each question."""

    def __init__(self, graph: FrozenGraph, version: str) -> None:
        self._graph, self._checks = graph, EdgeChecks(version, graph.columns)
        self._entries = {edge: entry for entry, edge in enumerate(graph.incoming)}
        self.asked: list[Sequence[RowRange]] = []

    def read(
        self, ranges: Sequence[RowRange], above: Sequence[int] = (), conditions: Sequence[EdgeCondition] = ()
    ) -> Iterator[EdgeRecord]:
        self.asked.append(ranges)
        yield from self._ancestors(above)
        for wanted in ranges:
            places = range(wanted.first, wanted.end)
            yield from (self._record(place if wanted.outgoing else self._graph.incoming[place]) for place in places)

    def _ancestors(self, nodes: Sequence[int]) -> Iterator[EdgeRecord]:
        for _ in range(ANCESTOR_LEVELS):
            edges = [edge for node in nodes for edge in self._graph.row(node, "IS_A", out=True)]
            yield from map(self._record, edges)
            nodes = list({self._graph.target(edge) for edge in edges})

    def _record(self, edge: int) -> EdgeRecord:
        graph = self._graph
        ends, evidence = (graph.source(edge), graph.target(edge)), graph._evidence_of[edge]
        place, number = (edge, self._entries[edge]), graph.edge_number(edge)
        check = self._checks.of(*ends, *place, number, evidence, graph.edge_values[edge])
        kind, properties = graph.edge_kind(edge), dict(graph.properties(edge))
        return EdgeRecord(*place, *ends, kind, number, evidence, check, properties)

    def ping(self) -> None:
        """It is there."""

    def between(self, kind: str, source: int, target: int) -> Iterator[EdgeRecord]:
        row = self._graph.row(source, kind, out=True)
        yield from (self._record(edge) for edge in row if self._graph.target(edge) == target)

    def records(self, kind: str) -> Iterable[dict[str, Value]]:
        return map(dict, self._graph.distinct_records(kind))


class PartialStores:
    """Stores over the snapshot of a folder without its edges, which each reads anew; `path` is a file to write."""

    def __init__(self, directory: Path, path: Path) -> None:
        self._whole, manifest = attach_snapshot(directory), read_manifest(directory)
        self._path, self._places = path, manifest.columns
        columns = Columns(directory / manifest.file, manifest.columns)
        write_partial_columns(
            path, self._places, {name: columns[name] for name in self._places if name not in LEFT_OUT}
        )
        self._edges = WholeEdges(self._whole.graph, self._whole.version)

    def snapshot(self) -> tuple[Snapshot, WholeEdges]:
        """A snapshot that knows no edge, and where its edges are read from, of which nothing was asked."""
        whole, self._edges.asked = self._whole, []
        graph = PartialGraph(PartialColumns(self._path, self._places), self._edges, whole.version)
        snapshot = Snapshot(graph, whole.finder, whole.version, whole.documents, whole.nodes, whole.edges)
        return snapshot, self._edges

    def fresh(self) -> tuple[GraphStore, WholeEdges]:
        """A store over that."""
        snapshot, edges = self.snapshot()
        return GraphStore(snapshot), edges


def partial_snapshot(directory: Path, path: Path) -> tuple[Snapshot, WholeEdges]:
    """The snapshot of a folder with its edges left out, and where they are read from."""
    return PartialStores(directory, path).snapshot()


def partial_store(directory: Path, path: Path) -> tuple[GraphStore, WholeEdges]:
    """A store over that."""
    return PartialStores(directory, path).fresh()
