"""What `docs/frontend/typed-client.md` says one has to know is so."""

import re

from graphql import GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLOutputType, GraphQLSchema

from graph.model.limits import Limits
from schema.create_schema import create_schema
from schema.types.connection import DEFAULT_FIRST
from tests.frontend.document import DOCUMENT

TEXT = DOCUMENT.read_text(encoding="utf-8")
PROSE = " ".join(TEXT.split())


def test_numbers_are_those_of_the_service() -> None:
    assert (
        f"Without `first` and `last` there are {DEFAULT_FIRST} items, and more than {Limits.page:,} are refused"
        in PROSE
    )
    assert f"of {Limits().nodes:,} that may be" in PROSE


def objects(made: GraphQLSchema) -> list[GraphQLObjectType]:
    found = [type_ for name, type_ in made.type_map.items() if not name.startswith("__")]
    return [type_ for type_ in found if isinstance(type_, GraphQLObjectType)]


def holds_null(type_: GraphQLOutputType) -> bool:
    """Whether this is a list that can be null, or one with items that can be."""
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if not isinstance(inner, GraphQLList):
        return False
    return inner is type_ or not isinstance(inner.of_type, GraphQLNonNull)


def test_lists_and_their_items_are_never_null_below_the_root() -> None:
    made = create_schema(Limits())._schema
    below = [(type_.name, name, field.type) for type_ in objects(made) for name, field in type_.fields.items()]
    assert len(below) > 500
    assert [(type_, name) for type_, name, of in below if type_ != "Query" and holds_null(of)] == []


def test_root_fields_with_arguments_are_nullable() -> None:
    root = create_schema(Limits())._schema.query_type
    assert root is not None
    assert [name for name, field in root.fields.items() if field.args and isinstance(field.type, GraphQLNonNull)] == []


def test_ranked_lists_go_forward_only() -> None:
    (named,) = re.findall(r"Ranked lists \((.*?)\)", PROSE)
    root = create_schema(Limits())._schema.query_type
    assert root is not None
    (subgraphs,) = re.findall(r"Subgraphs \((.*?)\)", PROSE)
    forward = [name for name, field in root.fields.items() if "after" in field.args and "before" not in field.args]
    ranked, in_pages = (re.findall(r"`(\w+)`", names) for names in (named, subgraphs))
    assert sorted(ranked + in_pages) == sorted(forward)
    assert "the first three give 20 items without `first`" in PROSE
    assert [root.fields[name].args["first"].default_value for name in ranked] == [
        20,
        20,
        20,
        DEFAULT_FIRST,
        DEFAULT_FIRST,
        DEFAULT_FIRST,
    ]
