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

from graph.ingest.derived_edges import link
from graph.ingest.similarity import similarity_edges
from graph.ingest.source import Progress, ReadsNodes, Source, no_progress
from graph.ingest.validate import check_edge, check_node
from graph.model.elements import Edge, Node, Properties, SourceDocument, split_curie
from graph.model.errors import ConflictingNode, CyclicHierarchy, SourceError
from graph.model.ontology import ONTOLOGY
from graph.model.property_graph import Graph, add_edge, version_of


@dataclass(slots=True)
class BuildResult:
    """A graph and what was wrong with its sources."""

    graph: Graph
    findings: list[SourceError]


_MENTION = frozenset(("slug", "is_stub"))
"""What a mere mention says of a node; anything more is worth keeping."""
_OPEN = frozenset(kind.name for kind in ONTOLOGY.edge_kinds if kind.speaks_of_absent)


@dataclass(slots=True)
class _Builder:
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    allowed: set[tuple[str, str, str]] = field(default_factory=set)

    def add_node(self, node: Node, source: Source) -> None:
        known = self.nodes.get(node.curie)
        if known is not None and node.properties.get("is_stub") and not node.properties.keys() - _MENTION:
            return
        problems = list(check_node(node, *_place(source)))
        if problems:
            self.findings.extend(problems)
        elif known is None:
            self.nodes[node.curie] = node
        elif node.properties.get("is_stub") or known.properties.get("is_stub"):
            self.nodes[node.curie] = _describe(known, node)
        elif known != node:
            self.nodes[node.curie] = self._merge(known, node, source)

    def _path_of(self, source: str) -> str:
        return self.paths.get(source, source)

    def _merge(self, first: Node, second: Node, source: Source) -> Node:
        """Two descriptions of one node as one; where they disagree the first is kept, and that is a finding."""
        merged: Properties = {**second.properties, **first.properties}
        fields = [name for name, value in second.properties.items() if merged[name] != value]
        if first.name != second.name:
            fields.append("name")
        if fields:
            self.findings.append(ConflictingNode(*_place(source), curie=first.curie, fields=fields))
        return replace(first, properties=merged)

    def check_edges(self) -> None:
        """Keep the edges that the ontology allows, in order, each list of parallel edges as few as what they say."""
        kept = [edge for edge in self.edges if self._allows(edge)]
        kept.sort(key=attrgetter("source", "target", "kind"))
        self.edges = [
            edge for _, alike in groupby(kept, attrgetter("source", "target", "kind")) for edge in _join(alike)
        ]

    def _allows(self, edge: Edge) -> bool:
        source, target = self.nodes.get(edge.source), self.nodes.get(edge.target)
        if source is not None and target is not None and not edge.properties:
            # A million edges have no properties: what was allowed once between two kinds is allowed.
            ends = (edge.kind, source.kind, target.kind)
            if ends in self.allowed:
                return True
        if source is None and edge.kind in _OPEN:
            return False
        problems = list(check_edge(edge, self.nodes, self._path_of(edge.evidence[0].source if edge.evidence else "")))
        self.findings.extend(problems)
        if not problems and source is not None and target is not None:
            self.allowed.add((edge.kind, source.kind, target.kind))
        return not problems

    def drop_cycles(self) -> None:
        """Leave out each IS_A edge that closes a circle, the later one of the sorted edges."""
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


def _place(source: Source) -> tuple[str, int | None]:
    """The file that is being read, and its line where the source says it."""
    documents = source.documents
    return documents[-1].path if documents else "", getattr(source, "line", None)


def _describe(known: Node, node: Node) -> Node:
    """A description and a mention as one: the mention adds what the description does not say."""
    first, second = (known, node) if node.properties.get("is_stub") else (node, known)
    added = {name: value for name, value in second.properties.items() if name not in _MENTION}
    return replace(first, properties={**added, **first.properties})


def _join(alike: Iterable[Edge]) -> list[Edge]:
    """Edges that say the same as one edge with the evidence of all; edges that say different things stay apart."""
    first, *others = alike
    if not others:
        return [first]
    said: dict[bytes, Edge] = {}
    for edge in sorted((first, *others), key=_order):
        words = {name: value for name, value in edge.properties.items() if name != "position"}
        key = orjson.dumps(words, option=orjson.OPT_SORT_KEYS)
        known = said.setdefault(key, edge)
        if known is not edge:
            more = tuple(item for item in edge.evidence if item not in known.evidence)
            said[key] = replace(known, evidence=known.evidence + more)
    return list(said.values())


def build(sources: Iterable[Source], track: Progress = no_progress) -> BuildResult:
    """Read all sources into one graph. What is wrong with them is in the findings; the good part is in the graph."""
    builder, documents = _Builder(), list[SourceDocument]()
    for source in sources:
        if isinstance(source, ReadsNodes):
            source.nodes = builder.nodes
        for item in source.read(track):
            if isinstance(item, Node):
                builder.add_node(item, source)
            else:
                builder.edges.append(item)
        builder.findings.extend(source.findings)
        documents.extend(source.documents)
        builder.paths.update((document.id, document.path) for document in source.documents)
    builder.edges.extend(link(builder.nodes.values(), builder.edges))
    builder.edges.extend(similarity_edges(builder.nodes, builder.edges))
    builder.check_edges()
    builder.drop_cycles()
    graph = _assemble(builder)
    graph.graph["documents"] = tuple(sorted(set(documents), key=lambda document: document.id))
    graph.graph["version"] = version_of(graph)
    return BuildResult(graph, builder.findings)


def _assemble(builder: _Builder) -> Graph:
    """The NetworkX graph; what it takes over is let go of, so that there are never two of it in memory."""
    graph: Graph = nx.MultiDiGraph()
    for curie in sorted(builder.nodes):
        node = builder.nodes.pop(curie)
        graph.add_node(curie, kind=node.kind, name=node.name, **_implied(node), **node.properties)
    builder.edges.reverse()
    while builder.edges:
        add_edge(graph, builder.edges.pop())
    return graph


def _implied(node: Node) -> Properties:
    """What follows from a node's kind and CURIE: its official code, and defaults for what no source states."""
    kind = ONTOLOGY.nodes[node.kind]
    defaults = {item.name: item.default for item in kind.properties if item.default is not None}
    prefix, local = split_curie(node.curie)
    code = {"code": local} if prefix in kind.coded and not local.startswith("chapter-") else {}
    return {name: value for name, value in (code | defaults).items() if name not in node.properties}


def _order(edge: Edge) -> tuple[str, str, str, int, bytes]:
    position = edge.properties.get("position", 0)
    said = orjson.dumps(dict(edge.properties), option=orjson.OPT_SORT_KEYS)
    return edge.source, edge.kind, edge.target, position if isinstance(position, int) else 0, said
