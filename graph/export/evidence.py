"""The provenance of a subgraph: the distinct evidence of its edges, and the documents that it cites."""

from collections.abc import Iterator

import numpy as np

from graph.export.subgraph import ExportedSubgraph
from graph.model.elements import Evidence, SourceDocument
from graph.traversal.topology import Int64Array, TraversalFilter


def distinct_evidence_lists(subgraph: ExportedSubgraph) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """The distinct evidence of the edges, as JSON and decoded, in the order of first occurrence."""
    graph = subgraph.topology.graph
    for edge in _first_edge_per_evidence(subgraph, subgraph.edge_numbers):
        yield graph.evidence_json(edge), graph.evidence(edge)


def cited_sources(subgraph: ExportedSubgraph) -> tuple[SourceDocument, ...]:
    """The documents that the evidence of the subgraph cites.

    Nodes have no evidence of their own: for a node without an edge in the subgraph, all its edges in the graph count.
    """
    graph, topology = subgraph.topology.graph, subgraph.topology
    has_edge = topology.none()
    columns = graph.columns
    has_edge[columns["edge.source"][subgraph.edge_numbers]] = True
    has_edge[columns["edge.target"][subgraph.edge_numbers]] = True
    incident = topology.expand(subgraph.node_numbers[~has_edge[subgraph.node_numbers]], TraversalFilter()).edge
    edges = (
        edge for numbers in (subgraph.edge_numbers, incident) for edge in _first_edge_per_evidence(subgraph, numbers)
    )
    cited = {evidence.source for edge in edges for evidence in graph.evidence(edge)}
    return tuple(source for source in subgraph.sources if source.id in cited)


def _first_edge_per_evidence(subgraph: ExportedSubgraph, edges: Int64Array) -> list[int]:
    """For each distinct evidence its first edge.

    Uses a scatter by evidence id instead of `np.unique`: ten times as fast, and shorter with the interpreter locked.
    """
    evidence_ids = subgraph.topology.graph.columns["edge.evidence"][edges]
    first = np.full(int(evidence_ids.max(initial=0)) + 1, -1)
    first[evidence_ids[::-1]] = np.arange(len(edges))[::-1]  # The last mark of a place is that of the first edge.
    result: list[int] = edges[np.sort(first[first >= 0])].tolist()
    return result
