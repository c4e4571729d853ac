"""The edges of a frozen graph with others put in (see `graph.storage.extend`)."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np

from graph.model.elements import Edge
from graph.model.ontology import EDGE_KINDS
from graph.storage.columns import Array
from graph.storage.evidence_columns import evidence_key
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import KIND_BITS, LAST_PLACE, NUMBER_BITS, PLACE_BITS, PLACED, EdgeRows, Ints, Longs
from graph.storage.record import encode_edge_record
from graph.storage.splice import Splice

_KIND_NUMBERS = {kind: number for number, kind in enumerate(EDGE_KINDS)}


class EdgeExtension:
    """What becomes of the edges."""

    def __init__(
        self,
        base: FrozenGraph,
        edges: Sequence[Edge],
        removed: Collection[int],
        numbers: Longs,
        numbers_of_added: Mapping[str, int],
        rank: Ints,
    ) -> None:
        """`edges` are new and `removed` go (see `Additions`).

        `numbers` are those of the nodes of the base afterwards, `numbers_of_added` those of new and changed nodes;
        `rank` says where all nodes stand by name.
        """
        self._base, self._numbers, self._rank = base, numbers, rank
        self._number_of = numbers_of_added
        self._removed = np.array(sorted(removed), dtype=np.int64)
        self._added, self._edges = self._in_order(edges)

    def _in_order(self, edges: Sequence[Edge]) -> tuple[Longs, list[Edge]]:
        """The new edges as they are listed, and as rows: source, target, kind, number, place."""
        rows = np.empty((len(edges), 5), dtype=np.int64)
        rows[:, 0] = [self._number(edge.source) for edge in edges]
        rows[:, 1] = [self._number(edge.target) for edge in edges]
        rows[:, 2] = [_KIND_NUMBERS[edge.kind] for edge in edges]
        rows[:, 3] = _numbers_in_runs(rows[:, :3])
        rows[:, 4] = [edge.properties.get("position", LAST_PLACE) for edge in edges]
        order = np.lexsort((self._minor(rows), self._major(rows)))
        return rows[order], [edges[place] for place in order.tolist()]

    def _number(self, curie: str) -> int:
        """The number of a node afterwards."""
        known = self._number_of.get(curie)
        return int(self._numbers[bisect_left(self._base.curies, curie)]) if known is None else known

    def _major(self, rows: Longs) -> Longs:
        return _packed(rows[:, 0], rows[:, 2], rows[:, 4])

    def _minor(self, rows: Longs) -> Longs:
        return self._rank[rows[:, 1]].astype(np.int64) << NUMBER_BITS | rows[:, 3]

    @cached_property
    def evidence(self) -> list[bytes]:
        """The lists of evidence of the new edges by their keys; many edges share one."""
        known = dict[int, bytes]()
        for edge in self._edges:
            if id(edge.evidence) not in known:
                known[id(edge.evidence)] = evidence_key(edge.evidence)
        return [known[id(edge.evidence)] for edge in self._edges]

    @cached_property
    def kept_evidence(self) -> Ints:
        """The numbers that the evidence of the edges that stay has in the base."""
        return np.delete(self._base.columns["edge.evidence"], self._removed).astype(np.int32)

    @cached_property
    def _splice(self) -> Splice:
        columns = self._base.columns
        kept = np.delete(np.arange(self._base.edge_count()), self._removed)
        targets = self._rank[self._numbers[columns["edge.target"][kept]]].astype(np.int64)
        minor = targets << NUMBER_BITS | columns["edge.number"][kept]
        source = self._numbers[columns["edge.source"][kept]]
        major = _packed(source, columns["edge.kind"][kept].astype(np.int64), self._places_in_base()[kept])
        wanted = self._major(self._added)
        first, last = np.searchsorted(major, wanted, "left"), np.searchsorted(major, wanted, "right")
        places = [
            start if start == end else bisect_left(minor, key, start, end)
            for start, end, key in zip(first.tolist(), last.tolist(), self._minor(self._added).tolist(), strict=True)
        ]
        # Those that go may stand anywhere: they can be listed by names that are no longer there.
        return Splice(self._removed, np.append(kept, self._base.edge_count())[np.array(places, dtype=np.int64)])

    def _places_in_base(self) -> Longs:
        kinds = self._base.columns["edge.kind"]
        places = np.full(len(kinds), LAST_PLACE, dtype=np.int64)
        placed = np.flatnonzero(np.isin(kinds, [_KIND_NUMBERS[kind] for kind in PLACED]))
        places[placed] = [self._base.properties(edge).get("position", LAST_PLACE) for edge in placed.tolist()]
        return places

    def values(self) -> dict[str, Array]:
        """The columns of properties."""
        bare = {kind: encode_edge_record(kind, {}) for kind in EDGE_KINDS}
        records = [
            encode_edge_record(edge.kind, edge.properties) if edge.properties else bare[edge.kind]
            for edge in self._edges
        ]
        return self._splice.of_arena("edge.values", self._base.edge_values, records)

    def rows(self, kept_evidence: Ints, evidence: Ints) -> EdgeRows:
        """The edges in order, given the numbers of the evidence of those that stay and of the new ones."""
        columns, splice = self._base.columns, self._splice

        def spliced(column: Array, place: int) -> Ints:
            return splice.of(column.astype(np.int32), self._added[:, place])

        said = np.zeros(self._base.edge_count(), dtype=np.int32)
        said[np.delete(np.arange(len(said)), self._removed)] = kept_evidence
        return EdgeRows(
            source=spliced(self._numbers[columns["edge.source"]], 0),
            target=spliced(self._numbers[columns["edge.target"]], 1),
            kind=spliced(columns["edge.kind"], 2),
            number=spliced(columns["edge.number"], 3),
            evidence=splice.of(said, evidence),
        )


def _numbers_in_runs(rows: Longs) -> Longs:
    """For each row which it is of those one after another that are equal, from 1."""
    places = np.arange(len(rows))
    begins = np.ones(len(rows), dtype=np.bool_)
    begins[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return places - np.maximum.accumulate(np.where(begins, places, 0)) + 1


def _packed(source: Longs, kind: Longs, place: Longs) -> Longs:
    return (source << KIND_BITS | kind) << PLACE_BITS | place
