"""Refuses what would cost too much before the reference executor runs it; tells what was expected and what it cost."""

from collections.abc import Iterator
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode
from graphql.execution.values import VariableValues, get_variable_values
from graphql.utilities import get_operation_ast
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import _run_validation

from schema.context import Request
from schema.plan.arguments import switches_of
from schema.plan.cost import Estimation
from schema.plan.cost_planner import CostPlanner
from schema.plan.cost_refusal import requested_cost
from schema.plan.selection import Selections


class CostLimit(SchemaExtension):
    """Estimates a valid operation, and puts `cost` into the extensions of its answer.

    It must be the last extension that looks at validation: it validates what is not refused yet, since Strawberry does
    not look at errors that are found after its own validation.
    """

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        if context.graphql_document is not None:
            _run_validation(context)
            refusal = None if context.pre_execution_errors else self._refusal(context.graphql_document)
            if refusal is not None:
                context.pre_execution_errors = [refusal]
        yield

    def get_results(self) -> dict[str, Any]:
        request: Request = self.execution_context.context
        return {"cost": request.cost_report()}

    def _refusal(self, document: DocumentNode) -> GraphQLError | None:
        context = self.execution_context
        request: Request = context.context
        operation = get_operation_ast(document, context._provided_operation_name)
        if operation is None:
            return None  # graphql-core says so.
        schema: GraphQLSchema = context.schema._schema
        requested = estimate(schema, document, operation, context.variables or {}, request)
        if isinstance(requested, GraphQLError):
            request.requested = int(requested.original_error.details["requested"])  # type: ignore[union-attr]
            return requested
        request.requested = requested
        return None


def estimate(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    given: dict[str, Any],
    request: Request,
) -> int | GraphQLError:
    """What an operation is expected to cost, or why it is refused; 0 where its variables do not fit."""
    definitions = operation.variable_definitions or ()
    variables = get_variable_values(schema, definitions, given, max_errors=1, hide_suggestions=True)
    if not isinstance(variables, VariableValues):
        return 0  # graphql-core says what is wrong with them.
    chosen = {name: bool(variables.coerced.get(name)) for name in switches_of(document)}
    try:
        cost = CostPlanner(Selections.of_document(schema, document, chosen)).plan(operation)
        return requested_cost(cost, Estimation(request.store, variables), request.limits)
    except GraphQLError:  # An argument is null where it must not be, which the field says when it is met.
        return 0
