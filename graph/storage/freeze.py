"""From a `networkx.MultiDiGraph` to columns: what a snapshot holds, and why it answers without being loaded.

Columns:
    nodes: sorted by CURIE: `node.identity` (texts, the CURIE and then the name as JSON), `node.kind`, `node.values` (an
        arena of records, see `graph.storage.record`). `node.rank` says where each stands by name; `node.pagerank` and
        `node.community` are of `graph.storage.analytics`.
    kind.*: the nodes of each kind by name: `kind.starts` and `kind.nodes`.
    slug.nodes: the nodes that have a slug, by slug without case, and then by name (see `graph.storage.slug_index`).
    edges: sorted by source and kind, and then in the order in which they are listed, so that the row of a kind is a
        stretch: `edge.source`, `edge.target`, `edge.kind`, `edge.number` (1 for the key `KIND`, 2 for `KIND#2` …),
        `edge.values` (an arena of records), `edge.evidence` (which list of evidence, see
        `graph.storage.evidence_columns`),
        `edge.leaving` and `edge.entering` (how many edges of its kind leave its source and enter its target).
        `out.starts` is where the edges of each source begin.
    in.*: the edges of each target, by kind and then as they are listed: `in.starts`, `in.edges`, `in.source`,
        `in.kind`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import orjson

from graph.model.elements import NameKey, name_key
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.model.property_graph import Graph
from graph.storage.columns import END, Array, arena_columns, text_columns
from graph.storage.evidence_columns import evidence_columns
from graph.storage.record import encode_edge_record, encode_node_record

Ints = npt.NDArray[np.int32]
PLACED = frozenset(kind.name for kind in ONTOLOGY.edge_kinds if any(p.name == "position" for p in kind.properties))
"""Kinds of edges whose rows, seen from the source, keep the places of the page; all other rows are by name."""
LISTED_BY = (("has_page", True), ("is_stub", False))
"""What all nodes of a kind are listed by before their names, and whether true comes first: pages, then named codes."""
_SHARED = tuple(kind.name for kind in ONTOLOGY.node_kinds if kind.is_shared)
_LAST = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class _Edges:
    """The edges as parallel columns, in their order."""

    source: Ints
    target: Ints
    kind: Ints
    number: Ints
    evidence: Ints


def freeze(graph: Graph) -> dict[str, Array]:
    """The columns of a graph, the same for equal graphs."""
    from graph.storage.analytics import analytics_columns  # noqa: PLC0415  (SciPy, which who only opens needs not)

    curies = sorted(graph.nodes)
    names = [graph.nodes[curie]["name"] for curie in curies]
    rank = _rank(list(map(name_key, names, curies)))
    kinds = np.array([NODE_KINDS.index(graph.nodes[curie]["kind"]) for curie in curies], dtype=np.uint8)
    edges, values, evidence = _read_edges(graph, curies, rank)
    return {
        **text_columns("node.identity", _identities(curies, names)),
        **arena_columns("node.values", (encode_node_record(graph.nodes[curie]) for curie in curies)),
        "node.kind": kinds,
        "node.rank": rank.astype(np.uint32),
        **analytics_columns(edges.source, edges.target, _with_pages(kinds, edges)),
        **_by_kind(kinds, rank, [graph.nodes[curie] for curie in curies]),
        "slug.nodes": _by_slug(graph, curies, rank),
        **arena_columns("edge.values", values),
        **evidence_columns(evidence, graph.graph.get("documents", ())),
        "edge.source": edges.source.astype(np.uint32),
        "edge.target": edges.target.astype(np.uint32),
        "edge.kind": edges.kind.astype(np.uint8),
        "edge.number": edges.number.astype(np.uint16),
        "edge.evidence": edges.evidence.astype(np.uint32),
        "edge.leaving": _of_one_kind(edges.source, edges.kind),
        "edge.entering": _of_one_kind(edges.target, edges.kind),
        "out.starts": _starts(edges.source, len(curies)),
        **_incoming(edges, rank),
    }


def _identities(curies: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """CURIE and name of each node, side by side: whatever shows one mostly shows the other."""
    return (f"{curie}{END}{orjson.dumps(name).decode()}" for curie, name in zip(curies, names, strict=True))


def _rank(keys: list[NameKey]) -> Ints:
    order = sorted(range(len(keys)), key=keys.__getitem__)
    rank = np.empty(len(keys), dtype=np.int32)
    rank[order] = np.arange(len(keys))
    return rank


def _by_kind(kinds: npt.NDArray[np.uint8], rank: Ints, nodes: Sequence[Mapping[str, object]]) -> dict[str, Array]:
    listed = [np.array([bool(node.get(name)) is not first for node in nodes]) for name, first in reversed(LISTED_BY)]
    order = np.lexsort((rank, *listed, kinds))
    starts = np.searchsorted(kinds[order], np.arange(len(NODE_KINDS) + 1))
    return {"kind.starts": starts.astype(np.uint32), "kind.nodes": order.astype(np.uint32)}


def _by_slug(graph: Graph, curies: Sequence[str], rank: Ints) -> Array:
    slugs = ((graph.nodes[curie].get("slug"), number) for number, curie in enumerate(curies))
    ordered = sorted((slug.casefold(), rank[number], number) for slug, number in slugs if slug is not None)
    return np.array([number for *_, number in ordered], dtype=np.uint32)


def _read_edges(graph: Graph, curies: Sequence[str], rank: Ints) -> tuple[_Edges, Iterator[bytes], list[bytes]]:
    """The edges in order, their records, and each different evidence."""
    places = {curie: place for place, curie in enumerate(curies)}
    kinds = {kind: number for number, kind in enumerate(EDGE_KINDS)}
    evidence, records, seen = dict[bytes, int](), dict[bytes, int](), dict[int, int]()
    rows = np.empty((graph.number_of_edges(), 7), dtype=np.int32)
    for row, (source, target, key, attributes) in enumerate(graph.edges(keys=True, data=True)):
        kind, _, number = key.partition("#")
        said = seen.get(id(attributes["evidence"]))  # Many edges share one.
        if said is None:
            said = evidence.setdefault(orjson.dumps(attributes["evidence"], option=orjson.OPT_SORT_KEYS), len(evidence))
            seen[id(attributes["evidence"])] = said
        record = records.setdefault(encode_edge_record(kind, attributes), len(records))
        place = attributes.get("position", _LAST)
        rows[row] = (places[source], places[target], kinds[kind], int(number or 1), said, record, place)
    rows = rows[np.lexsort((rows[:, 3], rank[rows[:, 1]], rows[:, 6], rows[:, 2], rows[:, 0]))]
    renumbered, ordered = _renumber(rows[:, 4], list(evidence))
    known = list(records)
    values = (known[record] for record in rows[:, 5].tolist())
    return _Edges(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], renumbered), values, ordered


def _renumber(numbers: Ints, texts: list[bytes]) -> tuple[Ints, list[bytes]]:
    """Texts in sorted order, so that the order in which edges were added does not show."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    new = np.empty(len(texts), dtype=np.int32)
    new[order] = np.arange(len(texts))
    return new[numbers] if len(texts) else numbers, [texts[place] for place in order]


def _of_one_kind(ends: Ints, kinds: Ints) -> Array:
    """For each edge how many edges of its kind have the same end."""
    _, which, counts = np.unique(
        ends.astype(np.int64) * len(EDGE_KINDS) + kinds, return_inverse=True, return_counts=True
    )
    found: Array = counts[which].astype(np.uint32)
    return found


def _with_pages(kinds: npt.NDArray[np.uint8], edges: _Edges) -> npt.NDArray[np.bool_]:
    """For each node whether it is a procedure with a page, or of a kind that such procedures share."""
    members = np.isin(kinds, [NODE_KINDS.index(kind) for kind in _SHARED])
    members[edges.source[edges.kind == EDGE_KINDS.index("HAS_SECTION")]] = True
    return members


def _starts(ends: Ints, nodes: int) -> Array:
    """Where the edges of each node begin, once they are sorted by this end; one more for where the last ones end."""
    counts = np.bincount(ends, minlength=nodes) if nodes else np.zeros(0, dtype=np.int64)
    return np.append(0, np.cumsum(counts)).astype(np.uint32)


def _incoming(edges: _Edges, rank: Ints) -> dict[str, Array]:
    """The edges by target; seen from there, they are listed by name."""
    order = np.lexsort((edges.number, rank[edges.source], edges.kind, edges.target))
    return {
        "in.starts": _starts(edges.target, len(rank)),
        "in.edges": order.astype(np.uint32),
        "in.source": edges.source[order].astype(np.uint32),
        "in.kind": edges.kind[order].astype(np.uint8),
    }
