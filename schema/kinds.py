"""One GraphQL type for each kind of node, made from the ontology: its properties, and its relations both ways."""

from graph.ontology import ONTOLOGY
from schema.declare import object_type
from schema.evidence import EvidenceType  # noqa: F401  (declares what the edges of connections show)
from schema.node import NodeInterface
from schema.properties import property_field
from schema.related import order_type, related
from schema.relation import relations
from schema.similar import NEAR_KINDS, near_field
from schema.where import where_type


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
