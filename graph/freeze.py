"""From a `networkx.MultiDiGraph` to columns: what a snapshot holds, and why it answers without being loaded.

Columns:
    nodes: sorted by CURIE: `node.curie` (an arena, searched by halving), `node.kind`, `node.body` (an arena of JSON
        `[name, properties]`).
        `node.rank` says where each stands by name; `node.pagerank` and `node.community` are of `graph.analytics`.
    kind.*: the nodes of each kind by name: `kind.starts` and `kind.nodes`.
    edges: sorted by source, kind, target, number: `edge.source`, `edge.target`, `edge.kind`, `edge.number` (1 for the
        key `KIND`, 2 for `KIND#2` …), `edge.body` (index into the arena `body`).
        `out.starts`: where the edges of each source begin; `in.starts` and `in.edges`: the same for targets, by
        target, kind, source.
    body: an arena of JSON `[properties, evidence]`, each different one once.
    out.K.*, in.K.*: compressed sparse rows of the edges of kind K by source and by target: `nodes` (sorted), `starts`,
        `edges`; the edges of one node stand in the order in which they are listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import orjson

from graph.analytics import analytics_columns
from graph.build import Graph
from graph.columns import Array, arena_columns
from graph.ontology import ONTOLOGY
from graph.ontology.pages import CONCEPT_KINDS

Ints = npt.NDArray[np.int32]
NODE_KINDS = tuple(ONTOLOGY.nodes)
EDGE_KINDS = tuple(ONTOLOGY.edges)
PLACED = frozenset(kind.name for kind in ONTOLOGY.edge_kinds if any(p.name == "position" for p in kind.properties))
"""Kinds of edges whose rows, seen from the source, keep the places of the page; all other rows are by name."""
_SHARED = (*CONCEPT_KINDS, "Category", "Policy", "Payer")
_LAST = np.iinfo(np.int32).max


@dataclass(slots=True)
class _Edges:
    """The edges as parallel columns; `position` is `_LAST` where an edge has none."""

    source: Ints
    target: Ints
    kind: Ints
    number: Ints
    body: Ints
    position: Ints


def freeze(graph: Graph) -> dict[str, Array]:
    """The columns of a graph, the same for equal graphs."""
    curies = sorted(graph.nodes)
    places = {curie: place for place, curie in enumerate(curies)}
    names = [graph.nodes[curie]["name"] for curie in curies]
    rank = _rank([(name.casefold(), name, curie) for name, curie in zip(names, curies, strict=True)])
    kinds = np.array([NODE_KINDS.index(graph.nodes[curie]["kind"]) for curie in curies], dtype=np.uint8)
    edges, bodies = _read_edges(graph, places)
    return {
        **arena_columns("node.curie", (curie.encode() for curie in curies)),
        **arena_columns("node.body", _node_bodies(graph, curies)),
        "node.kind": kinds,
        "node.rank": rank.astype(np.uint32),
        **analytics_columns(edges.source, edges.target, _with_pages(kinds, edges)),
        **_by_kind(kinds, rank),
        **arena_columns("body", bodies),
        "edge.source": edges.source.astype(np.uint32),
        "edge.target": edges.target.astype(np.uint32),
        "edge.kind": edges.kind.astype(np.uint8),
        "edge.number": edges.number.astype(np.uint16),
        "edge.body": edges.body.astype(np.uint32),
        "out.starts": _starts(edges.source, len(curies)),
        "in.starts": _starts(edges.target, len(curies)),
        "in.edges": np.lexsort((edges.source, edges.kind, edges.target)).astype(np.uint32),
        **_rows("out", edges, edges.source, edges.target, rank),
        **_rows("in", edges, edges.target, edges.source, rank, ordered=False),
    }


def _rank(keys: list[tuple[str, str, str]]) -> Ints:
    order = sorted(range(len(keys)), key=keys.__getitem__)
    rank = np.empty(len(keys), dtype=np.int32)
    rank[order] = np.arange(len(keys))
    return rank


def _node_bodies(graph: Graph, curies: list[str]) -> Iterator[bytes]:
    for curie in curies:
        attributes = graph.nodes[curie]
        properties = {name: value for name, value in attributes.items() if name not in ("kind", "name")}
        yield orjson.dumps([attributes["name"], properties], option=orjson.OPT_SORT_KEYS)


def _by_kind(kinds: npt.NDArray[np.uint8], rank: Ints) -> dict[str, Array]:
    order = np.lexsort((rank, kinds))
    starts = np.searchsorted(kinds[order], np.arange(len(NODE_KINDS) + 1))
    return {"kind.starts": starts.astype(np.uint32), "kind.nodes": order.astype(np.uint32)}


def _read_edges(graph: Graph, places: dict[str, int]) -> tuple[_Edges, list[bytes]]:
    bodies: dict[bytes, int] = {}
    seen: dict[int, int] = {}
    rows = np.empty((graph.number_of_edges(), 6), dtype=np.int32)
    kinds = {kind: number for number, kind in enumerate(EDGE_KINDS)}
    for row, (source, target, key, attributes) in enumerate(graph.edges(keys=True, data=True)):
        kind, _, number = key.partition("#")
        body = seen.get(id(attributes["evidence"])) if len(attributes) == 1 else None
        if body is None:
            body = bodies.setdefault(_body(attributes), len(bodies))
            if len(attributes) == 1:
                # Many edges share one evidence and have no properties: the same object gives the same body.
                seen[id(attributes["evidence"])] = body
        position = attributes.get("position", _LAST)
        rows[row] = (places[source], places[target], kinds[kind], int(number or 1), body, position)
    rows = rows[np.lexsort((rows[:, 3], rows[:, 1], rows[:, 2], rows[:, 0]))]
    renumbered, ordered = _renumber(rows[:, 4], list(bodies))
    return _Edges(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], renumbered, rows[:, 5]), ordered


def _body(attributes: dict[str, object]) -> bytes:
    properties = {name: value for name, value in attributes.items() if name != "evidence"}
    return orjson.dumps([properties, attributes["evidence"]], option=orjson.OPT_SORT_KEYS)


def _renumber(body: Ints, bodies: list[bytes]) -> tuple[Ints, list[bytes]]:
    """Bodies in sorted order, so that the order in which edges were added does not show."""
    order = sorted(range(len(bodies)), key=bodies.__getitem__)
    new = np.empty(len(bodies), dtype=np.int32)
    new[order] = np.arange(len(bodies))
    return new[body] if len(bodies) else body, [bodies[place] for place in order]


def _with_pages(kinds: npt.NDArray[np.uint8], edges: _Edges) -> npt.NDArray[np.bool_]:
    """For each node whether it is a procedure with a page, or of a kind that such procedures share."""
    members = np.isin(kinds, [NODE_KINDS.index(kind) for kind in _SHARED])
    members[edges.source[edges.kind == EDGE_KINDS.index("HAS_SECTION")]] = True
    return members


def _starts(ends: Ints, nodes: int) -> Array:
    """Where the edges of each node begin, once they are sorted by this end; one more for where the last ones end."""
    counts = np.bincount(ends, minlength=nodes) if nodes else np.zeros(0, dtype=np.int64)
    return np.append(0, np.cumsum(counts)).astype(np.uint32)


def _rows(side: str, edges: _Edges, near: Ints, far: Ints, rank: Ints, *, ordered: bool = True) -> dict[str, Array]:
    """Compressed sparse rows for each kind; seen from the source, items that have a place keep it."""
    columns: dict[str, Array] = {}
    for number, kind in enumerate(EDGE_KINDS):
        chosen = np.flatnonzero(edges.kind == number)
        position = edges.position[chosen] if ordered else np.zeros(len(chosen), dtype=np.int32)
        order = chosen[np.lexsort((edges.number[chosen], rank[far[chosen]], position, near[chosen]))]
        nodes, starts = np.unique(near[order], return_index=True)
        columns[f"{side}.{kind}.nodes"] = nodes.astype(np.uint32)
        columns[f"{side}.{kind}.starts"] = np.append(starts, len(order)).astype(np.uint32)
        columns[f"{side}.{kind}.edges"] = order.astype(np.uint32)
    return columns
