"""The nodes of a snapshot, and its lists of evidence, as rows for a database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.database.layout import CURIE, EVIDENCE, ID, NAME, create_nodes, create_plain, database_id
from graph.database.push_stage import Batch, stretches
from graph.model.elements import Value
from graph.model.ontology import NODE_KINDS, ONTOLOGY
from graph.storage.decoding import decode_json
from graph.storage.evidence_columns import EvidenceLists
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.record import decode_record

_NODES_AT_ONCE, _LISTS_AT_ONCE = 1_000, 1_000
"""Rows in a statement: with fewer or with more, ArcadeDB takes longer (see docs/operate/database.md)."""
NODES, LISTS = "nodes", "evidence"
"""Names of stages."""


def stored_value(value: Value) -> str | float | bool | list[str]:
    """A value as the driver takes it."""
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class NodeStage:
    """The nodes by kind, each kind in the order in which it is listed."""

    graph: FrozenGraph
    slot: int
    name: str = NODES

    @property
    def total(self) -> int:
        return len(self.graph)

    def batches(self, start: int) -> Iterator[Batch]:
        order, starts = self.graph.columns["kind.nodes"], self.graph.columns["kind.starts"].tolist()
        for kind, first, end in stretches(starts, start, _NODES_AT_ONCE):
            rows = [self._row(number, NODE_KINDS[kind]) for number in order[first:end].tolist()]
            yield Batch(create_nodes(NODE_KINDS[kind]), rows)

    def _row(self, number: int, kind: str) -> dict[str, Any]:
        properties = decode_record(self.graph.values[number], ONTOLOGY.nodes[kind].properties)
        return {
            ID: database_id(self.slot, number),
            CURIE: self.graph.curie(number),
            NAME: decode_json(self.graph.names[number], "node.identity.bytes"),
            **{name: stored_value(value) for name, value in properties.items()},
        }


@dataclass(frozen=True, slots=True)
class EvidenceStage:
    """The lists of evidence, each as JSON."""

    lists: EvidenceLists
    slot: int
    name: str = LISTS

    @property
    def total(self) -> int:
        return len(self.lists)

    def batches(self, start: int) -> Iterator[Batch]:
        for first in range(start, self.total, _LISTS_AT_ONCE):
            numbers = range(first, min(first + _LISTS_AT_ONCE, self.total))
            rows = [{ID: database_id(self.slot, number), "items": self.lists.json(number)} for number in numbers]
            yield Batch(create_plain(EVIDENCE), rows)
