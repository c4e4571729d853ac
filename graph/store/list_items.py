"""All items of a list, whatever page of it is shown: by number, for what is counted of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graph.model.direction import Direction
from graph.storage.columns import Array
from graph.storage.frozen_graph import FrozenGraph
from graph.store.query_types import Filter, Hop, Link


class ListItems(NamedTuple):
    """The numbers of nodes and, in the same order, of the edges that lead to them; without edges in a list of nodes."""

    nodes: Array
    edges: Sequence[int] = ()


def is_whole_row(hop: Hop) -> bool:
    """Whether all edges of its kinds are items of a hop, so that none is decoded to choose it."""
    return hop.filter == Filter() and not hop.inherited and not hop.far_kinds


def items_of_row(graph: FrozenGraph, node: int, hop: Hop) -> ListItems:
    """The items of a hop of which `is_whole_row` holds."""
    nodes, edges = [np.empty(0, dtype=np.int64)], list[int]()
    for out in (True, False):
        if hop.direction in (Direction.BOTH, Direction.OUT if out else Direction.IN):
            row = [edge for kind in hop.kinds for edge in graph.row(node, kind, out=out)]
            nodes.append(graph.columns["edge.target" if out else "edge.source"][row].astype(np.int64))
            edges += row
    return ListItems(np.concatenate(nodes), edges)


def items_of_links(links: Sequence[Link]) -> ListItems:
    """The items of links that were found one by one."""
    nodes = np.array([link.node.place for link in links], dtype=np.int64)
    return ListItems(nodes, [link.edge.place for link in links])
