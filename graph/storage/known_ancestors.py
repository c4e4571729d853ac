"""The ancestors of nodes (all that they are kinds of, along IS_A), as far as a partial graph knows them.

What holds for a code mostly says so at its ancestors: notes, groups, exclusions. Whoever asks for a code asks for them
next, and would ask level by level.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.ontology import EDGE_KINDS
from graph.storage.edge_content import EdgeContent
from graph.storage.frozen_graph import FrozenGraph

IS_A = EDGE_KINDS.index("IS_A")
_MOST = 100
"""Nodes beyond which no more ancestors are looked for."""


@dataclass(frozen=True, slots=True)
class KnownAncestors:
    """Nodes of a hierarchy with their known ancestors; `open_ends` are those of which it is unknown what they are."""

    nodes: list[int]
    open_ends: list[int]


def known_ancestors(graph: FrozenGraph, content: EdgeContent, nodes: Iterable[int]) -> KnownAncestors:
    """The ancestors of those of some nodes that stand in a hierarchy."""
    found = [node for node in dict.fromkeys(nodes) if _is_in_hierarchy(graph, node)]
    seen, open_ends = set(found), list[int]()
    for node in found:  # It grows meanwhile.
        first, end = graph.span(node, IS_A, out=True)
        if len(found) > _MOST:
            break
        if content.has(first, end, outgoing=True):
            broader = dict.fromkeys(graph.columns["edge.target"][first:end].tolist())
            found += [one for one in broader if one not in seen]
            seen.update(broader)
        else:
            open_ends.append(node)
    return KnownAncestors(found, open_ends)


def _is_in_hierarchy(graph: FrozenGraph, node: int) -> bool:
    return any(first < end for out in (True, False) for first, end in (graph.span(node, IS_A, out=out),))
