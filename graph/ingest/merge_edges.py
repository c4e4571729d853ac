"""Merging edges that say the same, and leaving out those that close a circle."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

import networkx as nx
import orjson

from graph.model.elements import Edge
from graph.model.findings import CyclicHierarchy

ENDS = attrgetter("source", "target", "kind")
"""What edges are sorted by."""


def merge_parallel(edges: Sequence[Edge]) -> list[Edge]:
    """Edges sorted by source, target and kind, each with the evidence of all that say the same."""
    by_ends: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges:
        by_ends.setdefault((edge.source, edge.target, edge.kind), []).append(edge)
    return [edge for ends in sorted(by_ends) for edge in _merged(by_ends[ends])]


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
    """The IS_A edges, of sorted ones, that close a circle together with those that come before them.

    `above` gives what a node is by the graph below, in which there is no circle.
    """
    said = [edge for edge in edges if edge.kind == "IS_A"]
    hierarchy: nx.DiGraph[str] = nx.DiGraph()
    hierarchy.add_edges_from((edge.source, edge.target) for edge in said)
    reached = list(hierarchy)
    while reached:
        node = reached.pop()
        for target in above(node):
            if target not in hierarchy:
                reached.append(target)
            hierarchy.add_edge(node, target)
    circular = {curie for part in nx.strongly_connected_components(hierarchy) if len(part) > 1 for curie in part}
    circular |= {curie for curie in hierarchy if hierarchy.has_edge(curie, curie)}
    if not circular:
        return
    own = {(edge.source, edge.target) for edge in said}
    safe: nx.DiGraph[str] = nx.DiGraph()
    safe.add_nodes_from(circular)
    inside = hierarchy.subgraph(circular)
    safe.add_edges_from((source, target) for source, target in inside.edges if (source, target) not in own)
    for edge in said:
        if edge.source in circular and edge.target in circular:
            if edge.source == edge.target or nx.has_path(safe, edge.target, edge.source):
                yield edge, CyclicHierarchy(path_of(edge), source=edge.source, target=edge.target)
            else:
                safe.add_edge(edge.source, edge.target)
