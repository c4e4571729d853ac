"""What stands before and after a code in the book of its code system.

Entries of ICD-10-CM stand as the tabular list has them, headings between the codes: C4A after C43. Codes of procedures
are listed as text, those that are only mentioned among them, deleted ones not.
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from graph.model.elements import split_curie
from graph.model.ontology import ONTOLOGY
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.property_columns import MISSING
from graph.store.scan import ranks_by
from graph.store.sort_key import Order

_LISTED = "Diagnosis"
_IN_LIST = Order("tabular_position")


class Step(IntEnum):
    """To the entry before, or to the one after."""

    PREVIOUS = -1
    NEXT = 1


def beside(graph: FrozenGraph, node: int, step: Step) -> int | None:
    """The entry beside a node in its book; None at its ends, and for what stands in none, as pages do."""
    kind = graph.node(node).kind
    return _in_tabular_list(graph, node, step) if kind == _LISTED else _in_code_order(graph, node, step)


def in_book_order(graph: FrozenGraph, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Some nodes, which are given in order of their numbers, as the books of their code systems list them."""
    start, end = np.searchsorted(numbers, graph.beginning(f"{ONTOLOGY.nodes[_LISTED].prefixes[0]}:"))
    listed = numbers[start:end]
    places = ranks_by(graph, _LISTED, _IN_LIST)[listed]
    return np.concatenate([numbers[:start], listed[places.argsort(kind="stable")], numbers[end:]])


def _in_tabular_list(graph: FrozenGraph, node: int, step: Step) -> int | None:
    ranks = ranks_by(graph, _LISTED, _IN_LIST)
    place = int(ranks[node])
    if place == MISSING:
        return None
    found = np.flatnonzero(ranks == place + step)
    return int(found[0]) if len(found) else None


def _in_code_order(graph: FrozenGraph, node: int, step: Step) -> int | None:
    """Nodes are numbered by CURIE, so that the codes of a system stand in a stretch in their order."""
    prefix, _ = split_curie(graph.curie(node))
    if prefix not in ONTOLOGY.by_prefix[prefix].coded:
        return None
    first, end = graph.beginning(f"{prefix}:")
    found = node + step
    while first <= found < end and graph.node(found).properties.get("is_deleted"):
        found += step
    return found if first <= found < end else None
