"""Sources → validate → merge → one `networkx.MultiDiGraph`.

The graph is the same for the same input, byte for byte: nodes and edges enter it sorted. Node attributes are `kind`,
`name` and the properties; edge attributes are the properties and `evidence`, the edge's key is its kind (with
`#2`, `#3` … for further edges of that kind between the same nodes). `graph.graph` holds `documents` and `version`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter

import networkx as nx
import orjson

from graph.ingest.derived_edges import derived_edges
from graph.ingest.read_guard import read_guard
from graph.ingest.similarity import similarity_edges
from graph.ingest.source import DenyingSource, NodeDependentSource, Progress, Source, no_progress
from graph.ingest.validate import check_edge, check_node
from graph.model.elements import Edge, Node, Properties, SourceDocument, split_curie
from graph.model.findings import ConflictingNode, CyclicHierarchy, SourceError
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.property_graph import Graph, add_edge, version_of


@dataclass(slots=True)
class BuildResult:
    """A graph and the findings about its sources."""

    graph: Graph
    findings: list[SourceError]


_STUB_PROPERTIES = frozenset(("slug", "is_stub"))
"""Properties that every stub (a node that is only referred to) has; other properties of a stub are merged."""
_KINDS_WITH_OPTIONAL_SOURCE = frozenset(kind.name for kind in ONTOLOGY.edge_kinds if kind.speaks_of_absent)


@dataclass(slots=True)
class _Builder:
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    allowed: set[tuple[str, str, str]] = field(default_factory=set)

    def add_node(self, node: Node, source: Source) -> None:
        known = self.nodes.get(node.curie)
        if known is not None and node.properties.get("is_stub") and not node.properties.keys() - _STUB_PROPERTIES:
            return
        problems = list(check_node(node, *_source_location(source)))
        if problems:
            self.findings.extend(problems)
        elif known is None:
            self.nodes[node.curie] = node
        elif node.properties.get("is_stub") or known.properties.get("is_stub"):
            self.nodes[node.curie] = _merge_stub(known, node)
        elif known != node:
            self.nodes[node.curie] = self._merge(known, node, source)

    def _path_of(self, source: str) -> str:
        return self.paths.get(source, source)

    def _merge(self, first: Node, second: Node, source: Source) -> Node:
        """Merge two descriptions of a node; on a conflict the first value wins, with a `ConflictingNode` finding."""
        merged: Properties = {**second.properties, **first.properties}
        fields = [name for name, value in second.properties.items() if merged[name] != value]
        if first.name != second.name:
            fields.append("name")
        if fields:
            self.findings.append(ConflictingNode(*_source_location(source), curie=first.curie, fields=fields))
        return replace(first, properties=merged)

    def keep_valid_edges(self) -> None:
        """Drop edges that the ontology does not allow, sort the others, merge parallel edges with equal properties."""
        kept = [edge for edge in self.edges if self._is_valid(edge)]
        kept.sort(key=attrgetter("source", "target", "kind"))
        self.edges = [
            edge
            for _, parallel in groupby(kept, attrgetter("source", "target", "kind"))
            for edge in _merge_parallel_edges(parallel)
        ]

    def _is_valid(self, edge: Edge) -> bool:
        source, target = self.nodes.get(edge.source), self.nodes.get(edge.target)
        if source is not None and target is not None and not edge.properties:
            # Most of a million edges have no properties: the check is cached by kinds of edge, source and target.
            ends = (edge.kind, source.kind, target.kind)
            if ends in self.allowed:
                return True
        if source is None and edge.kind in _KINDS_WITH_OPTIONAL_SOURCE:
            return False
        problems = list(check_edge(edge, self.nodes, self._path_of(edge.evidence[0].source if edge.evidence else "")))
        self.findings.extend(problems)
        if not problems and source is not None and target is not None:
            self.allowed.add((edge.kind, source.kind, target.kind))
        return not problems

    def drop_cycles(self) -> None:
        """Drop each IS_A edge that closes a cycle; of the sorted edges the later one goes."""
        hierarchy: nx.DiGraph[str] = nx.DiGraph()
        hierarchy.add_edges_from((edge.source, edge.target) for edge in self.edges if edge.kind == "IS_A")
        circular = {curie for part in nx.strongly_connected_components(hierarchy) if len(part) > 1 for curie in part}
        circular |= {curie for curie in hierarchy if hierarchy.has_edge(curie, curie)}
        safe: nx.DiGraph[str] = nx.DiGraph()
        safe.add_nodes_from(circular)
        kept = []
        for edge in self.edges:
            if edge.kind == "IS_A" and edge.source in circular and edge.target in circular:
                if edge.source == edge.target or nx.has_path(safe, edge.target, edge.source):
                    path = self._path_of(edge.evidence[0].source) if edge.evidence else ""
                    self.findings.append(CyclicHierarchy(path, source=edge.source, target=edge.target))
                    continue
                safe.add_edge(edge.source, edge.target)
            kept.append(edge)
        self.edges = kept


def _path_of(source: Source) -> str:
    """What a finding about a source as a whole calls it."""
    path = getattr(source, "path", None)
    return str(path) if path is not None else _source_location(source)[0] or type(source).__name__


def _source_location(source: Source) -> tuple[str, int | None]:
    """Path of the file that is being read, and the line if the source has one."""
    documents = source.documents
    return documents[-1].path if documents else "", getattr(source, "line", None)


def _merge_stub(known: Node, node: Node) -> Node:
    """Merge a described node with a stub: the stub adds properties that the description lacks."""
    first, second = (known, node) if node.properties.get("is_stub") else (node, known)
    added = {name: value for name, value in second.properties.items() if name not in _STUB_PROPERTIES}
    return replace(first, properties={**added, **first.properties})


def _merge_parallel_edges(parallel: Iterable[Edge]) -> list[Edge]:
    """Merge edges with equal properties (but for `position`) into one with the evidence of all."""
    first, *others = parallel
    if not others:
        return [first]
    merged: dict[bytes, Edge] = {}
    for edge in sorted((first, *others), key=_edge_sort_key):
        compared = {name: value for name, value in edge.properties.items() if name != "position"}
        key = orjson.dumps(compared, option=orjson.OPT_SORT_KEYS)
        known = merged.setdefault(key, edge)
        if known is not edge:
            added = tuple(item for item in edge.evidence if item not in known.evidence)
            merged[key] = replace(known, evidence=known.evidence + added)
    return list(merged.values())


def build(sources: Iterable[Source], track: Progress = no_progress) -> BuildResult:
    """Read all sources into one graph; invalid nodes, edges and rows are findings and are left out."""
    builder, documents, denied = _Builder(), list[SourceDocument](), set[tuple[str, str]]()
    for source in sources:
        if isinstance(source, NodeDependentSource):
            source.nodes = builder.nodes
        with read_guard(_path_of(source), builder.findings, Limits.source_seconds):
            for item in source.read(track):
                if isinstance(item, Node):
                    builder.add_node(item, source)
                else:
                    builder.edges.append(item)
        builder.findings.extend(source.findings)
        documents.extend(source.documents)
        denied |= source.denied if isinstance(source, DenyingSource) else set()
        builder.paths.update((document.id, document.path) for document in source.documents)
    builder.edges.extend(derived_edges(builder.nodes.values(), builder.edges, denied))
    builder.edges.extend(similarity_edges(builder.nodes, builder.edges))
    builder.keep_valid_edges()
    builder.drop_cycles()
    graph = _assemble(builder)
    graph.graph["documents"] = tuple(sorted(set(documents), key=lambda document: document.id))
    graph.graph["version"] = version_of(graph)
    return BuildResult(graph, builder.findings)


def _assemble(builder: _Builder) -> Graph:
    """The NetworkX graph; nodes and edges are popped from the builder, so that memory holds each once."""
    graph: Graph = nx.MultiDiGraph()
    for curie in sorted(builder.nodes):
        node = builder.nodes.pop(curie)
        graph.add_node(curie, kind=node.kind, name=node.name, **_derived_properties(node), **node.properties)
    builder.edges.reverse()
    while builder.edges:
        add_edge(graph, builder.edges.pop())
    return graph


def _derived_properties(node: Node) -> Properties:
    """Properties derived from kind and CURIE: the official code, and the ontology's defaults for missing properties."""
    kind = ONTOLOGY.nodes[node.kind]
    defaults = {item.name: item.default for item in kind.properties if item.default is not None}
    prefix, local = split_curie(node.curie)
    code = {"code": local} if prefix in kind.coded and not local.startswith("chapter-") else {}
    return {name: value for name, value in (code | defaults).items() if name not in node.properties}


def _edge_sort_key(edge: Edge) -> tuple[str, str, str, int, bytes]:
    position = edge.properties.get("position", 0)
    merged = orjson.dumps(dict(edge.properties), option=orjson.OPT_SORT_KEYS)
    return edge.source, edge.kind, edge.target, position if isinstance(position, int) else 0, merged
