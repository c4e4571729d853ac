"""Nodes and edges in the order of a snapshot, and the columns that follow from them (see `graph.storage.freeze`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.storage.column_types import COLUMN_TYPES
from graph.storage.columns import Array

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
PLACED = frozenset(kind.name for kind in ONTOLOGY.edge_kinds if any(p.name == "position" for p in kind.properties))
"""Kinds of edges whose rows, seen from the source, keep the places of the page; all other rows are by name."""
LISTED_BY = (("has_page", True), ("is_stub", False))
"""What all nodes of a kind are listed by before their names, and whether true comes first: pages, then named codes."""
LAST_PLACE = np.iinfo(np.int32).max
"""The place of an edge that has none."""
_SHARED = tuple(kind.name for kind in ONTOLOGY.node_kinds if kind.is_shared)
PAGE_EDGE = "HAS_SECTION"
"""The kind of edges that leave procedures with pages."""
NUMBER_BITS, KIND_BITS, PLACE_BITS = 16, 8, 32
"""Bits of what edges are sorted by, packed into 64."""


@dataclass(frozen=True, slots=True)
class EdgeRows:
    """The edges as parallel columns, by source, kind, place, name of the target and number."""

    source: Ints
    target: Ints
    kind: Ints
    number: Ints
    evidence: Ints


@dataclass(frozen=True, slots=True)
class GraphRows:
    """The rows of a graph. `listed` has flags of the nodes by `LISTED_BY`; `slugs` are nodes by slug and name."""

    identity: Mapping[str, Array]
    values: Mapping[str, Array]
    kinds: npt.NDArray[np.uint8]
    rank: Ints
    listed: Sequence[npt.NDArray[np.bool_]]
    slugs: Array
    edges: EdgeRows
    edge_values: Mapping[str, Array]
    evidence: Mapping[str, Array]


def said_columns(rows: GraphRows) -> dict[str, Array]:
    """The columns that hold what is said; all others follow from them."""
    edges = rows.edges
    return {
        **rows.identity,
        **rows.values,
        "node.kind": rows.kinds,
        **rows.edge_values,
        **rows.evidence,
        "edge.source": edges.source.astype(np.uint32),
        "edge.target": edges.target.astype(np.uint32),
        "edge.kind": edges.kind.astype(np.uint8),
        "edge.number": edges.number.astype(np.uint16),
        "edge.evidence": edges.evidence.astype(np.uint32),
    }


def graph_columns(rows: GraphRows) -> dict[str, Array]:
    """The columns of a graph, in the order in which a file has them."""
    from graph.storage.analytics import analytics_columns  # noqa: PLC0415  (SciPy, which who only opens needs not)

    edges = rows.edges
    columns = {
        **said_columns(rows),
        "node.rank": rows.rank.astype(np.uint32),
        **analytics_columns(edges.source, edges.target, _with_pages(rows.kinds, edges)),
        **columns_by_kind(rows.kinds, rows.rank, rows.listed),
        "slug.nodes": rows.slugs,
        "edge.leaving": run_lengths(edges.source.astype(np.int64) << KIND_BITS | edges.kind),
        "out.starts": _starts(edges.source, len(rows.rank)),
        **_incoming(edges, rows.rank),
    }
    return {name: columns[name] for name in COLUMN_TYPES}


def columns_by_kind(
    kinds: npt.NDArray[np.uint8], rank: Ints, listed: Sequence[npt.NDArray[np.bool_]]
) -> dict[str, Array]:
    """The nodes of each kind as they are listed, from what `GraphRows` has of them."""
    flags = [flag != first for flag, (_, first) in reversed(list(zip(listed, LISTED_BY, strict=True)))]
    order = np.lexsort((rank, *flags, kinds))
    starts = np.searchsorted(kinds[order], np.arange(len(NODE_KINDS) + 1))
    return {"kind.starts": starts.astype(np.uint32), "kind.nodes": order.astype(np.uint32)}


def run_lengths(keys: npt.NDArray[np.int64]) -> Array:
    """For each of some sorted keys how many are equal to it."""
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    lengths = np.diff(starts, append=len(keys))
    found: Array = np.repeat(lengths, lengths).astype(np.uint32)
    return found


def _with_pages(kinds: npt.NDArray[np.uint8], edges: EdgeRows) -> npt.NDArray[np.bool_]:
    """For each node whether it is a procedure with a page, or of a kind that such procedures share."""
    members = of_shared_kinds(kinds)
    members[edges.source[edges.kind == EDGE_KINDS.index(PAGE_EDGE)]] = True
    return members


def of_shared_kinds(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """For each node whether it is of a kind that procedures with pages share."""
    return np.isin(kinds, [NODE_KINDS.index(kind) for kind in _SHARED])


def _starts(ends: Ints, nodes: int) -> Array:
    """Where the edges of each node begin, once they are sorted by this end; one more for where the last ones end."""
    counts = np.bincount(ends, minlength=nodes) if nodes else np.zeros(0, dtype=np.int64)
    return np.append(0, np.cumsum(counts)).astype(np.uint32)


def _incoming(edges: EdgeRows, rank: Ints) -> dict[str, Array]:
    """The edges by target; seen from there, they are listed by name."""
    ends = edges.target.astype(np.int64) << KIND_BITS | edges.kind
    named = rank[edges.source].astype(np.int64) << NUMBER_BITS | edges.number
    order = np.lexsort((named, ends))
    entering = np.empty(len(order), dtype=np.uint32)
    entering[order] = run_lengths(ends[order])
    return {
        "edge.entering": entering,
        "in.starts": _starts(edges.target, len(rank)),
        "in.edges": order.astype(np.uint32),
        "in.source": edges.source[order].astype(np.uint32),
        "in.kind": edges.kind[order].astype(np.uint8),
    }
