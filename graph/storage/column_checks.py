"""Whether columns are what a build writes, checked before anything reads them by number.

Machine code looks no bound up, so a number that leads out of a column must be found here, whoever wrote the file: its
checksum only says that it has not changed since. All of it is vectorised: about 0.1 s for the default graph.
"""

import numpy as np
import numpy.typing as npt

from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.storage.column_types import NOT_FOUND, NOWHERE
from graph.storage.columns import Array, NamedArrays
from graph.storage.evidence_columns import DOCUMENT_FIELDS, EVIDENCE_FIELDS
from graph.storage.record_checks import check_identities, check_records

_NODE_WIDTHS = np.array([len(ONTOLOGY.nodes[kind].properties) for kind in NODE_KINDS])
_EDGE_WIDTHS = np.array([len(ONTOLOGY.edges[kind].properties) for kind in EDGE_KINDS])
_HAS_SLUG = np.array([any(item.name == "slug" for item in ONTOLOGY.nodes[kind].properties) for kind in NODE_KINDS])

_OF_NODES = ("node.rank", "node.pagerank", "node.community", "kind.nodes")
_OF_EDGES = (
    *("edge.source", "edge.target", "edge.number", "edge.evidence", "edge.leaving", "edge.entering"),
    *("in.edges", "in.source", "in.kind"),
)
"""Columns with an item for each node, and for each edge."""


class BrokenColumn(ValueError):
    """A column that no build writes."""

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(f"the column {column} {problem}")


def check_columns(columns: NamedArrays, *, partial: bool = False) -> None:
    """Check every column; of a `partial` snapshot those that are not empty at first.

    Raises:
        BrokenColumn: one holds what leads out of another, or contradicts another.
    """
    nodes, edges = len(columns["node.kind"]), len(columns["edge.kind"])
    _check_lengths(columns, nodes, edges)
    _check_kinds(columns)
    _check_nodes(columns, nodes)
    _check_rows(columns, nodes)
    _check_evidence(columns)
    _check_texts(columns, partial=partial)
    if not partial:
        _check_edges(columns, nodes, edges)
        _check_incoming(columns, nodes, edges)


def _check_lengths(columns: NamedArrays, nodes: int, edges: int) -> None:
    for length, names in ((nodes, _OF_NODES), (edges, _OF_EDGES)):
        for name in names:
            _demand(len(columns[name]) == length, name, f"has {len(columns[name])} items instead of {length}")
    _check_starts(columns, "kind.starts", len(NODE_KINDS), nodes)
    _check_starts(columns, "out.starts", nodes, edges)
    _check_starts(columns, "in.starts", nodes, edges)


def _check_kinds(columns: NamedArrays) -> None:
    _check_below(columns, "node.kind", len(NODE_KINDS))
    _check_below(columns, "edge.kind", len(EDGE_KINDS))
    _check_below(columns, "in.kind", len(EDGE_KINDS))


def _check_nodes(columns: NamedArrays, nodes: int) -> None:
    kinds, by_kind = columns["node.kind"], columns["kind.nodes"]
    _check_permutation(columns, "node.rank", nodes)
    _check_permutation(columns, "kind.nodes", nodes)
    listed = np.repeat(np.arange(len(NODE_KINDS), dtype=np.uint8), np.diff(columns["kind.starts"]))
    _demand(np.array_equal(kinds[by_kind], listed), "kind.nodes", "lists nodes under other kinds than they have")
    _check_below(columns, "slug.nodes", nodes)
    _demand(bool(_HAS_SLUG[kinds[columns["slug.nodes"]]].all()), "slug.nodes", "names nodes of kinds without slugs")
    rank = columns["node.pagerank"].view(np.float64)
    _demand(bool(((rank >= 0) & (rank <= 1)).all()), "node.pagerank", "holds what is no part of 1")
    community = columns["node.community"]
    numbered = (community >= NOWHERE) & (community < max(nodes, 1))
    is_one = numbered.all() or (community == NOT_FOUND).all()
    _demand(bool(is_one), "node.community", "numbers no community")


def _check_rows(columns: NamedArrays, nodes: int) -> None:
    sources = _rows(columns, "out.starts", nodes)
    _demand(np.array_equal(columns["edge.source"], sources), "edge.source", "contradicts out.starts")
    _check_kinds_ordered(columns, "edge.kind", "out.starts")
    _check_kinds_ordered(columns, "in.kind", "in.starts")


def _check_edges(columns: NamedArrays, nodes: int, edges: int) -> None:
    source, target, kind = columns["edge.source"], columns["edge.target"], columns["edge.kind"]
    _check_below(columns, "edge.target", nodes)
    first = kind * np.uint16(len(NODE_KINDS))
    for name, numbers, allowed in zip(("edge.source", "edge.target"), (source, target), _allowed_ends(), strict=True):
        fits = allowed.take(first + columns["node.kind"].take(numbers)).all()
        _demand(bool(fits), name, "has a node that edges of its kind cannot have there")
    _demand(bool((columns["edge.number"] > 0).all()), "edge.number", "holds 0")
    for name in ("edge.leaving", "edge.entering"):
        _check_below(columns, name, edges + 1)


def _allowed_ends() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whether an edge of a kind may leave a node of a kind, and whether it may enter one, by both kinds."""
    return (
        np.array([[not kind.sources or node in kind.sources for node in NODE_KINDS] for kind in ONTOLOGY.edge_kinds]),
        np.array([[not kind.targets or node in kind.targets for node in NODE_KINDS] for kind in ONTOLOGY.edge_kinds]),
    )


def _check_incoming(columns: NamedArrays, nodes: int, edges: int) -> None:
    _check_permutation(columns, "in.edges", edges)
    order = columns["in.edges"]
    for name, of in (("in.source", "edge.source"), ("in.kind", "edge.kind")):
        _demand(np.array_equal(columns[of][order], columns[name]), name, f"contradicts {of}")
    entered = columns["edge.target"][order]
    _demand(np.array_equal(entered, _rows(columns, "in.starts", nodes)), "in.edges", "contradicts in.starts")


def _check_evidence(columns: NamedArrays) -> None:
    records = len(columns["evidence.document"])
    lists = len(columns["evidence.starts"]) - 1
    _check_starts(columns, "evidence.starts", lists, records)
    _check_below(columns, "edge.evidence", lists)
    _check_below(columns, "evidence.document", len(columns["document.values.starts"]))


def _check_texts(columns: NamedArrays, *, partial: bool) -> None:
    widths = {
        "node.identity": np.full(len(columns["node.kind"]), 2),
        "node.values": _NODE_WIDTHS[columns["node.kind"]],
        "edge.values": _EDGE_WIDTHS[columns["edge.kind"]],
        "evidence.values": np.full(len(columns["evidence.document"]), len(EVIDENCE_FIELDS)),
        "document.values": np.full(max(len(columns["document.values.starts"]) - 1, 0), len(DOCUMENT_FIELDS)),
    }
    for name, width in widths.items():
        starts, data = columns[f"{name}.starts"], columns[f"{name}.bytes"]
        _check_starts(columns, f"{name}.starts", len(width), len(data))
        if partial and name == "edge.values":
            continue
        _demand(check_records(starts, data, width), f"{name}.bytes", "has a record with too few or too many values")
    identities = columns["node.identity.starts"], columns["node.identity.bytes"]
    _demand(check_identities(*identities), "node.identity.bytes", "has a node without a CURIE")


def _rows(columns: NamedArrays, starts: str, nodes: int) -> Array:
    """The node of each place in rows that begin at these starts."""
    rows: Array = np.repeat(np.arange(nodes, dtype=np.uint32), np.diff(columns[starts]))
    return rows


def _check_starts(columns: NamedArrays, name: str, count: int, total: int) -> None:
    """Whether a column divides `total` places into `count` stretches, in order."""
    starts = columns[name]
    _demand(len(starts) == count + 1 > 0, name, f"has {len(starts)} items instead of {count + 1}")
    ends_well = int(starts[0]) == 0 and int(starts[-1]) == total
    _demand(ends_well and bool((starts[1:] >= starts[:-1]).all()), name, f"does not rise from 0 to {total}")


def _check_below(columns: NamedArrays, name: str, bound: int) -> None:
    most = int(columns[name].max(initial=0))
    _demand(most < bound or not len(columns[name]), name, f"holds {most}, and all must be below {bound}")


def _check_permutation(columns: NamedArrays, name: str, count: int) -> None:
    _check_below(columns, name, count)
    seen = np.zeros(count, dtype=np.bool_)
    seen[columns[name]] = True
    _demand(bool(seen.all()), name, "holds a number twice")


def _check_kinds_ordered(columns: NamedArrays, name: str, starts: str) -> None:
    """Whether the kinds in each row rise: they are searched by halving."""
    kinds = columns[name]
    falls = np.flatnonzero(kinds[1:] < kinds[:-1]) + 1
    begins = np.zeros(len(kinds) + 1, dtype=np.bool_)
    begins[columns[starts]] = True
    _demand(bool(begins[falls].all()), name, "is not in order within a row")


def _demand(true: bool, column: str, problem: str) -> None:
    if not true:
        raise BrokenColumn(column, problem)
