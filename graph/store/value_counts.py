"""How many items of a list have each value of a property, without decoding them: most first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from graph.model.deadline import until_deadline
from graph.model.elements import Value
from graph.model.limits import Limits
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.record import decode_record


def count_values(
    graph: FrozenGraph, nodes: Sequence[int], edges: Sequence[int] | None, name: str
) -> list[tuple[Value | None, int]]:
    """Edges by a property, or else nodes by one, by `kind` or by the `system` of their CURIEs; None is no value."""
    values = _of_nodes(graph, nodes, name) if edges is None else _of_edges(graph, edges, name)
    return sorted(Counter(values).items(), key=lambda item: (-item[1], str(item[0])))[: Limits.facet_values]


def _of_nodes(graph: FrozenGraph, nodes: Sequence[int], name: str) -> Iterator[Value | None]:
    column = cache(lambda kind: graph.property_columns.column(NODE_KINDS[kind], name))
    for node in until_deadline(nodes):
        if name in ("kind", "system"):
            yield NODE_KINDS[graph.kinds[node]] if name == "kind" else graph.curies[node].partition(":")[0]
        else:
            found = column(graph.kinds[node])
            yield found.values[found.places[node]] if found.places[node] >= 0 else None


def _of_edges(graph: FrozenGraph, edges: Sequence[int], name: str) -> Iterator[Value | None]:
    declared = [ONTOLOGY.edges[kind].properties for kind in EDGE_KINDS]
    value = cache(lambda kind, record: decode_record(record, declared[kind]).get(name))
    return (value(graph.edge_kinds[edge], graph.edge_values[edge]) for edge in until_deadline(edges))
