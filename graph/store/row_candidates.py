"""The edges of a row that may pass a filter: of a long row that is kept elsewhere only these are read.

Whoever keeps the edges compares as it can, and leaves none out that passes; whether one does is decided here.
"""

from collections.abc import Iterator, Sequence

from graph.model.ontology import EDGE_KINDS
from graph.storage.edge_source import EdgeCondition
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.partial_graph import PartialGraph
from graph.store.query_types import Filter

_LONG = 1_000
"""Edges from which on a row is asked for what passes; shorter ones are read whole, and known from then on.

It is told of no more nodes than that to choose from."""
IN = "in"
"""The operator of conditions on the CURIE of a node."""


def candidates(graph: FrozenGraph, node: int, kind: str, wanted: Filter, *, out: bool) -> Sequence[int]:
    """The edges of a kind that leave a node, or enter it, and may pass a filter, as they are listed."""
    first, end = graph.span(node, EDGE_KINDS.index(kind), out=out)
    if not isinstance(graph, PartialGraph) or end - first < _LONG or graph.is_known((node, out, first, end)):
        return graph.row(node, kind, out=out)
    conditions = list(_conditions(wanted))
    if not conditions:
        return graph.row(node, kind, out=out)
    return graph.load_matching((node, out, first, end), conditions)


def _conditions(wanted: Filter) -> Iterator[EdgeCondition]:
    for of_edge, stated in ((True, wanted.edge), (False, wanted.node)):
        for condition in stated:
            yield EdgeCondition(of_edge, condition.property, condition.operator.value, condition.value)
    for curies in (one for one in wanted.only if len(one) <= _LONG):
        yield EdgeCondition(False, "curie", IN, tuple(sorted(curies)))
