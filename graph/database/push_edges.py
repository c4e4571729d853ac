"""The edges of a snapshot as rows for a database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from graph.database.layout import create_edges, ids
from graph.database.push_nodes import stored_value
from graph.database.push_stage import Batch, stretches
from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.storage.columns import Array
from graph.storage.edge_checks import EdgeChecks
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import Longs
from graph.storage.record import decode_record

_EDGES_AT_ONCE = 1_000
"""Rows in a statement: with fewer or with more, ArcadeDB takes longer (see docs/operate/database.md)."""
_REMEMBERED = 65_536
"""Records that are decoded and kept at a time: those of most edges are alike."""
EDGES = "edges"
"""The name of the stage."""


def places_by_target(graph: FrozenGraph) -> Longs:
    """For each edge its place in `in.edges`."""
    order = graph.columns["in.edges"]
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places


@dataclass(frozen=True)
class EdgeStage:
    """The edges by kind, each kind by source."""

    graph: FrozenGraph
    slot: int
    in_places: Longs
    checks: EdgeChecks
    name: str = EDGES

    @property
    def total(self) -> int:
        return self.graph.edge_count()

    @cached_property
    def _order(self) -> Array:
        order: Array = np.argsort(self.graph.columns["edge.kind"], kind="stable")
        return order

    def batches(self, start: int) -> Iterator[Batch]:
        kinds = self.graph.columns["edge.kind"][self._order]
        starts = np.searchsorted(kinds, np.arange(len(EDGE_KINDS) + 1)).tolist()
        readers = [_value_reader(kind) for kind in EDGE_KINDS]
        for kind, first, end in stretches(starts, start, _EDGES_AT_ONCE):
            rows = self._rows(self._order[first:end], readers[kind])
            yield Batch(create_edges(EDGE_KINDS[kind]), rows)

    def _rows(self, edges: Array, values_of: Callable[[bytes], list[Any]]) -> list[list[Any]]:
        """The parameters of `create_edges`."""
        columns = self.graph.columns
        source, target, parallel, evidence = (
            columns[f"edge.{name}"][edges].tolist() for name in ("source", "target", "number", "evidence")
        )
        numbers, records = edges.tolist(), [self.graph.edge_values[edge] for edge in edges.tolist()]
        own = list(zip(numbers, self.in_places[edges].tolist(), parallel, evidence, strict=True))
        checks = map(self._check, source, target, own, records)
        ends = zip(ids(self.slot, source), ids(self.slot, target), strict=True)
        return [
            [*both, *reserved, check, *values_of(record)]
            for both, reserved, check, record in zip(ends, own, checks, records, strict=True)
        ]

    def _check(self, source: int, target: int, reserved: tuple[int, int, int, int], record: bytes) -> int:
        return self.checks.of(source, target, *reserved, record)


def _value_reader(kind: str) -> Callable[[bytes], list[Any]]:
    """What gives the values of all properties of a kind, null where there is none, from a record."""
    declared = ONTOLOGY.edges[kind].properties

    @lru_cache(_REMEMBERED)
    def values_of(record: bytes) -> list[Any]:
        given = decode_record(record, declared)
        return [stored_value(given[item.name]) if item.name in given else None for item in declared]

    return values_of
