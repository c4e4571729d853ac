"""The GraphQL schema, a page for each sort of type: descriptions, fields, arguments, values, with links."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    ast_from_value,
    get_named_type,
    print_ast,
)

from docs_site.markdown import anchor, code, joined, table, text
from graph.model.limits import Limits
from schema.create_schema import create_schema

_SHARED = 5
"""An argument that so many fields have, in the same words, is described once, on the first page of the schema."""
_QUERIES, _NODES, _INTERFACES, _CONNECTIONS = "queries", "node-types", "interfaces", "connections"
_OBJECTS, _INPUTS, _ENUMS, _SCALARS = "objects", "inputs", "enums", "scalars"
PAGES = (_QUERIES, _NODES, _INTERFACES, _CONNECTIONS, _OBJECTS, _INPUTS, _ENUMS, _SCALARS)


@cache
def _schema() -> GraphQLSchema:
    return create_schema(Limits())._schema


def _objects() -> Mapping[str, GraphQLObjectType | GraphQLInterfaceType]:
    """The types that have fields with arguments, but for those of introspection."""
    known = _schema().type_map.items()
    return {
        name: made
        for name, made in known
        if isinstance(made, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__")
    }


def _types(page: str) -> list[GraphQLNamedType]:
    """The types of a page, by name."""
    known = (made for name, made in sorted(_schema().type_map.items()) if not name.startswith("__"))
    return [made for made in known if _page_of(made) == page]


def _page_of(made: GraphQLNamedType) -> str:
    match made:
        case GraphQLInterfaceType():
            return _INTERFACES
        case GraphQLInputObjectType():
            return _INPUTS
        case GraphQLEnumType():
            return _ENUMS
        case GraphQLObjectType():
            return _page_of_object(made)
    return _SCALARS


def _page_of_object(made: GraphQLObjectType) -> str:
    if made is _schema().query_type:
        return _QUERIES
    if any(interface.name == "Node" for interface in made.interfaces):
        return _NODES
    return _CONNECTIONS if made.name.endswith(("Connection", "Edge")) or made.name == "PageInfo" else _OBJECTS


def schema_page(page: str) -> str:
    """All types of a page; of the queries, each field."""
    if page == _QUERIES:
        fields = _objects()["Query"].fields
        return joined(*(f"## {name}\n\n{_root_field(field)}" for name, field in sorted(fields.items())))
    return joined(*(f"## {made.name}\n\n{_type(made)}" for made in _types(page)))


def shared_arguments() -> str:
    """The arguments that many fields have."""
    rows = sorted(
        (code(name), text(description), str(count))
        for (name, description), count in _arguments().items()
        if count >= _SHARED
    )
    return table(("argument", "meaning", "fields that have it"), rows)


@cache
def _arguments() -> Mapping[tuple[str, str], int]:
    """How often arguments of a name occur with one description."""
    fields = (field for made in _objects().values() for field in made.fields.values())
    return Counter((name, argument.description or "") for field in fields for name, argument in field.args.items())


def _link(made: object) -> str:
    """A type, as it is written, with a link to its named type."""
    named = get_named_type(made)  # type: ignore[call-overload]
    before, after = str(made).split(named.name, 1)
    return f"{text(before)}[{named.name}]({_page_of(named)}.md#{anchor(named.name)}){text(after)}"


def _type(made: GraphQLNamedType) -> str:
    match made:
        case GraphQLEnumType():
            rows = ((code(name), text(value.description or "")) for name, value in made.values.items())
            facts = table(("value", "meaning"), rows)
        case GraphQLInputObjectType():
            facts = _input_fields(made)
        case GraphQLObjectType() | GraphQLInterfaceType():
            facts = joined(_interfaces(made), _fields(made.fields))
        case _:
            url = getattr(made, "specified_by_url", None)
            facts = f"Specified by <{url}>." if url else ""
    described = made.description or ""  # Of scalars that GraphQL has itself it is Markdown with links.
    return joined(described if _page_of(made) == _SCALARS else text(described), facts)


def _interfaces(made: GraphQLObjectType | GraphQLInterfaceType) -> str:
    links = [_link(interface) for interface in made.interfaces]
    if isinstance(made, GraphQLInterfaceType):
        links = [_link(one) for one in _schema().get_possible_types(made)]
        return f"Types that have it: {', '.join(links)}."
    return f"Interfaces: {', '.join(links)}." if links else ""


def _fields(fields: Mapping[str, GraphQLField]) -> str:
    rows = ((code(name), _link(field.type), _with_arguments(field)) for name, field in fields.items())
    return table(("field", "type", "meaning"), rows)


def _with_arguments(field: GraphQLField) -> str:
    described = text(field.description or "")
    if field.deprecation_reason:
        described += f" Deprecated: {text(field.deprecation_reason)}"
    if not field.args:
        return described
    arguments = "; ".join(_argument(name, argument) for name, argument in field.args.items())
    return f"{described} Arguments: {arguments}."


def _argument(name: str, argument: GraphQLArgument) -> str:
    """An argument with its type, and what it means where few fields have it."""
    described = argument.description or ""
    meaning = f": {text(described.rstrip('.'))}" if _arguments()[name, described] < _SHARED else ""
    return f"{code(name)} {_link(argument.type)}{_default(argument)}{meaning}"


def _default(declared: GraphQLArgument | GraphQLInputField) -> str:
    if declared.default_value is Undefined:
        return ""
    written = ast_from_value(declared.default_value, declared.type)
    return f" = {code(print_ast(written))}" if written else ""


def _root_field(field: GraphQLField) -> str:
    rows = (
        (code(name), _link(argument.type) + _default(argument), text(argument.description or ""))
        for name, argument in field.args.items()
    )
    arguments = table(("argument", "type", "meaning"), rows) if field.args else ""
    return joined(text(field.description or ""), f"Gives {_link(field.type)}.", arguments)


def _input_fields(made: GraphQLInputObjectType) -> str:
    rows = (
        (code(name), _link(field.type) + _default(field), text(field.description or _described(made.name, name)))
        for name, field in made.fields.items()
    )
    return table(("field", "type", "meaning"), rows)


def _described(filter_name: str, field: str) -> str:
    """What a field of a filter is about: the description of the field of the same name of what is filtered."""
    subject = filter_name.removesuffix("Where")
    for name, made in _objects().items():
        is_subject = name == subject or name.endswith(f"{subject}Edge")
        if is_subject and field in made.fields:
            return made.fields[field].description or ""
    return ""
