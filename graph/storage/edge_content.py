"""Fills the empty columns of a partial snapshot with edges as they become known, and knows which are.

What is written may be read by machine code, which looks no bound up: an edge is written only if it is the one that the
rows say is there. Edges of a version never change, so that to write one twice is harmless, whichever thread does it.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from graph.model.errors import StoredVersionError
from graph.model.ontology import EDGE_KINDS
from graph.storage.edge_source import EdgeRecord
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.partial_columns import PartialColumns
from graph.storage.record import encode_edge_record

_KINDS = {kind: number for number, kind in enumerate(EDGE_KINDS)}


class EdgeContent:
    """The content of the edges of a graph, as far as it is known."""

    def __init__(self, graph: FrozenGraph, columns: PartialColumns) -> None:
        self._graph, self._content = graph, columns.content
        self._places, self._entries = bytearray(graph.edge_count()), bytearray(graph.edge_count())
        self._starts = columns["edge.values.starts"]
        self._lists = len(columns["evidence.starts"]) - 1
        self.count = 0
        """How many edges are known; those that were written twice at one time may be counted twice."""

    def has(self, first: int, end: int, *, outgoing: bool) -> bool:
        """Whether all edges of a stretch of places, or of entries, are known."""
        return (self._places if outgoing else self._entries).find(b"\0", first, end) < 0

    def unknown(self, first: int, end: int, *, outgoing: bool) -> tuple[int, int]:
        """The part of a stretch outside of which all is known; empty where all is."""
        flags = self._places if outgoing else self._entries
        start = flags.find(b"\0", first, end)
        return (first, first) if start < 0 else (start, flags.rfind(b"\0", first, end) + 1)

    def unknown_places(self, places: Sequence[int]) -> list[int]:
        """Those of some edges that are not known."""
        flags = self._places
        return [place for place in places if not flags[place]]

    def write(self, records: Iterable[EdgeRecord]) -> list[int]:
        """Write edges; the nodes that they lead to or come from, in pairs of source and target.

        Raises:
            StoredVersionError: one is not an edge of this graph.
        """
        ends = list[int]()
        for record in records:
            if self._places[record.place : record.place + 1] != b"\1":
                self._write(record)
            ends += (record.source, record.target)
        return ends

    def _write(self, record: EdgeRecord) -> None:
        place, entry, content = record.place, record.entry, self._content
        entering = self._checked(record)
        data = encode_edge_record(record.kind, record.properties)
        first, end = int(self._starts[place]), int(self._starts[place + 1])
        if end - first != len(data):
            raise _foreign(record, "its properties are not those of this version")
        content["edge.values.bytes"][first:end] = np.frombuffer(data, np.uint8)
        content["edge.target"][place] = record.target
        content["edge.number"][place] = record.number
        content["edge.evidence"][place] = record.evidence
        content["edge.entering"][place] = entering
        content["in.edges"][entry] = place
        content["in.source"][entry] = record.source
        self._places[place] = self._entries[entry] = 1
        self.count += 1

    def _checked(self, record: EdgeRecord) -> int:
        """How many edges of its kind enter the target of an edge of this version."""
        graph, kind = self._graph, _KINDS.get(record.kind, -1)
        if not (0 <= record.place < graph.edge_count() and 0 <= record.target < len(graph)):
            raise _foreign(record, "it has no place in this version")
        if graph.edge_kinds[record.place] != kind or graph.sources[record.place] != record.source:
            raise _foreign(record, "another edge has its place")
        first, end = graph.span(record.target, kind, out=False)
        if not first <= record.entry < end:
            raise _foreign(record, "it does not enter its target there")
        if not (0 <= record.evidence < self._lists and 0 < record.number < 1 << 16):
            raise _foreign(record, "it has no evidence in this version")
        return end - first


def _foreign(record: EdgeRecord, problem: str) -> StoredVersionError:
    return StoredVersionError(edge=record.kind, place=record.place, problem=problem)
