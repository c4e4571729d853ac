"""One GraphQL type for each kind of node, made from the ontology: its properties, and its relations both ways."""

from types import new_class

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.ontology import CONCEPT_KINDS, ONTOLOGY, NodeKind
from schema.fields.beside import BOOK_KINDS, beside_fields
from schema.fields.code_validity import DATED_KINDS, validity_field
from schema.fields.coding_notes import notes_field
from schema.fields.indicated import procedures_field
from schema.fields.nearest import NEAR_KINDS, nearest_field
from schema.types import type_registry
from schema.types.connection_fields import order_type, relation_field
from schema.types.declare import TYPES, object_type
from schema.types.edge_fields import common_field_names, directed_edge_kinds
from schema.types.filters import where_type
from schema.types.node import CodedInterface, NodeInterface
from schema.types.properties import property_field


def declare_kinds() -> list[type]:
    """Declare the filters and orders of all kinds, then the kinds, whose fields need them."""
    for kind in ONTOLOGY.node_kinds:
        where_type(kind)
        order_type(kind)
    concept = _declare_concept()
    made = []
    for kind in ONTOLOGY.node_kinds:
        base = concept if kind.name in CONCEPT_KINDS else CodedInterface if kind.coded else NodeInterface
        fields = {**_columns(kind), **_connections(kind), **_computed(kind)}
        made.append(object_type(kind.name, kind.description, fields, base=base, kind=kind.name))
    return made


def _columns(kind: NodeKind) -> dict[str, StrawberryField]:
    return {declared.name: property_field(declared) for declared in kind.properties if not declared.is_note}


def _connections(kind: NodeKind) -> dict[str, StrawberryField]:
    return {relation.field: relation_field(relation) for relation in directed_edge_kinds(kind.name)}


def _computed(kind: NodeKind) -> dict[str, StrawberryField]:
    """The fields of a kind that are more than its properties and relations."""
    nearest = {"nearest": nearest_field()} if kind.name in NEAR_KINDS else {}
    book = beside_fields(kind.name) if kind.name in BOOK_KINDS else {}
    of_diagnoses = {"procedures": procedures_field(), "notes": notes_field()} if kind.name == "Diagnosis" else {}
    dated = {"validity": validity_field()} if kind.name in DATED_KINDS else {}
    return nearest | book | dated | of_diagnoses


def _declare_concept() -> type:
    """The interface `Concept`: what all kinds of shared concepts show in the same way."""
    kind = ONTOLOGY.nodes[CONCEPT_KINDS[0]]
    shared = {name: made for name, made in _connections(kind).items() if name in common_field_names()}
    fields = {**_columns(kind), **shared}
    made = new_class(
        "Concept", (NodeInterface,), {}, lambda body: body.update(fields, __module__=type_registry.__name__)
    )
    description = "What pages of several procedures name: an indication, a risk, a role, a setting …"
    TYPES["Concept"] = strawberry.interface(made, name="Concept", description=description)
    return made
