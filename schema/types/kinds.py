"""One GraphQL type for each kind of node, made from the ontology: its properties, and its relations both ways."""

from graph.model.ontology import ONTOLOGY
from schema.fields.similar import NEAR_KINDS, near_field
from schema.types.declare import object_type
from schema.types.evidence import EvidenceType  # noqa: F401  (declares what the edges of connections show)
from schema.types.filters import where_type
from schema.types.node import NodeInterface
from schema.types.properties import property_field
from schema.types.related import order_type, related
from schema.types.relation import relations


def declare_kinds() -> list[type]:
    """Declare the filters and orders of all kinds, then the kinds, whose fields need them."""
    for kind in ONTOLOGY.node_kinds:
        where_type(kind)
        order_type(kind)
    made = []
    for kind in ONTOLOGY.node_kinds:
        columns = {declared.name: property_field(declared) for declared in kind.properties}
        connections = {relation.field: related(relation) for relation in relations(kind.name)}
        own = {"nearest": near_field()} if kind.name in NEAR_KINDS else {}
        fields = {**columns, **connections, **own}
        made.append(object_type(kind.name, kind.description, fields, base=NodeInterface, kind=kind.name))
    return made
