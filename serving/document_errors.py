"""What is wrong with a GraphQL document, whatever its variables are."""

from collections.abc import Sequence

from graphql import GraphQLError, GraphQLSyntaxError, parse, specified_rules
from strawberry.schema.schema import validate_document

from graph.model.limits import Limits
from schema.create_schema import Schema
from schema.documents.limit_rules import limit_error


def document_errors(schema: Schema, text: str, limits: Limits) -> Sequence[GraphQLError]:
    """The errors of a document by its syntax, the limits, or the schema: of these the first that finds any."""
    try:
        document = parse(text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        return [error]
    refused = limit_error(document, limits)
    if refused:
        return [refused]
    return validate_document(schema._schema, document, tuple(specified_rules))
