"""Nodes and edges as members of JSON objects, made of their records as they are stored: those are JSON already.

What identifies an element is never a property: a property of a name that a format takes for itself gets an underscore
(see `graph.export.columns.free`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import islice

import orjson

from graph.export.columns import free, renamed
from graph.export.subgraph import LICENSED, ExportSubgraph
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY, Property
from graph.storage.columns import END

_NULL = "null"
_REMEMBERED = 65_536
"""Records made text and kept at a time: those of most edges are alike."""
_TOGETHER = 16
"""Values that are joined at a time."""


NodeText = tuple[str, str]
"""A node: its CURIE, and the members that say its kind, name and properties."""
EdgeText = tuple[str, str, str, str]
"""An edge: its ends, its key, and the members that say its key, kind, properties and evidence."""


def members(declared: Sequence[Property], taken: Set[str] = frozenset()) -> Callable[[bytes], str]:
    """From a record with these properties to the members that are no null, each with a comma after it."""
    names = [f"{orjson.dumps(free(item.name, taken)).decode()}:" for item in declared]

    def read(record: bytes) -> str:
        values = zip(names, record.decode().split(END), strict=False)  # Nothing follows the last end.
        return "".join([f"{name}{value}," for name, value in values if value != _NULL])

    return read


def nodes(part: ExportSubgraph, taken: Set[str] = frozenset()) -> Iterator[NodeText]:
    """The nodes of a part, with properties by the names that are free."""
    graph = part.topology.graph
    curies, names, kinds, values = graph.curies, graph.names, graph.kinds, graph.values
    read = [members(ONTOLOGY.nodes[kind].properties, taken) for kind in NODE_KINDS]
    licensed = f'"{free(LICENSED, taken)}":'
    for number in part.each_node():
        kind = kinds[number]
        said = read[kind](values[number])
        if licensed in said:
            yield _withheld(part, number, taken)
        else:
            yield curies[number], f'"kind":"{NODE_KINDS[kind]}","name":{names[number]},{said}'[:-1]


def _withheld(part: ExportSubgraph, number: int, taken: Set[str]) -> NodeText:
    """A node of which something may have to be left out."""
    item = part.node(number)
    said = {"kind": item.kind, "name": item.name, **renamed(item.properties, taken)}
    return item.curie, orjson.dumps(said).decode()[1:-1]


def edges(part: ExportSubgraph, taken: Set[str] = frozenset()) -> Iterator[EdgeText]:
    """The edges of a part, with properties by the names that are free."""
    graph = part.topology.graph
    curies, arena = graph.curies, graph.edge_values
    starts, memory, offset = arena.starts, arena.memory, arena.offset
    read = [lru_cache(_REMEMBERED)(members(ONTOLOGY.edges[kind].properties, taken)) for kind in EDGE_KINDS]
    evidence = lru_cache(_REMEMBERED)(graph.evidence_text)
    for number, source, target, kind, key, place in part.edge_rows():
        said = read[kind](memory[offset + starts[number] : offset + starts[number + 1]])
        said = f'"key":"{key}","kind":"{EDGE_KINDS[kind]}",{said}"evidence":{evidence(place)}'
        yield curies[source], curies[target], key, said


def listed(items: Iterable[str]) -> Iterator[str]:
    """Values of a JSON list, each on a line of its own."""
    values, between = iter(items), "\n"
    while together := list(islice(values, _TOGETHER)):
        yield between + ",\n".join(together)
        between = ",\n"


def lists(
    part: ExportSubgraph, taken: Set[str], node: Callable[[NodeText], str], edge: Callable[[EdgeText], str]
) -> Iterator[str]:
    """The members `nodes` and `edges` of an object, without its braces; `node` and `edge` write one of each."""
    yield '"nodes":['
    yield from listed(map(node, nodes(part, taken)))
    yield '\n],"edges":['
    yield from listed(map(edge, edges(part, taken)))
    yield "\n]"
