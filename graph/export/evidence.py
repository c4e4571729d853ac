"""What a part rests on: each different evidence of its edges once, and the sources that they name."""

from collections.abc import Iterator

import numpy as np

from graph.export.subgraph import ExportSubgraph
from graph.model.elements import Evidence, SourceDocument
from graph.traversal.topology import Int64Array, TraversalFilter


def distinct_evidence(part: ExportSubgraph) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Each evidence that an edge of the part has, as JSON and as it is, in the order in which edges first have it."""
    graph = part.topology.graph
    for edge in _first_of_each(part, part.edge_numbers):
        yield graph.evidence_json(edge), graph.evidence(edge)


def named_sources(part: ExportSubgraph) -> tuple[SourceDocument, ...]:
    """The sources that the part's evidence names.

    Nodes have no evidence of their own: those that have no edge in the part rest on what their edges in the graph do.
    """
    graph, topology = part.topology.graph, part.topology
    joined = topology.none()
    columns = graph.columns
    joined[columns["edge.source"][part.edge_numbers]] = True
    joined[columns["edge.target"][part.edge_numbers]] = True
    alone = topology.expand(part.node_numbers[~joined[part.node_numbers]], TraversalFilter()).edge
    edges = (edge for numbers in (part.edge_numbers, alone) for edge in _first_of_each(part, numbers))
    named = {evidence.source for edge in edges for evidence in graph.evidence(edge)}
    return tuple(source for source in part.sources if source.id in named)


def _first_of_each(part: ExportSubgraph, edges: Int64Array) -> list[int]:
    """Of the edges with the same evidence the first one.

    Found by marking, in the tenth of the time of sorting, in which no other thread would run.
    """
    places = part.topology.graph.columns["edge.evidence"][edges]
    first = np.full(int(places.max(initial=0)) + 1, -1)
    first[places[::-1]] = np.arange(len(edges))[::-1]  # The last mark of a place is that of the first edge.
    marked: list[int] = edges[np.sort(first[first >= 0])].tolist()
    return marked
