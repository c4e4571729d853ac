"""Enums: the kinds of the ontology, directions, code systems and the closed sets of its properties."""

from collections.abc import Iterator

from graph.model.ontology import ONTOLOGY, Property
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.store import Direction
from schema.types.declare import enum_type

NodeKindEnum = enum_type("NodeKind", "A kind of node.", [(kind.name, kind.description) for kind in ONTOLOGY.node_kinds])
EdgeKindEnum = enum_type("EdgeKind", "A kind of edge.", [(kind.name, kind.description) for kind in ONTOLOGY.edge_kinds])
DirectionEnum = enum_type(
    "Direction",
    "Which way edges are followed.",
    [
        (Direction.OUT.value, "From the source of an edge to its target."),
        (Direction.IN.value, "From the target of an edge to its source."),
        (Direction.BOTH.value, "Either way."),
    ],
)
OrderDirection = enum_type(
    "OrderDirection",
    "Which end of an ordered list comes first; missing values always come last.",
    [("asc", "Smallest first, text from A to Z."), ("desc", "Largest first, text from Z to A.")],
)


def _described(prefix: str) -> str:
    system = CODE_SYSTEMS.get(prefix)
    if system is None:
        return "No code system: a page that states no code, known by its slug."
    licence = f" Licensed by the {system.publisher}; none are shipped." if system.licensed else ""
    return f"{system.title}, by the {system.publisher}. {system.description}{licence}"


CodeSystem = enum_type(
    "CodeSystem",
    "A system of procedure codes; its name is the prefix of the CURIE.",
    [(prefix, _described(prefix)) for prefix in ONTOLOGY.nodes["Procedure"].prefixes],
)
CuriePrefix = enum_type(
    "CuriePrefix",
    "The prefix of a CURIE: the code system, or the kind of a concept.",
    [(prefix, f"{kind.name}.") for prefix, kind in ONTOLOGY.by_prefix.items()],
)


def _closed_properties() -> Iterator[Property]:
    of_nodes = (declared for kind in ONTOLOGY.node_kinds for declared in kind.properties)
    of_edges = (declared for kind in ONTOLOGY.edge_kinds for declared in kind.properties)
    found = {declared.enum: declared for declared in (*of_nodes, *of_edges) if declared.enum}
    yield from found.values()


for _property in _closed_properties():
    enum_type(_property.enum or "", _property.description, list(_property.values))
