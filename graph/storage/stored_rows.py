"""Columns of a graph on disk that follow from others, computed for some nodes at a time (see `graph.storage.freeze`).

Memory grows with the nodes, and with the edges of the one node that has most, not with all edges.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.model.limits import Limits
from graph.model.ontology import EDGE_KINDS
from graph.storage.analytics import communities_inside, flow_matrix, page_rank_of
from graph.storage.columns import Array
from graph.storage.graph_rows import KIND_BITS, PAGE_EDGE, of_shared_kinds, run_lengths
from graph.storage.stored_columns import StoredColumns

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_EDGES = 1 << 20
"""Edges that are looked at together, unless one node has more."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the nodes from `node` to before `end`, which are the edges from `start` to before `stop`."""

    node: int
    end: int
    start: int
    stop: int

    def nodes(self, starts: Longs) -> Longs:
        """The node of each edge, counted from the first one of these."""
        return np.repeat(np.arange(self.end - self.node), np.diff(starts[self.node : self.end + 1]))


def _rows(starts: Longs) -> Iterator[_Rows]:
    """All rows, some at a time."""
    node, nodes = 0, len(starts) - 1
    while node < nodes:
        end = int(np.searchsorted(starts, starts[node] + _EDGES, "right")) - 1
        end = min(max(end, node + 1), nodes)
        yield _Rows(node, end, int(starts[node]), int(starts[end]))
        node = end


def write_leaving(columns: StoredColumns) -> None:
    """Write `edge.leaving`, from `out.starts` and `edge.kind`."""
    starts = columns["out.starts"].astype(np.int64)
    with columns.writer("edge.leaving") as leaving:
        for rows in _rows(starts):
            leaving.append(run_lengths(_keys(rows, starts, columns.read("edge.kind", rows.start, rows.stop))))


def write_entering(columns: StoredColumns) -> None:
    """Write `edge.entering`, from the columns of incoming edges."""
    starts, edges = columns["in.starts"].astype(np.int64), columns.length("in.edges")
    columns.put("edge.entering", np.zeros(0, dtype=np.uint32))
    if not edges:
        return
    entering = np.memmap(columns.folder / "edge.entering", np.uint32, "w+", shape=(edges,))
    for rows in _rows(starts):
        keys = _keys(rows, starts, columns.read("in.kind", rows.start, rows.stop))
        entering[columns.read("in.edges", rows.start, rows.stop)] = run_lengths(keys)
    entering.flush()


def _keys(rows: _Rows, starts: Longs, kinds: Array) -> Longs:
    keys: Longs = rows.nodes(starts) << KIND_BITS | kinds
    return keys


def write_analytics(columns: StoredColumns) -> None:
    """Write PageRank and communities, which are those of `graph.storage.analytics`."""
    with _Flow(columns) as flow:
        rank = page_rank_of(flow, _out_degrees(columns))
    columns.put("node.pagerank", rank.view(np.uint64))
    columns.put("node.community", communities_inside(*_edges_inside(columns), len(rank)))


def _out_degrees(columns: StoredColumns) -> Longs:
    degrees: Longs = np.diff(columns["out.starts"].astype(np.int64)).astype(np.int64)
    return degrees


class _Flow:
    """The matrix of `flow_matrix` on disk, multiplied some rows at a time; each sum is that of the whole matrix."""

    def __init__(self, columns: StoredColumns) -> None:
        self._indices, self._data = (Path(columns.folder, f"flow.{name}") for name in ("indices", "data"))
        starts, out = columns["in.starts"].astype(np.int64), _out_degrees(columns)
        self._blocks = list[tuple[int, Array]]()
        """Of each block where its entries begin, and where those of its rows begin among them."""
        at = 0
        with self._indices.open("wb") as indices, self._data.open("wb") as data:
            for rows in _rows(starts):
                source = columns.read("in.source", rows.start, rows.stop)
                block = flow_matrix(source, rows.nodes(starts), out, rows.end - rows.node)
                indices.write(block.indices.astype(np.int32).data)
                data.write(block.data.data)
                self._blocks.append((at, block.indptr))
                at += block.nnz

    def __call__(self, rank: Floats) -> Floats:
        parts = list[Floats]()
        for at, starts in self._blocks:
            indices = np.fromfile(self._indices, np.int32, int(starts[-1]), offset=4 * at)
            data = np.fromfile(self._data, np.float64, int(starts[-1]), offset=8 * at)
            parts.append(np.asarray(csr_array((data, indices, starts), shape=(len(starts) - 1, len(rank))) @ rank))
        return np.concatenate(parts)

    def __enter__(self) -> "_Flow":
        return self

    def __exit__(self, *_: object) -> None:
        self._indices.unlink()
        self._data.unlink()


def _edges_inside(columns: StoredColumns) -> tuple[Array, Array]:
    """The edges between members of communities, in order; no more than one too many."""
    members, edges = of_shared_kinds(columns["node.kind"].astype(np.uint8)), columns.length("edge.kind")
    page_edge = EDGE_KINDS.index(PAGE_EDGE)
    for start in range(0, edges, _EDGES):
        kinds = columns.read("edge.kind", start, min(start + _EDGES, edges))
        members[columns.read("edge.source", start, start + len(kinds))[kinds == page_edge]] = True
    found, count = list[tuple[Array, Array]](), 0
    for start in range(0, edges, _EDGES):
        ends = [columns.read(f"edge.{end}", start, min(start + _EDGES, edges)) for end in ("source", "target")]
        inside = members[ends[0]] & members[ends[1]]
        found.append((ends[0][inside], ends[1][inside]))
        count += int(inside.sum())
        if count > Limits.community_edges:
            break
    none = np.zeros(0, dtype=np.uint32)
    return np.concatenate([none, *(pair[0] for pair in found)]), np.concatenate([none, *(pair[1] for pair in found)])
