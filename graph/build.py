"""Sources → validate → merge → one `networkx.MultiDiGraph`.

The graph is the same for the same input, byte for byte: nodes and edges enter it sorted. Node attributes are `kind`,
`name` and the properties; edge attributes are the properties and `evidence`, the edge's key is its kind (with
`#2`, `#3` … for further edges of that kind between the same nodes). `graph.graph` holds `documents` and `version`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeAlias

import networkx as nx
import orjson

from graph.errors import ConflictingNode, CyclicHierarchy, SourceError
from graph.link import link
from graph.model import Edge, Node, Properties, SourceDocument
from graph.sources import Source, Track, silent
from graph.validate import check_edge, check_node

Graph: TypeAlias = "nx.MultiDiGraph[str]"


@dataclass(slots=True)
class Built:
    """A graph and what was wrong with its sources."""

    graph: Graph
    findings: list[SourceError]


@dataclass(slots=True)
class _Builder:
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str, bytes], Edge] = field(default_factory=dict)
    findings: list[SourceError] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)

    def add_node(self, node: Node, path: str) -> None:
        problems = list(check_node(node, path))
        self.findings.extend(problems)
        if not problems:
            known = self.nodes.setdefault(node.curie, node)
            self.nodes[node.curie] = known if known is node else self._merge(known, node, path)

    def _merge(self, first: Node, second: Node, path: str) -> Node:
        """Two descriptions of one node as one; a mention yields to a description."""
        if second.properties.get("is_stub"):
            return first
        if first.properties.get("is_stub"):
            return second
        merged: Properties = {**second.properties, **first.properties}
        fields = [name for name, value in second.properties.items() if merged[name] != value]
        if first.name != second.name:
            fields.append("name")
        if fields:
            self.findings.append(ConflictingNode(path, curie=first.curie, fields=fields))
        return replace(first, properties=merged)

    def add_edge(self, edge: Edge, path: str) -> None:
        problems = list(check_edge(edge, self.nodes, path))
        self.findings.extend(problems)
        if problems:
            return
        # Edges that say the same are one edge with the evidence of both; edges that say different things stay apart.
        said = {name: value for name, value in edge.properties.items() if name != "position"}
        key = (edge.source, edge.kind, edge.target, orjson.dumps(said, option=orjson.OPT_SORT_KEYS))
        known = self.edges.get(key)
        if known is None:
            self.edges[key] = edge
        else:
            evidence = known.evidence + tuple(item for item in edge.evidence if item not in known.evidence)
            self.edges[key] = replace(known, evidence=evidence)

    def drop_cycles(self) -> None:
        """Leave out each IS_A edge that closes a circle, the later one of the sorted edges."""
        hierarchy: nx.DiGraph[str] = nx.DiGraph()
        for key in sorted(key for key in self.edges if key[1] == "IS_A"):
            source, _, target, _ = key
            if source == target or (
                source in hierarchy and target in hierarchy and nx.has_path(hierarchy, target, source)
            ):
                evidence = self.edges.pop(key).evidence
                path = self.paths.get(evidence[0].source, "") if evidence else ""
                self.findings.append(CyclicHierarchy(path, source=source, target=target))
            else:
                hierarchy.add_edge(source, target)


def build(sources: Iterable[Source], track: Track = silent) -> Built:
    """Read all sources into one graph. What is wrong with them is in the findings; the good part is in the graph."""
    builder, documents = _Builder(), list[SourceDocument]()
    for source in sources:
        items = list(source.read(track))
        builder.findings.extend(source.findings)
        documents.extend(source.documents)
        builder.paths.update((document.id, document.path) for document in source.documents)
        _take(builder, items)
    _take(builder, list(link(builder.nodes.values(), builder.edges.values())))
    builder.drop_cycles()
    graph = _assemble(builder.nodes, builder.edges.values())
    graph.graph["documents"] = tuple(sorted(set(documents), key=lambda document: document.id))
    graph.graph["version"] = version_of(graph)
    return Built(graph, builder.findings)


def _take(builder: _Builder, items: list[Node | Edge]) -> None:
    """All nodes before all edges, so that an edge finds its ends wherever they were described."""
    for item in items:
        if isinstance(item, Node):
            builder.add_node(item, item.curie)
    for item in items:
        if isinstance(item, Edge):
            path = builder.paths.get(item.evidence[0].source, item.source) if item.evidence else item.source
            builder.add_edge(item, path)


def _assemble(nodes: dict[str, Node], edges: Iterable[Edge]) -> Graph:
    graph: Graph = nx.MultiDiGraph()
    for curie, node in sorted(nodes.items()):
        graph.add_node(curie, kind=node.kind, name=node.name, **node.properties)
    for edge in sorted(edges, key=_order):
        add_edge(graph, edge)
    return graph


def add_edge(graph: Graph, edge: Edge) -> None:
    """Add an edge under the next free key of its kind."""
    number, key = 1, edge.kind
    while graph.has_edge(edge.source, edge.target, key):
        number += 1
        key = f"{edge.kind}#{number}"
    graph.add_edge(edge.source, edge.target, key, **edge.properties, evidence=edge.evidence)


def _order(edge: Edge) -> tuple[str, str, str, int, bytes]:
    position = edge.properties.get("position", 0)
    said = orjson.dumps(dict(edge.properties), option=orjson.OPT_SORT_KEYS)
    return edge.source, edge.kind, edge.target, position if isinstance(position, int) else 0, said


def nodes_of(graph: Graph) -> Iterable[Node]:
    """The nodes of a built graph as values."""
    for curie, attributes in graph.nodes(data=True):
        properties = {name: value for name, value in attributes.items() if name not in ("kind", "name")}
        yield Node(curie, attributes["kind"], attributes["name"], properties)


def edges_of(graph: Graph) -> Iterable[Edge]:
    """The edges of a built graph as values."""
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        properties = {name: value for name, value in attributes.items() if name != "evidence"}
        yield Edge(source, key.partition("#")[0], target, properties, attributes["evidence"])


def version_of(graph: Graph) -> str:
    """A hash of all that the graph says, and of nothing else: neither of where it lies nor of when it was built."""
    digest = sha256()
    for item in (*nodes_of(graph), *sorted(edges_of(graph), key=_order)):
        digest.update(orjson.dumps(item, option=orjson.OPT_SORT_KEYS))
    for document in graph.graph.get("documents", ()):
        digest.update(orjson.dumps([document.id, document.title, document.sha256, document.licence]))
    return digest.hexdigest()
