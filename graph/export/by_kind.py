"""A part by kinds, for formats that keep kinds apart."""

from collections.abc import Iterator
from dataclasses import replace

from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.model.ontology import EDGE_KINDS, NODE_KINDS


def iter_nodes_of_kind(subgraph: ExportedSubgraph, kind: str) -> Iterator[NodeItem]:
    """The nodes of a kind, in their order."""
    kinds = subgraph.topology.graph.columns["node.kind"][subgraph.node_numbers]
    return replace(subgraph, node_numbers=subgraph.node_numbers[kinds == NODE_KINDS.index(kind)]).nodes()


def iter_edges_of_kind(subgraph: ExportedSubgraph, kind: str) -> Iterator[EdgeItem]:
    """The edges of a kind, in their order."""
    kinds = subgraph.topology.edge_kinds(subgraph.edge_numbers)
    return replace(subgraph, edge_numbers=subgraph.edge_numbers[kinds == EDGE_KINDS.index(kind)]).edges()
