"""Names that kinds of edges of one's own cannot take: those that the schema gives to something else."""

from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.ontology.own_declaration import camel_case
from graph.model.ontology.own_edge_kind import RESERVED_FIELDS
from graph.model.ontology.own_property import RESERVED_PROPERTIES
from schema.create_schema import create_schema
from schema.types.declare import camel
from schema.types.edge_fields import directed_edge_kinds

TYPES = create_schema(Limits())._schema.type_map


def test_every_field_that_is_no_property_and_no_relation_is_reserved() -> None:
    for kind in ONTOLOGY.node_kinds:
        declared = {camel(item.name) for item in kind.properties}
        declared |= {relation.field for relation in directed_edge_kinds(kind.name)}
        assert set(TYPES[kind.name].fields) - declared <= RESERVED_FIELDS  # type: ignore[attr-defined]


def test_every_field_that_all_edges_have_is_reserved() -> None:
    for name in ("EvidencedEdge", "GraphEdge"):
        fields = set(TYPES[name].fields) - {"sourceCurie", "targetCurie"}  # type: ignore[attr-defined]
        assert fields <= RESERVED_PROPERTIES


def test_no_type_has_an_underscore_as_those_of_own_kinds_have() -> None:
    assert [name for name in TYPES if "_" in name and not name.startswith("__")] == []


def test_names_become_fields_as_the_schema_makes_them() -> None:
    for kind in ONTOLOGY.edge_kinds:
        assert camel_case(kind.name) == camel(kind.name.lower())
