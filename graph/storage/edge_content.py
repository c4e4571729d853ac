"""Fills the empty columns of a partial snapshot with edges as they become known, and knows which are.

What is written may be read by machine code, which looks no bound up: an edge is written only if it is the one that the
rows say is there, and if nothing of it was changed since it was stored (see `graph.storage.edge_checks`). Edges of a
version never change, so that to write one twice is harmless, whichever thread does it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from graph.model.errors import StoredVersionError
from graph.model.ontology import EDGE_KINDS
from graph.storage.edge_checks import EdgeChecks
from graph.storage.edge_source import EdgeRecord
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.partial_columns import PartialColumns
from graph.storage.record import encode_edge_record

_KINDS = {kind: number for number, kind in enumerate(EDGE_KINDS)}


class Written(NamedTuple):
    """What came of edges: the ends of those that are known now, in pairs of source and target, and what is wrong.

    `damage` is about the first that is no edge of the graph; whether it was needed, its row says, which is not known.
    """

    ends: list[int]
    damage: StoredVersionError | None


class EdgeContent:
    """The content of the edges of a graph, as far as it is known."""

    def __init__(self, graph: FrozenGraph, columns: PartialColumns, version: str) -> None:
        self._graph, self._content = graph, columns.content
        self._checks = EdgeChecks(version, columns)
        self._places, self._entries = bytearray(graph.edge_count()), bytearray(graph.edge_count())
        self._starts = columns["edge.values.starts"]
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

    def write(self, records: Iterable[EdgeRecord]) -> Written:
        """Write what are edges of this graph."""
        ends, damage = list[int](), None
        for record in records:
            try:
                if not self._is_known(record):
                    self._write(record)
                ends += (record.source, record.target)
            except StoredVersionError as error:
                damage = damage or error
        return Written(ends, damage)

    def _is_known(self, record: EdgeRecord) -> bool:
        """Whether it is an edge that was written before, and not another one that says that it stands there."""
        place, entry, source, target, *_ = record
        if not (isinstance(place, int) and 0 <= place < len(self._places) and self._places[place]):
            return False
        graph = self._graph
        enters = isinstance(entry, int) and 0 <= entry < len(self._entries) and graph.incoming[entry] == place
        if not enters or (graph.sources[place], graph.targets[place]) != (source, target):
            raise _foreign(record, "another edge has its place")
        return True

    def _write(self, record: EdgeRecord) -> None:
        data = _encoded(record)
        if record.check != self._expected_check(record, data):
            raise _foreign(record, "it is not as it was pushed")
        place, entry, content = record.place, record.entry, self._content
        entering = self._checked(record)
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
        if not 0 < record.number < 1 << 16:
            raise _foreign(record, "it is no edge of this version")
        return end - first

    def _expected_check(self, record: EdgeRecord, data: bytes) -> int:
        """The check that an edge has; it has numbers of the right types then, and a list of evidence."""
        place, entry, source, target, _, number, evidence, *_ = record
        try:
            return self._checks.of(source, target, place, entry, number, evidence, data)
        except ValueError as error:
            raise _foreign(record, str(error)) from error


def _encoded(record: EdgeRecord) -> bytes:
    if record.kind not in _KINDS:
        raise _foreign(record, "it has no kind of this version")
    try:
        return encode_edge_record(record.kind, record.properties)
    except (ArithmeticError, TypeError, ValueError) as error:  # A value of another type than is declared.
        raise _foreign(record, f"its properties cannot be: {error}") from error


def _foreign(record: EdgeRecord, problem: str) -> StoredVersionError:
    return StoredVersionError(edge=str(record.kind), place=str(record.place), problem=problem)
