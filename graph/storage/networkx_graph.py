"""A frozen graph, or a part of it, as the NetworkX graph that it was before (see `graph.model.property_graph`)."""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

import networkx as nx

from graph.model.elements import Properties
from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.model.property_graph import Graph
from graph.storage.collector import collector_paused
from graph.storage.columns import Array
from graph.storage.frozen_graph import FrozenGraph, parallel_edge_key
from graph.storage.record import decode_record

_BATCH = 8_192
"""Edges whose columns are read at a time."""
_REMEMBERED = 65_536
"""Records decoded and kept at a time: those of most edges are alike."""
_NONE: Properties = {}
_EdgeTuple = tuple[str, str, str, dict[str, Any]]


def networkx_graph(frozen: FrozenGraph, nodes: Array, edges: Array) -> Graph:
    """Nodes and edges by number; both ends of each edge are among the nodes. Each has attributes of its own."""
    graph: Graph = nx.MultiDiGraph()
    with collector_paused():
        for number in nodes.tolist():
            node = frozen.node(number)
            graph.add_node(node.curie, kind=node.kind, name=node.name, **node.properties)
        graph.add_edges_from(_edges(frozen, edges))  # type: ignore[arg-type]  # The stub knows no keys of edges.
    return graph


def _edges(frozen: FrozenGraph, edges: Array) -> Iterator[_EdgeTuple]:
    curies, records, evidence_at = frozen.curies, frozen.edge_values, frozen.evidence_at
    readers = [
        lru_cache(_REMEMBERED)(partial(decode_record, declared=ONTOLOGY.edges[kind].properties)) for kind in EDGE_KINDS
    ]
    names = ("source", "target", "kind", "number", "evidence")
    columns = [frozen.columns[f"edge.{name}"] for name in names]
    for start in range(0, len(edges), _BATCH):
        batch = edges[start : start + _BATCH]
        lists = (column[batch].tolist() for column in columns)
        for number, source, target, kind, rank, evidence in zip(batch.tolist(), *lists, strict=True):
            record = records[number]
            properties = readers[kind](record) if record else _NONE
            key = parallel_edge_key(EDGE_KINDS[kind], rank)
            yield curies[source], curies[target], key, {**properties, "evidence": evidence_at(evidence)}
