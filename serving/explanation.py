"""The plan that a server has for a query, or why it has none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    Executor,
    FieldNode,
    GraphQLError,
    GraphQLSyntaxError,
    Visitor,
    parse,
    specified_rules,
    visit,
)
from strawberry.schema.schema import validate_document

from graph.machine.availability import is_wanted
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.storage.frozen_graph import FrozenGraph
from schema.documents.limit_rules import refusal
from schema.execution.explain import explained
from schema.execution.operation import Operations
from schema.plan.run import NotCompiledError
from schema.service import Schema, create_schema
from serving.settings import Settings

_REFERENCE = "the reference executor answers it, by its resolvers"
_NO_NUMBA = f"Nothing runs compiled, since Numba is not installed or MEDCODE_NATIVE is false: {_REFERENCE}."
_INTROSPECTION = f"Introspection does not run compiled: {_REFERENCE}."
_TOO_LONG = f"A document as long as this does not run compiled: {_REFERENCE}."


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the variables and the name of the operation that are sent with it, and where it was read from."""

    text: str
    variables: Mapping[str, Any]
    operation: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The lines of a plan, or of what is said where there is none."""

    lines: Sequence[str]
    is_plan: bool


def explanation(graph: FrozenGraph, asked: Asked) -> Explanation:
    """How a server with the settings of the environment answers a query over a graph.

    Raises:
        InvalidArgument: a setting has a value that it may not have.
    """
    limits = _limits()
    schema = create_schema(limits)
    errors = _errors(schema, asked, limits)
    if errors:
        return Explanation([line for error in errors for line in _said(error, asked.source)], is_plan=False)
    if not is_wanted():
        return Explanation([f"{asked.source}: {_NO_NUMBA}"], is_plan=False)
    operations = Operations(schema._schema, schema.documents)
    try:
        plan, _ = operations.plan(graph, limits, asked.text, asked.variables, asked.operation)
    except NotCompiledError:
        reason = _INTROSPECTION if _introspects(parse(asked.text)) else _TOO_LONG
        return Explanation([f"{asked.source}: {reason}"], is_plan=False)
    return Explanation(explained(plan.fields).splitlines(), is_plan=True)


def _limits() -> Limits:
    try:
        return Settings.from_environment().limits
    except ValueError as error:
        raise InvalidArgument(problem=str(error)) from error


def _errors(schema: Schema, asked: Asked, limits: Limits) -> Sequence[GraphQLError]:
    """What is wrong with a document, with the name of its operation or with its variables, in GraphQL's words."""
    try:
        document = parse(asked.text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        return [error]
    refused = refusal(document, limits)
    if refused:
        return [refused]
    invalid = validate_document(schema._schema, document, tuple(specified_rules))
    if invalid:
        return invalid
    built = Executor.build(
        schema._schema, document, raw_variable_values=dict(asked.variables), operation_name=asked.operation
    )
    return built if isinstance(built, list) else ()


def _said(error: GraphQLError, source: str) -> Iterable[str]:
    """An error with each of its places, as compilers write them."""
    hint = (error.extensions or {}).get("hint")
    message = f"{error.message} {hint}" if hint else error.message
    places = [f"{source}:{place.line}:{place.column}" for place in error.locations or ()] or [source]
    return [f"{place}: {message}" for place in places]


def _introspects(document: DocumentNode) -> bool:
    names: set[str] = set()

    class Look(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            names.add(node.name.value)

    visit(document, Look())
    return not names.isdisjoint(("__schema", "__type"))
