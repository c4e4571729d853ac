"""The plan that the service has for a query, as text, or why it has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    Executor,
    FieldNode,
    GraphQLError,
    Visitor,
    parse,
    visit,
)

from graph.machine.accelerators import numba_enabled
from graph.model.limits import Limits
from graph.storage.frozen_graph import FrozenGraph
from schema.create_schema import Schema, create_schema
from schema.execution.explain import format_plan
from schema.execution.operations import Operations
from schema.plan.run_context import NotCompiledError
from serving.document_errors import document_errors
from serving.error_lines import error_lines
from serving.named_query import NamedQuery
from serving.settings import limits_of_environment

_REFERENCE = "the reference executor answers it, by its resolvers"
_NO_NUMBA = f"Nothing runs compiled, since Numba is not installed or MEDCODE_NATIVE is false: {_REFERENCE}."
_INTROSPECTION = f"Introspection does not run compiled: {_REFERENCE}."
_TOO_LONG = f"A document as long as this does not run compiled: {_REFERENCE}."


@dataclass(frozen=True, slots=True)
class Explanation:
    """The lines of a plan, or of the errors or the reason where there is no plan."""

    lines: Sequence[str]
    is_plan: bool


def explain_request(graph: FrozenGraph, request: NamedQuery) -> Explanation:
    """The plan of a query over a graph, within the limits that the environment sets.

    Raises:
        InvalidArgument: a setting has a value outside its domain.
    """
    limits = limits_of_environment()
    schema = create_schema(limits)
    errors = _validate(schema, request, limits)
    if errors:
        lines = [f"{place}: {what}" for error in errors for place, what in error_lines(error.formatted, request.source)]
        return Explanation(lines, is_plan=False)
    if not numba_enabled():
        return Explanation([f"{request.source}: {_NO_NUMBA}"], is_plan=False)
    operations = Operations(schema._schema, schema.documents)
    try:
        plan, _ = operations.plan(graph, limits, request.text, request.variables, request.operation)
    except NotCompiledError:
        reason = _INTROSPECTION if _introspects(parse(request.text)) else _TOO_LONG
        return Explanation([f"{request.source}: {reason}"], is_plan=False)
    return Explanation(format_plan(plan.fields).splitlines(), is_plan=True)


def _validate(schema: Schema, request: NamedQuery, limits: Limits) -> Sequence[GraphQLError]:
    """The errors of GraphQL in a document, in the name of its operation or in its variables."""
    invalid = document_errors(schema, request.text, limits)
    if invalid:
        return invalid
    built = Executor.build(
        schema._schema,
        parse(request.text),
        raw_variable_values=dict(request.variables),
        operation_name=request.operation,
    )
    return built if isinstance(built, list) else ()


def _introspects(document: DocumentNode) -> bool:
    names: set[str] = set()

    class CollectNames(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            names.add(node.name.value)

    visit(document, CollectNames())
    return not names.isdisjoint(("__schema", "__type"))
