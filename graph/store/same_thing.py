"""What pages name that is a code, or another page: one thing under several nodes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model.direction import Direction
from graph.model.elements import Node
from graph.store.query_types import Hop
from graph.store.store import GraphStore

_BUDGET = 10_000
"""Rows that are looked at for a node, at most."""
_TO_SAME = Hop(("MAPS_TO", "DENOTES"), Direction.IN)
_NAMED_BY = {
    "Indication": "HAS_INDICATION",
    "Risk": "HAS_RISK",
    "Contraindication": "HAS_CONTRAINDICATION",
    "Alternative": "HAS_ALTERNATIVE",
}


@dataclass(frozen=True, slots=True)
class SameThing:
    """A concept of pages that is another node, and how many procedures name it."""

    node: Node
    procedures: int


def same_things(store: GraphStore, curie: str) -> Sequence[SameThing]:
    """The concepts of pages that are this node, by exact mappings and as alternatives, most named first.

    Raises:
        QueryTooCostly: too many nodes are mapped to it.
    """
    found = [SameThing(node, _named_by(store, node)) for node in _same(store, curie)]
    named = [thing for thing in found if thing.procedures]
    return sorted(named, key=lambda thing: (-thing.procedures, thing.node.curie))


def _same(store: GraphStore, curie: str) -> Iterator[Node]:
    for link in store.expand(curie, _TO_SAME, _BUDGET).links:
        is_exact = link.edge.kind == "DENOTES" or link.edge.properties.get("predicate") == "skos:exactMatch"
        if is_exact and link.node.kind in _NAMED_BY:
            yield link.node


def _named_by(store: GraphStore, node: Node) -> int:
    return store.expand(node.curie, Hop((_NAMED_BY[node.kind],), Direction.IN), _BUDGET).total
