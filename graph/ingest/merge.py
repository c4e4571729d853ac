"""Merging what the sources of a layer say into what is below it: checked against the ontology, each thing once."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.ingest.derived_edges import derived_edges
from graph.ingest.known_nodes import with_derived_properties
from graph.ingest.layer import Layer
from graph.ingest.layered_graph import LayeredGraph
from graph.ingest.merge_edges import ENDS, circular_edges, merge_parallel
from graph.ingest.merge_nodes import merged, says_nothing
from graph.ingest.read_guard import read_guard
from graph.ingest.similarity import similarity_edges
from graph.ingest.source import DenyingSource, EdgeWithTarget, NodeDependentSource, Progress, Source
from graph.ingest.validate import check_edge, check_edge_properties, check_node
from graph.ingest.waiting_edges import WaitingEdge, WaitingEdges, edge_of
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import ConflictingNode, SourceError
from graph.model.limits import Limits
from graph.storage.extend import Additions


@dataclass(frozen=True, slots=True)
class Merged:
    """What a layer adds to the one below; the rest is that of the layer itself (see `Layer`)."""

    additions: Additions
    documents: tuple[SourceDocument, ...]
    findings: tuple[SourceError, ...]
    denied: frozenset[tuple[str, str]]
    waiting: WaitingEdges
    names: dict[str, dict[str, tuple[str, ...]]]


class Merger:
    """Reads sources, and merges what they say."""

    def __init__(self, below: Layer) -> None:
        self._below, self._graph = below, LayeredGraph(below)
        self._bringing = list[EdgeWithTarget]()
        self._documents, self._findings = list(below.documents), list(below.findings)
        self._denied = set(below.denied)
        self._paths = {document.id: document.path for document in below.documents}
        self._waiting = list[tuple[str, WaitingEdge]]()
        self._allowed = set[tuple[str, str, str]]()

    def read(self, source: Source, track: Progress) -> None:
        """Read a source; invalid nodes and rows are findings and are left out."""
        if isinstance(source, NodeDependentSource):
            source.nodes = self._graph.nodes
        with read_guard(_path_of(source), self._findings, Limits.source_seconds):
            for item in source.read(track):
                if isinstance(item, Node):
                    self._add_node(item, _source_location(source))
                elif isinstance(item, EdgeWithTarget):
                    self._bringing.append(item)
                else:
                    self._graph.edges.append(item)
        self._findings.extend(source.findings)
        self._documents.extend(source.documents)
        self._denied |= source.denied if isinstance(source, DenyingSource) else set()
        self._paths.update((document.id, document.path) for document in source.documents)

    def merge(self, *, is_last: bool) -> Merged:
        """All that was read, merged; in the last layer edges are inferred, and what waits for a node is a finding."""
        arrived = [curie for curie in self._graph.nodes.own if self._below.graph.find(curie) is None]
        self._take_up(arrived)
        if is_last:
            self._graph.add(list(derived_edges(self._graph, self._denied)))
            self._graph.add(list(similarity_edges(self._graph)))
        valid = self._valid_edges()
        removed = self._replace_parallel(valid)
        edges = merge_parallel(valid)
        circular = dict(self._circular(edges))
        edges = [edge for edge in edges if id(edge) not in circular]
        self._findings.extend(circular.values())
        waiting = self._below.waiting.changed(arrived, self._waiting)
        if is_last:
            self._report(waiting)
        documents = tuple(sorted(set(self._documents), key=lambda document: document.id))
        return Merged(
            Additions(self._changed_nodes(), edges, removed, documents),
            documents,
            tuple(self._findings),
            frozenset(self._denied),
            waiting,
            self._graph.names(),
        )

    def _add_node(self, node: Node, where: tuple[str, int | None]) -> None:
        nodes = self._graph.nodes
        known = nodes.get(node.curie)
        if known is not None and says_nothing(node):
            return
        problems = list(check_node(node, *where))
        if problems:
            self._findings.extend(problems)
        elif known is None:
            nodes.own[node.curie] = node
        elif known != node:
            # What a page says of its procedure counts before what files say, though these are read first.
            is_page = node.properties.get("has_page") and node.curie not in nodes.own
            nodes.own[node.curie], fields = merged(*((node, known) if is_page else (known, node)))
            if fields:
                self._findings.append(ConflictingNode(*where, curie=node.curie, fields=fields))

    def _take_up(self, arrived: list[str]) -> None:
        """Take up the edges that waited for nodes which are there now, and those that bring their targets."""
        for item in [*self._below.waiting.of(arrived), *self._bringing]:
            edge = edge_of(item)
            if edge.source not in self._graph.nodes:
                self._waiting.append((edge.source, item))
                continue
            if isinstance(item, EdgeWithTarget):
                self._add_node(item.target, (self._path_of(edge), None))
            self._graph.edges.append(edge)

    def _valid_edges(self) -> list[Edge]:
        """The edges that the ontology allows.

        Most of a million have no properties: what is allowed is known by the kinds of edge, source and target.
        """
        own, allowed, valid = self._graph.nodes.own, self._allowed, list[Edge]()
        for edge in self._graph.edges:
            source, target = own.get(edge.source), own.get(edge.target)
            is_known = source is not None and target is not None and (edge.kind, source.kind, target.kind) in allowed
            if (is_known and not edge.properties) or self._is_valid(edge):
                valid.append(edge)
        return valid

    def _is_valid(self, edge: Edge) -> bool:
        source, target = self._graph.nodes.kind(edge.source), self._graph.nodes.kind(edge.target)
        if source is None or target is None:
            self._waiting.append((edge.source if source is None else edge.target, edge))
            return False
        ends = (edge.kind, source, target)
        known = check_edge_properties if ends in self._allowed else check_edge
        problems = list(known(edge, self._graph.nodes, self._path_of(edge)))
        self._findings.extend(problems)
        if not problems:
            self._allowed.add(ends)
        return not problems

    def _path_of(self, edge: Edge) -> str:
        source = edge.evidence[0].source if edge.evidence else ""
        return self._paths.get(source, source)

    def _replace_parallel(self, edges: list[Edge]) -> list[int]:
        """Take the edges of the layer below that are parallel to new ones to these; their numbers there."""
        below, removed = self._below.graph, list[int]()
        if not len(below):
            return removed
        for source, target, kind in {ENDS(edge) for edge in edges}:
            start, end = below.find(source), below.find(target)
            if start is not None and end is not None:
                removed.extend(number for number in below.row(start, kind, out=True) if below.target(number) == end)
        edges.extend(below.edge(number) for number in removed)
        return removed

    def _circular(self, edges: list[Edge]) -> Iterator[tuple[int, SourceError]]:
        def above(curie: str) -> Iterator[str]:
            number = self._below.graph.find(curie)
            for edge in self._below.graph.row(number, "IS_A", out=True) if number is not None else ():
                yield self._below.graph.curie(self._below.graph.target(edge))

        for edge, finding in circular_edges(edges, above, self._path_of):
            yield id(edge), finding

    def _report(self, waiting: WaitingEdges) -> None:
        for edge in map(edge_of, waiting.all_others()):
            self._findings.extend(check_edge(edge, self._graph.nodes, self._path_of(edge)))

    def _changed_nodes(self) -> dict[str, Node]:
        """The nodes that are new, or others than in the layer below, as the graph has them."""
        below, found = self._below.graph, dict[str, Node]()
        for curie, node in self._graph.nodes.own.items():
            whole, number = with_derived_properties(node), below.find(curie)
            if number is None or below.node(number) != whole:
                found[curie] = whole
        return found


def _path_of(source: Source) -> str:
    """What a finding about a source as a whole calls it."""
    path = getattr(source, "path", None)
    return str(path) if path is not None else _source_location(source)[0] or type(source).__name__


def _source_location(source: Source) -> tuple[str, int | None]:
    """Path of the file that is being read, and the line if the source has one."""
    documents = source.documents
    return documents[-1].path if documents else "", getattr(source, "line", None)
