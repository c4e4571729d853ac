"""A frozen graph whose edges are kept elsewhere, and read from there when they are first asked for, many at a time.

How many edges of which kind each node has is known; what they lead to and what they state is read once (see
`graph.storage.edge_content`). Whoever knows what it will ask for says so (`load_rows`, `load_edges`), and one question
is asked for all of it. Where one row is asked for that nobody announced, the rows of the node's *peers* are read with
it: nodes that became known together, as the children of one code do, are mostly asked for the same next.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from graph.model.deadline import check_may_wait
from graph.model.elements import Edge, Evidence, Properties
from graph.model.errors import StoredVersionError
from graph.model.ontology import EDGE_KINDS
from graph.storage.columns import Array
from graph.storage.edge_content import EdgeContent
from graph.storage.edge_source import EdgeSource, RowRange
from graph.storage.frozen_graph import FrozenGraph, Row
from graph.storage.partial_columns import PartialColumns

Int64Array = npt.NDArray[np.int64]
_AT_ONCE = 20_000
"""Edges that are asked for at a time."""
_PEERS, _SHORT, _FEW = 1_000, 64, 1_000
"""Peers whose rows are read together; the length up to which a whole row is, and up to which that of one kind is."""
_GROUPS = 4_096
"""Groups of peers that are remembered."""


class PartialGraph(FrozenGraph):
    """A frozen graph over partial columns."""

    def __init__(self, columns: PartialColumns, source: EdgeSource) -> None:
        super().__init__(columns)
        self._source, self._content = source, EdgeContent(self, columns)
        self._group_of: npt.NDArray[np.int32] = np.zeros(len(self), dtype=np.int32)
        self._groups: deque[Int64Array] = deque(maxlen=_GROUPS)
        self._met = 0

    @property
    def known_edges(self) -> int:
        """How many edges have been read so far."""
        return self._content.count

    def ping(self) -> None:
        """Ask whether the edges can be read.

        Raises:
            StoreError: they cannot.
        """
        self._source.ping()

    def meet(self, nodes: Sequence[int] | Array) -> None:
        """Note that some nodes became known together."""
        together = np.unique(np.asarray(nodes, dtype=np.int64))
        if len(together) > 1:
            self._met += 1
            self._groups.append(together)
            self._group_of[together] = self._met

    def _peers(self, node: int) -> Sequence[int]:
        """A node and those that became known with it; if they are many, those numbered next to it."""
        place = int(self._group_of[node]) - (self._met - len(self._groups)) - 1
        if place < 0:
            return (node,)
        group = self._groups[place]
        at = int(np.searchsorted(group, node))
        start = max(0, min(at - _PEERS // 2, len(group) - _PEERS))
        return list(dict.fromkeys((node, *group[start : start + _PEERS].tolist())))

    def load_rows(self, rows: Iterable[Row]) -> None:
        """Read what is unknown of some stretches of rows.

        Raises:
            StoreError: whoever keeps the edges did not answer, or what came is not of this version.
            WouldWait: this thread must not wait.
        """
        ranges, count = list[RowRange](), 0
        for node, outgoing, first, end in dict.fromkeys(rows):
            start, stop = self._content.unknown(first, end, outgoing=outgoing)
            while start < stop:
                part = min(stop, start + _AT_ONCE - count)
                ranges.append(self._range(node, start, part, outgoing=outgoing))
                start, count = part, count + part - start
                if count >= _AT_ONCE:
                    self._read(ranges)
                    ranges, count = [], 0
        if ranges:
            self._read(ranges)

    def _range(self, node: int, first: int, end: int, *, outgoing: bool) -> RowRange:
        kinds = self.edge_kinds if outgoing else self.in_kinds
        return RowRange(node, outgoing, first, end, tuple(sorted(set(kinds[first:end]))))

    def _read(self, ranges: Sequence[RowRange]) -> None:
        check_may_wait()
        ends = np.array(self._content.write(self._source.read(ranges)), dtype=np.int64)
        missing = [wanted for wanted in ranges if not self._content.has(*wanted[2:4], outgoing=wanted.outgoing)]
        if missing:
            node, kinds = self.curie(missing[0].node), [EDGE_KINDS[kind] for kind in missing[0].kinds]
            raise StoredVersionError(node=node, edges=kinds, problem="edges are missing")
        asked = np.array([wanted.node for wanted in ranges])
        self.meet(ends[~np.isin(ends, asked)] if len(ends) else ends)

    def load_edges(self, edges: Sequence[int] | Array) -> None:
        """Read what is unknown of some edges by number; see `load_rows`."""
        numbers = edges.tolist() if isinstance(edges, np.ndarray) else edges
        unknown = np.unique(np.array(self._content.unknown_places(numbers), dtype=np.int64))
        sources: Array = self.columns["edge.source"][unknown]
        begins = np.flatnonzero((np.diff(unknown, prepend=-2) != 1) | (np.diff(sources, prepend=-1) != 0))
        firsts, ends = unknown[begins], unknown[np.append(begins, len(unknown))[1:] - 1] + 1
        for start in range(0, len(begins), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            stretches = zip(sources[begins[some]].tolist(), firsts[some].tolist(), ends[some].tolist(), strict=True)
            self.load_rows((source, True, first, end) for source, first, end in stretches)

    def ends_of(self, rows: Iterable[Row]) -> tuple[Int64Array, Int64Array]:
        """The nodes at the other ends of some stretches, which are known, and the edges that lead there."""
        nodes, edges = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for _, outgoing, first, end in rows:
            nodes.append(self.columns["edge.target" if outgoing else "in.source"][first:end].astype(np.int64))
            edges.append(np.arange(first, end) if outgoing else self.columns["in.edges"][first:end].astype(np.int64))
        return np.concatenate(nodes), np.concatenate(edges)

    def row(self, node: int, kind: str, *, out: bool) -> Sequence[int]:
        number = EDGE_KINDS.index(kind)
        start, end = self.span(node, number, out=out)
        if not self._content.has(start, end, outgoing=out):
            self.load_rows(((node, out, start, end), *self._rows_of_peers(node, number, outgoing=out)))
        return super().row(node, kind, out=out)

    def _rows_of_peers(self, node: int, kind: int, *, outgoing: bool) -> Iterator[Row]:
        """Of each peer the whole row where it is short, else the stretch of a kind unless that is long."""
        starts = self.out_starts if outgoing else self.in_starts
        for peer in self._peers(node):
            first, end = starts[peer], starts[peer + 1]
            if end - first > _SHORT:
                first, end = self.span(peer, kind, out=outgoing)
            if end - first <= _FEW:
                yield peer, outgoing, first, end

    def target(self, edge: int) -> int:
        self._known(edge)
        return super().target(edge)

    def edge_number(self, edge: int) -> int:
        self._known(edge)
        return super().edge_number(edge)

    def evidence(self, edge: int) -> tuple[Evidence, ...]:
        self._known(edge)
        return super().evidence(edge)

    def evidence_json(self, edge: int) -> str:
        self._known(edge)
        return super().evidence_json(edge)

    def properties(self, edge: int) -> Properties:
        self._known(edge)
        return super().properties(edge)

    def edge(self, number: int) -> Edge:
        self._known(number)
        return super().edge(number)

    def distinct_records(self, kind: str) -> Sequence[Properties]:
        return list(self._source.records(kind))

    def _known(self, edge: int) -> None:
        if not self._content.has(edge, edge + 1, outgoing=True):
            self.load_edges((edge,))
