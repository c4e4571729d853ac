"""A snapshot as JSON lines, which the peers load: the same nodes and edges, in the order in which ours lists them.

The first line is `[documents, nodes, edges]`, their numbers. A line for each document: `{id, title, licence}`. A line
for each node, by name: `{curie, kind, name, …properties}`. Then a line for each edge,
`[id, key, source, target, {…properties}, evidence]`: its ends are places among the nodes, its key is its kind, followed
by `#` and a number where another edge of the kind has the same ends. Evidence is a list of
`[document, section, quote, start, end, confidence]`, whose document is a place among the documents, or null. In the
order of their lines, edges stand as they are listed from either end. Kinds and units are as GraphQL names them.
Computed edges are left out: no query of the benchmark asks for them.
"""

from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path

import numpy as np
import orjson

from graph.model.elements import Evidence, Value
from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.storage.frozen_graph import FrozenGraph
from graph.store.snapshot import Snapshot
from schema.types.declare import camel

_LAST = np.iinfo(np.int64).max
_COMPUTED = frozenset(kind.name for kind in ONTOLOGY.edge_kinds if kind.computed)
_ENUMS = {kind.name: frozenset(item.name for item in kind.properties if item.enum) for kind in ONTOLOGY.edge_kinds}


def export(snapshot: Snapshot, file: Path) -> None:
    """Write the graph; the file is there only once it is whole."""
    part = file.with_suffix(".part")
    with part.open("wb") as out:
        for line in _lines(snapshot):
            out.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    part.replace(file)


def _lines(snapshot: Snapshot) -> Iterator[object]:
    graph, documents = snapshot.graph, snapshot.documents
    rank = graph.columns["node.rank"].astype(np.int64)
    edges = list(_edges(graph, rank))
    yield [len(documents), len(graph), len(edges)]
    for document in documents:
        yield {"id": document.id, "title": document.title, "licence": document.licence}
    for number in np.argsort(rank).tolist():
        node = graph.node(number)
        yield {"curie": node.curie, "kind": constant(node.kind), "name": node.name, **shown(node.properties)}
    places = {document.id: place for place, document in enumerate(documents)}
    edges.sort(key=lambda edge: edge[:5])
    for source, _, _, target, number, said in edges:
        evidence = [_evidence(one, places) for one in graph.evidence(number)]
        yield [number, graph.key(number), source, target, said, evidence]


_Edge = tuple[int, int, int, int, int, dict[str, object]]
"""Its source, the number of its kind, its place, its target, its number and what it says."""


def _edges(graph: FrozenGraph, rank: "np.typing.NDArray[np.int64]") -> Iterator[_Edge]:
    columns = (graph.columns[f"edge.{name}"].tolist() for name in ("source", "target", "kind"))
    for number, (source, target, kind) in enumerate(zip(*columns, strict=True)):
        if EDGE_KINDS[kind] not in _COMPUTED:
            said = graph.properties(number)
            place = said.get("position", _LAST)
            assert isinstance(place, int), said
            yield int(rank[source]), kind, place, int(rank[target]), number, shown(said, _ENUMS[EDGE_KINDS[kind]])


def _evidence(said: Evidence, places: Mapping[str, int]) -> list[object]:
    return [places.get(said.source), said.section, said.quote, said.start, said.end, said.confidence]


def constant(kind: str) -> str:
    """The name of a kind of node in GraphQL: `CodeSection` is `CODE_SECTION`."""
    return "".join(f"_{char}" if char.isupper() else char.upper() for char in kind).lstrip("_")


def shown(properties: Mapping[str, Value], enums: Set[str] = frozenset()) -> dict[str, object]:
    """Properties by their names in GraphQL, those that are `enums` by the names of their values."""
    return {_field(name): str(value).upper() if name in enums else value for name, value in properties.items()}


_field = cache(camel)
