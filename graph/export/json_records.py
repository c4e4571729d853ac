"""Nodes and edges as members of JSON objects, made of their records as they are stored: those are JSON already.

What identifies an element is never a property: a property of a name that a format takes for itself gets an underscore
(see `graph.export.columns.free`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import islice

import orjson

from graph.export.columns import rename_reserved, unreserved_name
from graph.export.subgraph import LICENSED, ExportedSubgraph
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY, Property
from graph.storage.columns import END
from graph.storage.decoding import decode_text

_NULL = "null"
_CACHE_SIZE = 65_536
"""Records made text and kept at a time: those of most edges are alike."""
_BATCH = 16
"""Values that are joined at a time."""


NodeMembers = tuple[str, str]
"""A node: its CURIE, and the members that say its kind, name and properties."""
EdgeMembers = tuple[str, str, str, str]
"""An edge: its ends, its key, and the members that say its key, kind, properties and evidence."""


def json_members_encoder(declared: Sequence[Property], reserved: Set[str] = frozenset()) -> Callable[[bytes], str]:
    """A function from a stored record to its JSON members without nulls, each followed by a comma."""
    names = [f"{orjson.dumps(unreserved_name(item.name, reserved)).decode()}:" for item in declared]

    def read_members(record: bytes) -> str:
        values = decode_text(record, "values.bytes").split(END)
        members = zip(names, values, strict=False)  # Nothing follows the last end.
        return "".join([f"{name}{value}," for name, value in members if value != _NULL])

    return read_members


def iter_node_members(subgraph: ExportedSubgraph, reserved: Set[str] = frozenset()) -> Iterator[NodeMembers]:
    """The nodes of a part, with properties by the names that are free."""
    graph = subgraph.topology.graph
    curies, names, kinds, values = graph.curies, graph.names, graph.kinds, graph.values
    read_members = [json_members_encoder(ONTOLOGY.nodes[kind].properties, reserved) for kind in NODE_KINDS]
    licensed = f'"{unreserved_name(LICENSED, reserved)}":'
    for number in subgraph.iter_node_numbers():
        kind = kinds[number]
        members = read_members[kind](values[number])
        if licensed in members:
            yield _redacted_node(subgraph, number, reserved)
        else:
            yield curies[number], f'"kind":"{NODE_KINDS[kind]}","name":{names[number]},{members}'[:-1]


def _redacted_node(subgraph: ExportedSubgraph, number: int, reserved: Set[str]) -> NodeMembers:
    """A node with licensed properties, decoded and without those that are withheld."""
    item = subgraph.node(number)
    members = {"kind": item.kind, "name": item.name, **rename_reserved(item.properties, reserved)}
    return item.curie, orjson.dumps(members).decode()[1:-1]


def iter_edge_members(subgraph: ExportedSubgraph, reserved: Set[str] = frozenset()) -> Iterator[EdgeMembers]:
    """The edges of a part, with properties by the names that are free."""
    graph = subgraph.topology.graph
    curies, arena = graph.curies, graph.edge_values
    starts, memory, offset = arena.starts, arena.memory, arena.offset
    read_members = [
        lru_cache(_CACHE_SIZE)(json_members_encoder(ONTOLOGY.edges[kind].properties, reserved)) for kind in EDGE_KINDS
    ]
    evidence = lru_cache(_CACHE_SIZE)(graph.evidence_text)
    for number, source, target, kind, key, place in subgraph.edge_rows():
        members = read_members[kind](memory[offset + starts[number] : offset + starts[number + 1]])
        members = f'"key":"{key}","kind":"{EDGE_KINDS[kind]}",{members}"evidence":{evidence(place)}'
        yield curies[source], curies[target], key, members


def join_json_items(items: Iterable[str]) -> Iterator[str]:
    """Values of a JSON list, each on a line of its own."""
    values, separator = iter(items), "\n"
    while batch := list(islice(values, _BATCH)):
        yield separator + ",\n".join(batch)
        separator = ",\n"


def node_and_edge_lists(
    subgraph: ExportedSubgraph,
    reserved: Set[str],
    node: Callable[[NodeMembers], str],
    edge: Callable[[EdgeMembers], str],
) -> Iterator[str]:
    """The members `nodes` and `edges` of an object, without its braces; `node` and `edge` write one of each."""
    yield '"nodes":['
    yield from join_json_items(map(node, iter_node_members(subgraph, reserved)))
    yield '\n],"edges":['
    yield from join_json_items(map(edge, iter_edge_members(subgraph, reserved)))
    yield "\n]"
