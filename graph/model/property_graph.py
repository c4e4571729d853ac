"""The property graph as a `networkx.MultiDiGraph`: how nodes, edges and documents stand in it.

A node's attributes are `kind`, `name` and its properties; an edge's are its properties and `evidence`. The key of an
edge is its kind, with `#2`, `#3` … for further edges of that kind between the same two nodes. `graph.graph` holds
`documents` and `version`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from graph.model.elements import Edge, Node

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph[str]"


def add_edge(graph: Graph, edge: Edge) -> None:
    """Add an edge under the next free key of its kind."""
    number, key = 1, edge.kind
    while graph.has_edge(edge.source, edge.target, key):
        number += 1
        key = f"{edge.kind}#{number}"
    graph.add_edge(edge.source, edge.target, key, **edge.properties, evidence=edge.evidence)


def iter_nodes(graph: Graph) -> Iterator[Node]:
    """The nodes of a built graph as values."""
    for curie, attributes in graph.nodes(data=True):
        properties = {name: value for name, value in attributes.items() if name not in ("kind", "name")}
        yield Node(curie, attributes["kind"], attributes["name"], properties)


def edges_of(graph: Graph) -> Iterator[Edge]:
    """The edges of a built graph as values."""
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        properties = {name: value for name, value in attributes.items() if name != "evidence"}
        yield Edge(source, key.partition("#")[0], target, properties, attributes["evidence"])
