"""A snapshot as JSON lines, which the peers load: the same nodes and edges, in the order in which ours lists them.

The first line is `[nodes, edges]`, their numbers. A line for each node, by name: `{curie, kind, name, …properties}`.
Then a line for each edge, `[id, kind, source, target, {…properties}]`, whose ends are places among the nodes; in the
order of their lines, edges stand as they are listed from either end. Kinds and units are as GraphQL names them.
Computed edges and evidence are left out: no query of the benchmark asks for them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import orjson

from graph.freeze import EDGE_KINDS
from graph.frozen import FrozenGraph
from graph.model import Value
from graph.ontology import ONTOLOGY
from schema.declare import camel

_LAST = np.iinfo(np.int64).max
_COMPUTED = frozenset(kind.name for kind in ONTOLOGY.edge_kinds if kind.computed)
_ENUMS = frozenset(item.name for kind in ONTOLOGY.edge_kinds for item in kind.properties if item.enum)


def export(graph: FrozenGraph, file: Path) -> None:
    """Write the graph; the file is there only once it is whole."""
    part = file.with_suffix(".part")
    with part.open("wb") as out:
        for line in _lines(graph):
            out.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    part.replace(file)


def _lines(graph: FrozenGraph) -> Iterator[object]:
    rank = graph.columns["node.rank"].astype(np.int64)
    edges = list(_edges(graph, rank))
    yield [len(graph), len(edges)]
    for number in np.argsort(rank).tolist():
        node = graph.node(number)
        yield {"curie": node.curie, "kind": constant(node.kind), "name": node.name, **shown(node.properties)}
    edges.sort(key=lambda edge: edge[:5])
    for source, _, _, target, number, kind, said in edges:
        yield [number, kind, source, target, said]


_Edge = tuple[int, int, int, int, int, str, dict[str, object]]
"""Its source, the number of its kind, its place, its target, its number, the name of its kind and what it says."""


def _edges(graph: FrozenGraph, rank: "np.typing.NDArray[np.int64]") -> Iterator[_Edge]:
    columns = (graph.columns[f"edge.{name}"].tolist() for name in ("source", "target", "kind"))
    for number, (source, target, kind) in enumerate(zip(*columns, strict=True)):
        if EDGE_KINDS[kind] not in _COMPUTED:
            said = graph.properties(number)
            place = said.get("position", _LAST)
            assert isinstance(place, int), said
            yield int(rank[source]), kind, place, int(rank[target]), number, EDGE_KINDS[kind], shown(said)


def constant(kind: str) -> str:
    """The name of a kind of node in GraphQL: `CodeSection` is `CODE_SECTION`."""
    return "".join(f"_{char}" if char.isupper() else char.upper() for char in kind).lstrip("_")


def shown(properties: Mapping[str, Value]) -> dict[str, object]:
    """Properties by their names in GraphQL, enums by theirs."""
    return {_field(name): str(value).upper() if name in _ENUMS else value for name, value in properties.items()}


_field = cache(camel)
