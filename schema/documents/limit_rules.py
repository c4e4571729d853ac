"""Holds documents to their limits, before validation walks them, which takes some of them too long."""

from collections.abc import Callable, Iterator
from graphlib import CycleError

from graphql import DocumentNode, FragmentDefinitionNode, GraphQLError, OperationDefinitionNode
from strawberry.extensions import MaxTokensLimiter, SchemaExtension

from graph.model.limits import Limits
from schema.documents.complexity import Definitions
from schema.documents.cost_limit import CostLimit
from schema.documents.value_limits import document_value_error, variable_error

_HINT = "Ask for less, or in several requests."


def limit_error(document: DocumentNode, limits: Limits) -> GraphQLError | None:
    """Why a document is refused, whatever the schema says of it; None where it is within its limits."""
    refused = _structure_error(Definitions(document), limits) or document_value_error(document, limits)
    fragments = sum(isinstance(node, FragmentDefinitionNode) for node in document.definitions)
    if refused is None and fragments > limits.fragments:
        return _exceeded("fragments", limits.fragments, f"The document has more than {limits.fragments} fragments.")
    return refused


def _structure_error(definitions: Definitions, limits: Limits) -> GraphQLError | None:
    """Why a document is refused for how it nests and what it repeats."""
    try:
        found = definitions.complexity()
    except CycleError as error:  # As GraphQL says it.
        return GraphQLError(f"Cannot spread fragment '{error.args[1][0]}' within itself.")
    if found.depth > limits.depth:
        return _exceeded("depth", limits.depth, f"The document nests deeper than {limits.depth} fields.")
    if found.aliases > limits.aliases:
        return _exceeded("aliases", limits.aliases, f"The document has more than {limits.aliases} aliases.")
    if found.fields > limits.fields:
        message = f"The document selects more than {limits.fields} fields and fragments, with all fragments expanded."
        return _exceeded("fields", limits.fields, message)
    if definitions.overlaps(limits.overlaps) > limits.overlaps:
        message = f"The document has more than {limits.overlaps} pairs of fields or fragments that overlap."
        return _exceeded("overlaps", limits.overlaps, message)
    return None


def _exceeded(of: str, limit: int, message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"of": of, "limit": limit, "hint": _HINT})


def limit_extensions(limits: Limits) -> list[type[SchemaExtension] | Callable[[], SchemaExtension]]:
    """Strawberry extensions that hold a document to its limits before it is validated."""
    return [lambda: MaxTokensLimiter(max_token_count=limits.tokens), lambda: DocumentLimits(limits), CostLimit]


class DocumentLimits(SchemaExtension):
    """Refuses a document that exceeds its limits, or that leaves open which of its operations is meant."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        if context.graphql_document is not None and not context.pre_execution_errors:
            is_known = context.pre_execution_errors is not None  # See `CacheDocuments`: its variables are not known.
            refused = None if is_known else self._refusal(context.graphql_document)
            refused = refused or variable_error(context.variables or {}, self._limits)
            if refused is not None:
                context.pre_execution_errors = [refused]
        yield

    def _refusal(self, document: DocumentNode) -> GraphQLError | None:
        operations = sum(isinstance(node, OperationDefinitionNode) for node in document.definitions)
        if operations > 1 and not self.execution_context._provided_operation_name:
            return GraphQLError("The document has several operations: say which one with `operationName`.")
        return limit_error(document, self._limits)
