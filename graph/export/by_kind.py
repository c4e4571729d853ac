"""A part by kinds, for formats that keep kinds apart."""

from collections.abc import Iterator
from dataclasses import replace

from graph.export.subgraph import EdgeItem, ExportSubgraph, NodeItem
from graph.model.ontology import EDGE_KINDS, NODE_KINDS


def nodes_of(part: ExportSubgraph, kind: str) -> Iterator[NodeItem]:
    """The nodes of a kind, in their order."""
    kinds = part.topology.graph.columns["node.kind"][part.node_numbers]
    return replace(part, node_numbers=part.node_numbers[kinds == NODE_KINDS.index(kind)]).nodes()


def edges_of(part: ExportSubgraph, kind: str) -> Iterator[EdgeItem]:
    """The edges of a kind, in their order."""
    kinds = part.topology.edge_kinds(part.edge_numbers)
    return replace(part, edge_numbers=part.edge_numbers[kinds == EDGE_KINDS.index(kind)]).edges()
