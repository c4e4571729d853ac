"""Variables of a query as an address gives them: texts, each read by the type that the query declares."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    GraphQLEnumType,
    GraphQLSchema,
    ListTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    TypeNode,
    print_ast,
)

from graph.model.errors import InvalidArgument

_TEXTS = ("String", "ID")


def declared_variables(document: DocumentNode) -> dict[str, TypeNode]:
    """The variables of a document's operations, and their types."""
    return {
        variable.variable.name.value: variable.type
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
        for variable in node.variable_definitions or ()
    }


def variables_from_texts(
    schema: GraphQLSchema, document: DocumentNode, given: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The values of variables from the texts given for each; whether they are of their types is for GraphQL to say.

    A text, an id and the name of an enum's value are taken as they are, so that codes keep their zeros; anything else
    is JSON. A list is given by its items one by one, or as JSON.

    Raises:
        InvalidArgument: the document has no such variable, or it is given several times and is no list.
    """
    types, values = declared_variables(document), {}
    for name, texts in given.items():
        if name not in types:
            raise InvalidArgument(argument=name[:40], problem="the query has no such variable", allowed=list(types))
        values[name] = _read(schema, types[name], name, texts)
    return values


def _read(schema: GraphQLSchema, asked: TypeNode, name: str, texts: Sequence[str]) -> Any:
    if isinstance(asked, NonNullTypeNode):
        return _read(schema, asked.type, name, texts)
    if isinstance(asked, ListTypeNode):
        if len(texts) == 1 and texts[0].lstrip().startswith("["):
            return _json(texts[0])
        return [_read(schema, asked.type, name, [text]) for text in texts]
    if len(texts) > 1:
        raise InvalidArgument(argument=name, problem="it is given several times and is no list", type=print_ast(asked))
    kind = print_ast(asked)
    plain = kind in _TEXTS or isinstance(schema.get_type(kind), GraphQLEnumType)
    return texts[0] if plain else _json(texts[0])


def _json(text: str) -> Any:
    """What a text says as JSON; itself where it is none, for GraphQL to refuse."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
