"""A frozen graph whose edges are kept elsewhere, and read from there when they are first asked for, many at a time.

How many edges of which kind each node has is known; what they lead to and what they state is read once (see
`graph.storage.edge_content`). Whoever knows what it will ask for says so (`load_rows`, `load_edges`), and one question
is asked for all of it. Where one row is asked for that nobody announced, the rows of the node's *peers* are read with
it: nodes that became known together, as the children of one code do, are mostly asked for the same next.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from graph.model.deadline import check_may_wait
from graph.model.elements import Edge, Evidence, Properties
from graph.model.errors import StoredVersionError
from graph.model.ontology import EDGE_KINDS
from graph.storage.columns import Array
from graph.storage.edge_content import EdgeContent
from graph.storage.edge_source import EdgeCondition, EdgeRecord, EdgeSource, RowRange
from graph.storage.frozen_graph import FrozenGraph, Row
from graph.storage.known_ancestors import IS_A, known_ancestors
from graph.storage.partial_columns import PartialColumns
from graph.storage.peers import Peers

Int64Array = npt.NDArray[np.int64]
_AT_ONCE = 20_000
"""Edges that are asked for at a time."""
_LITTLE, _MORE, _PEERS = 1_000, 2_000, 500
"""Edges up to which more is read than was asked for, how much more, and of how many peers."""
_SHORT = 64
"""The length up to which the whole row of a node is read, not only the edges of one kind."""
_NODES = 8
"""Nodes up to which their ancestors are read with them: more are a list, of which little else is asked."""
_OF_ANCESTORS = 3_000
"""Edges that leave ancestors up to which all are read: of no code of ICD-10-CM there are more, of most under 100."""


class PartialGraph(FrozenGraph):
    """A frozen graph over partial columns."""

    def __init__(self, columns: PartialColumns, source: EdgeSource, version: str) -> None:
        super().__init__(columns)
        self._source, self._content = source, EdgeContent(self, columns, version)
        self._peers = Peers(len(self))

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
        self._peers.meet(nodes)

    def load_rows(self, rows: Iterable[Row], likely: Iterable[Row] = (), above: Sequence[int] = ()) -> None:
        """Read what is unknown of some stretches of rows.

        Stretches that are `likely` to be needed next are read with it as far as that can be, and if anything is read,
        the ancestors `above` some nodes.

        Raises:
            StoreError: whoever keeps the edges did not answer, or what came is not of this version.
            WouldWait: this thread must not wait.
        """
        wanted = dict.fromkeys(rows)
        damage = self._load(dict.fromkeys([*wanted, *likely]), above)
        for row in wanted:
            if not self.is_known(row):
                raise damage or self._missing(row)

    def _load(self, rows: Iterable[Row], above: Sequence[int]) -> StoredVersionError | None:
        """Read stretches of rows as far as that can be; what is wrong with the first edge that cannot be used."""
        ranges, count, damage = list[RowRange](), 0, None
        for node, outgoing, first, end in rows:
            start, stop = self._content.unknown(first, end, outgoing=outgoing)
            while start < stop:
                part = min(stop, start + _AT_ONCE - count)
                ranges.append(self._range(node, start, part, outgoing=outgoing))
                start, count = part, count + part - start
                if count >= _AT_ONCE:
                    damage = self._read(ranges, above) or damage
                    ranges, count, above = [], 0, ()
        return (self._read(ranges, above) if ranges else None) or damage

    def load_matching(self, row: Row, conditions: Sequence[EdgeCondition]) -> list[int]:
        """Read of a stretch what may meet conditions: the edges that do, and perhaps some that do not, in order."""
        check_may_wait()
        node, outgoing, first, end = row
        records = list(self._source.read([self._range(node, first, end, outgoing=outgoing)], conditions=conditions))
        self._write_all(records)
        return [record.place for record in sorted(records, key=lambda it: it.place if outgoing else it.entry)]

    def load_between(self, node: int, kind: str, far: int, *, out: bool) -> list[int]:
        """Read the edges of a kind between two nodes; their places in the row of the first one, from its beginning."""
        check_may_wait()
        records = list(self._source.between(kind, *((node, far) if out else (far, node))))
        self._write_all(records)
        start, _ = self.span(node, EDGE_KINDS.index(kind), out=out)
        return [(record.place if out else record.entry) - start for record in records]

    def is_known(self, row: Row) -> bool:
        """Whether all of a stretch has been read."""
        return self._content.has(row[2], row[3], outgoing=row[1])

    def _range(self, node: int, first: int, end: int, *, outgoing: bool) -> RowRange:
        kinds = self.edge_kinds if outgoing else self.in_kinds
        return RowRange(node, outgoing, first, end, tuple(sorted(set(kinds[first:end]))))

    def _read(self, ranges: Sequence[RowRange], above: Sequence[int]) -> StoredVersionError | None:
        check_may_wait()
        written = self._content.write(self._source.read(ranges, above))
        pairs = np.array(written.ends, dtype=np.int64).reshape(-1, 2)
        asked = np.isin(pairs, [wanted.node for wanted in ranges])
        self.meet(pairs[asked[:, ::-1] & ~asked])
        return written.damage

    def _write_all(self, records: Sequence[EdgeRecord]) -> None:
        """Write edges, each of which is needed."""
        damage = self._content.write(records).damage
        if damage is not None:
            raise damage

    def _missing(self, row: Row) -> StoredVersionError:
        node, outgoing, first, end = row
        kinds = [EDGE_KINDS[kind] for kind in self._range(node, first, end, outgoing=outgoing).kinds]
        return StoredVersionError(node=self.curie(node), edges=kinds, problem="edges are missing")

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

    def load_with_ancestors(self, rows: Sequence[Row]) -> None:
        """Read what is unknown of some stretches; of few nodes, what is likely to be asked of their ancestors, too."""
        unknown = self._unknown(rows)
        if unknown:
            self._load_with_ancestors(rows, unknown, ())

    def load_with_peers(self, rows: Sequence[Row]) -> None:
        """Read what is unknown of some stretches, and where that is little, what is likely to be asked for next."""
        unknown = self._unknown(rows)
        if unknown:
            self._load_with_ancestors(rows, unknown, self._rows_of_peers(unknown))

    def _unknown(self, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if not self.is_known(row)]

    def _load_with_ancestors(self, rows: Iterable[Row], unknown: Sequence[Row], likely: Iterable[Row]) -> None:
        nodes = {node for node, *_ in unknown}
        known = known_ancestors(self, self._content, nodes if len(nodes) <= _NODES else ())
        self.load_rows(rows, [*likely, *self._rows_of_ancestors(known.nodes)], known.open_ends)

    def _rows_of_ancestors(self, nodes: Iterable[int]) -> Iterator[Row]:
        """All that leaves the nodes, as their notes do, as far as there is room; what enters them where it is short."""
        room = _OF_ANCESTORS
        for node in nodes:
            first, end = self.out_starts[node], self.out_starts[node + 1]
            if end - first > room:
                first, end = self._short_row(node, IS_A, outgoing=True)
            room -= end - first
            yield node, True, first, end
            yield node, False, *self._short_row(node, IS_A, outgoing=False)

    def _rows_of_peers(self, rows: Sequence[Row]) -> Iterator[Row]:
        """The whole rows of these nodes and of their peers where they are short, else the stretch of the same kind."""
        room, seen = _MORE, set[tuple[int, bool]]()
        if sum(end - first for *_, first, end in rows) > _LITTLE:
            return
        for node, outgoing, at, _ in rows:
            kind = (self.edge_kinds if outgoing else self.in_kinds)[at]
            for peer in (node, *self._peers.of(node, _PEERS)):
                if (peer, outgoing) not in seen and room > 0:
                    seen.add((peer, outgoing))
                    first, end = self._short_row(peer, kind, outgoing=outgoing)
                    room -= end - first
                    yield peer, outgoing, first, end

    def _short_row(self, node: int, kind: int, *, outgoing: bool) -> tuple[int, int]:
        starts = self.out_starts if outgoing else self.in_starts
        first, end = starts[node], starts[node + 1]
        if end - first > _SHORT:
            first, end = self.span(node, kind, out=outgoing)
        return (first, end) if end - first <= _LITTLE else (first, first)

    def row(self, node: int, kind: str, *, out: bool) -> Sequence[int]:
        start, end = self.span(node, EDGE_KINDS.index(kind), out=out)
        self.load_with_peers([(node, out, start, end)])
        return super().row(node, kind, out=out)

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
        check_may_wait()
        found = list(self._source.records(kind))
        if not found and EDGE_KINDS.index(kind) in self.edge_kinds:
            raise StoredVersionError(edges=kind, problem="edges are missing")
        return found

    def _known(self, edge: int) -> None:
        if not self._content.has(edge, edge + 1, outgoing=True):
            self.load_edges((edge,))
