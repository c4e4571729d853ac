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

from collections.abc import Iterator, Sequence

import numpy as np
import orjson

from graph.model.elements import NameKey, name_key
from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from graph.model.property_graph import Graph
from graph.storage.columns import END, Array, ArrayColumns, arena_columns, text_columns
from graph.storage.evidence_columns import evidence_columns, evidence_key
from graph.storage.frozen_graph import FrozenGraph
from graph.storage.graph_rows import LAST_PLACE, LISTED_BY, EdgeRows, GraphRows, Ints, graph_columns, said_columns
from graph.storage.record import encode_edge_record, encode_node_record
from graph.storage.version import version_of_columns


def freeze(graph: Graph) -> dict[str, Array]:
    """The columns of a graph, the same for equal graphs."""
    return graph_columns(rows_of(graph))


def version_of(graph: Graph) -> str:
    """The version of a graph (see `graph.storage.version`)."""
    return version_of_columns(said_columns(rows_of(graph)))


def rows_of(graph: Graph) -> GraphRows:
    """The rows of a graph, the same for equal graphs."""
    curies = sorted(graph.nodes)
    nodes = [graph.nodes[curie] for curie in curies]
    names = [node["name"] for node in nodes]
    rank = _rank(list(map(name_key, names, curies)))
    edges, values, evidence = _read_edges(graph, curies, rank)
    return GraphRows(
        identity=text_columns("node.identity", _identities(curies, names)),
        values=arena_columns("node.values", map(encode_node_record, nodes)),
        kinds=np.array([NODE_KINDS.index(node["kind"]) for node in nodes], dtype=np.uint8),
        rank=rank,
        listed=[np.array([bool(node.get(name)) for node in nodes], dtype=np.bool_) for name, _ in LISTED_BY],
        slugs=_by_slug(graph, curies, rank),
        edges=edges,
        edge_values=arena_columns("edge.values", values),
        evidence=evidence_columns(evidence, graph.graph.get("documents", ())),
    )


def freeze_in_memory(graph: Graph) -> FrozenGraph:
    """A graph frozen for reading, with columns that are never written."""
    return FrozenGraph(ArrayColumns(freeze(graph)))


def identity_text(curie: str, name: str) -> str:
    """CURIE and name of a node, side by side: whatever shows one mostly shows the other."""
    return f"{curie}{END}{orjson.dumps(name).decode()}"


def _identities(curies: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    return map(identity_text, curies, names)


def _rank(keys: list[NameKey]) -> Ints:
    order = sorted(range(len(keys)), key=keys.__getitem__)
    rank = np.empty(len(keys), dtype=np.int32)
    rank[order] = np.arange(len(keys))
    return rank


def _by_slug(graph: Graph, curies: Sequence[str], rank: Ints) -> Array:
    slugs = ((graph.nodes[curie].get("slug"), number) for number, curie in enumerate(curies))
    ordered = sorted((slug.casefold(), rank[number], number) for slug, number in slugs if slug is not None)
    return np.array([number for *_, number in ordered], dtype=np.uint32)


def _read_edges(graph: Graph, curies: Sequence[str], rank: Ints) -> tuple[EdgeRows, Iterator[bytes], list[bytes]]:
    """The edges in order, their records, and each different list of evidence."""
    places = {curie: place for place, curie in enumerate(curies)}
    kinds = {kind: number for number, kind in enumerate(EDGE_KINDS)}
    evidence, records, seen = dict[bytes, int](), dict[bytes, int](), dict[int, int]()
    rows = np.empty((graph.number_of_edges(), 7), dtype=np.int32)
    for row, (source, target, key, attributes) in enumerate(graph.edges(keys=True, data=True)):
        kind, _, number = key.partition("#")
        said = seen.get(id(attributes["evidence"]))  # Many edges share one.
        if said is None:
            said = evidence.setdefault(evidence_key(attributes["evidence"]), len(evidence))
            seen[id(attributes["evidence"])] = said
        record = records.setdefault(encode_edge_record(kind, attributes), len(records))
        place = attributes.get("position", LAST_PLACE)
        rows[row] = (places[source], places[target], kinds[kind], int(number or 1), said, record, place)
    rows = rows[np.lexsort((rows[:, 3], rank[rows[:, 1]], rows[:, 6], rows[:, 2], rows[:, 0]))]
    renumbered, ordered = _renumber(rows[:, 4], list(evidence))
    known = list(records)
    values = (known[record] for record in rows[:, 5].tolist())
    return EdgeRows(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], renumbered), values, ordered


def _renumber(numbers: Ints, texts: list[bytes]) -> tuple[Ints, list[bytes]]:
    """Texts in sorted order, so that the order in which edges were added does not show."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    new = np.empty(len(texts), dtype=np.int32)
    new[order] = np.arange(len(texts))
    return new[numbers] if len(texts) else numbers, [texts[place] for place in order]
