"""What is known when the sources of a layer are read: their nodes and edges, upon the layer below."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from graph.ingest.known_nodes import KnownNodes
from graph.ingest.layer import Layer
from graph.ingest.vocabulary import normalise
from graph.model.elements import Edge, Node

NAMED_KINDS = ("Procedure", "Diagnosis")
"""Kinds whose nodes are found by their names while a graph is built."""


class LayeredGraph:
    """Nodes and edges, those of the layer below among them; `edges` are those that were read since."""

    def __init__(self, below: Layer) -> None:
        self.below = below
        self.nodes = KnownNodes(below.graph)
        self.edges = list[Edge]()

    def add(self, edges: Iterable[Edge]) -> None:
        """Add edges to those that were read."""
        self.edges.extend(edges)
        self.__dict__.pop("_by_source", None)

    def targets(self, curie: str, *kinds: str) -> Iterator[tuple[str, str]]:
        """The kinds and targets of the edges of some kinds that leave a node."""
        number = self.below.graph.find(curie)
        if number is not None:
            for kind in kinds:
                for edge in self.below.graph.row(number, kind, out=True):
                    yield kind, self.below.graph.curie(self.below.graph.target(edge))
        yield from ((edge.kind, edge.target) for edge in self._by_source.get(curie, ()) if edge.kind in kinds)

    @cached_property
    def _by_source(self) -> Mapping[str, list[Edge]]:
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.source, []).append(edge)
        return found

    def named(self, kind: str, name: str) -> set[str]:
        """The CURIEs of the nodes of a kind that have a name, normalised."""
        below = self.below.names.get(kind, {}).get(name, ())
        return {curie for curie in below if curie not in self.nodes.own} | self._names.get(kind, {}).get(name, set())

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, set[str]]]:
        return {kind: _curies_by_name(self.nodes.own, kind) for kind in NAMED_KINDS}

    def names(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By kind and name the CURIEs of all nodes, for the layer above."""
        known = {kind: dict(self.below.names.get(kind, {})) for kind in NAMED_KINDS}
        for kind, names in known.items():
            changed = [curie for curie in self.nodes.own if self.below.graph.find(curie) is not None]
            stale = {name for curie in changed for name in names_of(self.nodes.of_below(curie))}
            for name in stale | self._names[kind].keys():
                names[name] = tuple(sorted(self.named(kind, name)))
        return known


def names_of(node: Node) -> list[str]:
    """The name and the synonyms of a node, normalised."""
    synonyms = node.properties.get("synonyms")
    return [normalise(name) for name in (node.name, *(synonyms if isinstance(synonyms, tuple) else ()))]


def is_meant(node: Node) -> bool:
    """Whether a name can mean a node: one that is described, and no code that was deleted."""
    return not (node.properties.get("is_stub") or node.properties.get("is_deleted"))


def _curies_by_name(nodes: Mapping[str, Node], kind: str) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for node in nodes.values():
        if node.kind == kind and is_meant(node):
            for name in names_of(node):
                named.setdefault(name, set()).add(node.curie)
    return named
