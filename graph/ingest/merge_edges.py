"""Merging edges that say the same, and leaving out those that close a circle."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

import networkx as nx
import orjson

from graph.model.elements import Edge
from graph.model.findings import CyclicHierarchy

_PEELED = 12
"""Levels of a hierarchy that are taken off from below and above before circles are looked for; mostly that is all."""
ENDS = attrgetter("source", "target", "kind")
"""What edges are sorted by."""


def merge_parallel(edges: Sequence[Edge]) -> list[Edge]:
    """Edges with the evidence of all that say the same; those between the same nodes stand side by side, in order."""
    by_ends: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges:
        by_ends.setdefault((edge.source, edge.target, edge.kind), []).append(edge)
    return [edge for parallel in by_ends.values() for edge in _merged(parallel)]


def _merged(parallel: list[Edge]) -> list[Edge]:
    """Edges between the same nodes with equal properties (but for `position`) as one."""
    if len(parallel) == 1:
        return parallel
    merged: dict[bytes, Edge] = {}
    for edge in sorted(parallel, key=_sort_key):
        compared = {name: value for name, value in edge.properties.items() if name != "position"}
        key = orjson.dumps(compared, option=orjson.OPT_SORT_KEYS)
        known = merged.setdefault(key, edge)
        if known is not edge:
            added = tuple(item for item in edge.evidence if item not in known.evidence)
            merged[key] = replace(known, evidence=known.evidence + added)
    return list(merged.values())


def _sort_key(edge: Edge) -> tuple[int, bytes]:
    position = edge.properties.get("position", 0)
    merged = orjson.dumps(dict(edge.properties), option=orjson.OPT_SORT_KEYS)
    return position if isinstance(position, int) else 0, merged


def circular_edges(
    edges: Iterable[Edge], above: Callable[[str], Iterator[str]], path_of: Callable[[Edge], str]
) -> Iterator[tuple[Edge, CyclicHierarchy]]:
    """The IS_A edges that close a circle together with those that come before them by source and target.

    `above` gives what a node is by the graph below, in which there is no circle.
    """
    said = sorted((edge for edge in edges if edge.kind == "IS_A"), key=ENDS)
    own = {(edge.source, edge.target) for edge in said}
    circular = _in_circles(_with_all_above(own, above))
    kept: nx.DiGraph[str] = nx.DiGraph()
    kept.add_nodes_from(curie for pair in circular for curie in pair)
    kept.add_edges_from(pair for pair in circular if pair not in own)
    for edge in said:
        if (edge.source, edge.target) in circular:
            if edge.source == edge.target or nx.has_path(kept, edge.target, edge.source):
                yield edge, CyclicHierarchy(path_of(edge), source=edge.source, target=edge.target)
            else:
                kept.add_edge(edge.source, edge.target)


def _with_all_above(pairs: set[tuple[str, str]], above: Callable[[str], Iterator[str]]) -> set[tuple[str, str]]:
    """Pairs of nodes with all pairs of the graph below that lead on from them."""
    found, seen = set(pairs), set[str]()
    reached = list({curie for pair in pairs for curie in pair})
    while reached:
        node = reached.pop()
        if node not in seen:
            seen.add(node)
            for target in above(node):
                found.add((node, target))
                reached.append(target)
    return found


def _in_circles(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs that are on a circle: not those of what has nothing below or above it, which are nearly all."""
    for _ in range(_PEELED):
        sources, targets = {source for source, _ in pairs}, {target for _, target in pairs}
        pairs = {(source, target) for source, target in pairs if source in targets and target in sources}
    hierarchy: nx.DiGraph[str] = nx.DiGraph(pairs)
    parts = nx.strongly_connected_components(hierarchy)
    part_of = {curie: part for part, curies in enumerate(parts) for curie in curies}
    return {(source, target) for source, target in pairs if part_of[source] == part_of[target]}
