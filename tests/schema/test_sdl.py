"""The schema as a whole: committed, described, and a bijection with the ontology."""

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    get_named_type,
    validate_schema,
)

from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import ROOT
from schema.__main__ import generated_files
from schema.create_schema import create_schema
from schema.fields.beside import BOOK_KINDS
from schema.fields.code_validity import DATED_KINDS
from schema.fields.nearest import NEAR_KINDS
from schema.types.declare import camel, screaming
from schema.types.edge_fields import directed_edge_kinds

SDL = create_schema(Limits()).as_str() + "\n"
SCHEMA: GraphQLSchema = build_schema(SDL)


def object_type(name: str) -> GraphQLObjectType:
    found = SCHEMA.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def enum_values(name: str) -> set[str]:
    found = SCHEMA.type_map[name]
    assert isinstance(found, GraphQLEnumType)
    return set(found.values)


def test_the_committed_schema_is_the_schema() -> None:
    """After a change, write it with `make schema`."""
    committed = (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")
    assert find_breaking_changes(build_schema(committed), SCHEMA) == []
    assert committed == SDL


def test_what_is_made_from_the_code_is_committed() -> None:
    for path, text in generated_files().items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path}: run `make schema`"


def test_the_explorer_has_every_shape() -> None:
    shapes = (ROOT / "web" / "src" / "graph" / "shapes.ts").read_text(encoding="utf-8")
    missing = [name for kind in ONTOLOGY.node_kinds if f"{(name := kind.style.shape)}:" not in shapes.replace('"', "")]
    assert missing == []


def test_it_is_valid() -> None:
    assert validate_schema(SCHEMA) == []


def test_everything_is_described() -> None:
    """Fields of `…Where` are those of the type that they filter, and described there."""
    bare = []
    for name, kind in SCHEMA.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID", "JSON"):
            continue
        bare += [name] * (not kind.description)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field, declared in kind.fields.items() if not name.endswith("Where") else ():
                bare += [f"{name}.{field}"] * (not declared.description)
                for argument, given in getattr(declared, "args", {}).items():
                    bare += [f"{name}.{field}({argument})"] * (not given.description)
        if isinstance(kind, GraphQLEnumType):
            bare += [f"{name}.{value}" for value, declared in kind.values.items() if not declared.description]
    assert bare == []


def test_types_and_fields_are_the_ontology() -> None:
    node = SCHEMA.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    behind = {found.name for found in SCHEMA.get_implementations(node).objects}
    assert behind == set(ONTOLOGY.nodes)
    for kind in ONTOLOGY.node_kinds:
        properties = {camel(declared.name) for declared in kind.properties if not declared.is_note}
        connections = {relation.field for relation in directed_edge_kinds(kind.name)}
        computed = {"nearest"} if kind.name in NEAR_KINDS else set()
        computed |= {"previous", "next"} if kind.name in BOOK_KINDS else set()
        computed |= {"validity"} if kind.name in DATED_KINDS else set()
        computed |= {"notes", "procedures"} if kind.name == "Diagnosis" else set()
        assert set(object_type(kind.name).fields) == set(node.fields) | properties | connections | computed
        assert ({kind.singular, kind.plural} <= set(object_type("Query").fields)) is not kind.is_part


def test_enums_are_the_ontology() -> None:
    assert enum_values("NodeKind") == {screaming(name) for name in ONTOLOGY.nodes}
    assert enum_values("EdgeKind") == set(ONTOLOGY.edges)


def test_no_kind_gives_one_name_to_two_relations() -> None:
    for kind in ONTOLOGY.node_kinds:
        names = [relation.field for relation in directed_edge_kinds(kind.name)]
        names += [camel(declared.name) for declared in kind.properties]
        assert len(names) == len(set(names)), kind.name


def test_every_connection_is_one_as_relay_means_it() -> None:
    found = [name for name in SCHEMA.type_map if name.endswith("Connection")]
    assert len(found) > len(ONTOLOGY.node_kinds)
    for name in found:
        fields = object_type(name).fields
        assert {"edges", "pageInfo", "nodes", "totalCount", "countBy"} == set(fields)
        assert {"node", "cursor", "evidence"} <= set(get_named_type(fields["edges"].type).fields)
