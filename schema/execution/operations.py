"""Valid operations, compiled, and remembered for when they are asked again."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Lock, local
from typing import TYPE_CHECKING, Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
)
from graphql.execution.values import VariableValues
from strawberry.schema.schema import validate_document

from graph.machine.accelerators import machine_for
from graph.model.deadline import RequestCancelled, WouldWait
from graph.model.errors import MedcodeError, StoreError
from graph.model.limits import Limits
from graph.storage.frozen_graph import FrozenGraph
from graph.store import GraphStore
from schema.budget import InlineBudgetExceeded
from schema.context import Request
from schema.documents.cache import DocumentCache
from schema.documents.limit_rules import limit_error
from schema.documents.privacy import loggable, states_a_case
from schema.documents.value_limits import variable_error
from schema.execution.plan import Answer, OperationPlan
from schema.execution.root_fields import Planner
from schema.plan.arguments import Variables, switches_of
from schema.plan.cost import Estimation
from schema.plan.cost_planner import CostPlanner
from schema.plan.cost_refusal import requested_cost
from schema.plan.run_context import NotCompiledError, RunContext
from schema.plan.selection import Selections

if TYPE_CHECKING:
    from graph.machine.program_runner import Machine

log = logging.getLogger("medcode.schema")
_SHOWN = 500
_REMEMBERED = 512
"""Operations remembered at a time."""
_SETTINGS = 16
"""Plans remembered of one operation: one for each setting of the variables that `@skip` and `@include` look at."""


@dataclass(slots=True)
class Operation:
    """An operation of a valid document, the variables that decide what is skipped, and its plans by their values."""

    document: DocumentNode
    node: OperationDefinitionNode
    variables: Variables
    switches: tuple[str, ...]
    plans: dict[tuple[bool, ...], OperationPlan] = field(default_factory=dict)


class _Machines(local):
    """The machine of each thread, over the graph that it was made for."""

    graph: FrozenGraph | None = None
    machine: "Machine | None" = None

    def over(self, graph: FrozenGraph) -> "Machine | None":
        self.graph, self.machine = graph, machine_for(graph)
        return self.machine


class Operations:
    """Runs operations compiled, where that can be; several threads may use it."""

    def __init__(self, schema: GraphQLSchema, documents: DocumentCache) -> None:
        self._schema, self._documents = schema, documents
        self._known: dict[tuple[str, str | None], Operation] = {}
        self._graph: FrozenGraph | None = None
        self._machines, self._lock = _Machines(), Lock()

    def answer(
        self,
        store: GraphStore,
        limits: Limits,
        text: str,
        variables: Mapping[str, Any],
        name: str | None,
        inline_rows: int | None = None,
        *,
        explain: bool = False,
    ) -> Answer | None:
        """The answer; None where the reference executor must say, whatever the reason.

        With `explain`, the plan stands in `extensions.plan`, a line for each line of it.

        Raises:
            InlineBudgetExceeded: more rows would be looked at than `inline_rows`, or another machine waited for.
            RequestCancelled: nobody waits for the answer any more.
            StoreError: the database that has the edges did not answer.
        """
        requested: int | None = None
        try:
            machine = self._begin(store.topology.graph)
            plan, values = self.plan(store.topology.graph, limits, text, variables, name)
            requested = _requested(plan, store, values, limits)
            if requested is None:
                return None
            request = Request(
                store=store, limits=limits, requested=requested, inline_rows=inline_rows, accepts_numbers=True
            )
            return plan.run(RunContext(request, store.topology.graph, values, machine), explain=explain)
        except WouldWait as waits:
            raise InlineBudgetExceeded(requested or 0) from waits
        except (InlineBudgetExceeded, RequestCancelled, StoreError):
            raise
        except (NotCompiledError, MedcodeError, GraphQLError):
            return None  # The caller's mistakes, mostly.
        except Exception:
            log.exception("an operation could not run compiled: %s", loggable(text, _SHOWN))
            return None

    def expected_cost(
        self, store: GraphStore, limits: Limits, text: str, variables: Mapping[str, Any], name: str | None
    ) -> int:
        """What an operation is expected to cost, in rows; 0 where it is refused, or cannot run compiled."""
        with suppress(NotCompiledError, MedcodeError, GraphQLError):
            self._begin(store.topology.graph)
            plan, values = self.plan(store.topology.graph, limits, text, variables, name)
            return _requested(plan, store, values, limits) or 0
        return 0

    def prepare(self, graph: FrozenGraph) -> None:
        """Make the machine of this thread, if there can be one."""
        with suppress(NotCompiledError):
            self._begin(graph)

    def plan_again(self, earlier: "Operations", graph: FrozenGraph) -> None:
        """Plan over a graph what is planned over that of `earlier`, which is of the same schema."""
        self.prepare(graph)
        with earlier._lock:
            known = dict(earlier._known)
        for key, operation in known.items():
            planned = replace(operation, plans={})
            for switches in list(operation.plans):
                with suppress(NotCompiledError, MedcodeError, GraphQLError):
                    planned.plans[switches] = self._plan(graph, planned, switches)
            self._known[key] = planned

    def _begin(self, graph: FrozenGraph) -> "Machine":
        """The machine of this thread; plans are of one graph: of another one before it, none is remembered.

        Raises:
            NotCompiledError: there is no machine.
        """
        if graph is not self._graph:
            with self._lock:
                self._known.clear()
                self._graph = graph
        machines = self._machines
        machine = machines.machine if graph is machines.graph else machines.over(graph)
        if machine is None:
            raise NotCompiledError
        return machine

    def is_known(self, text: str, name: str | None) -> bool:
        """Whether an operation needs no validation."""
        return (text, name) in self._known

    def plan(
        self, graph: FrozenGraph, limits: Limits, text: str, variables: Mapping[str, Any], name: str | None
    ) -> tuple[OperationPlan, VariableValues]:
        """The plan of an operation with these variables, and their values as GraphQL reads them.

        Raises:
            NotCompiledError, GraphQLError: it cannot run compiled.
        """
        operation = self._operation(graph, text, name, limits)
        if variables and variable_error(variables, limits):
            raise NotCompiledError
        values = operation.variables.read(variables)
        switches = tuple([values.coerced[switch] for switch in operation.switches]) if operation.switches else ()
        found = operation.plans.get(switches)
        if found is None:
            if len(operation.plans) >= _SETTINGS:
                operation.plans.clear()
            found = operation.plans[switches] = self._plan(graph, operation, switches)
        return found, values

    def _operation(self, graph: FrozenGraph, text: str, name: str | None, limits: Limits) -> Operation:
        """The operation that is meant.

        Raises:
            NotCompiledError: the document is not valid, exceeds its limits, or is too long to be remembered.
        """
        key = text, name
        found = self._known.get(key)
        if found is None:
            found = self._find(self._valid(text, limits), name)
            with self._lock:
                if graph is self._graph and not states_a_case(
                    found.document
                ):  # Another thread may have gone on to another one.
                    self._known[key] = found
                if len(self._known) > _REMEMBERED:  # What was found first goes first.
                    del self._known[next(iter(self._known))]
        return found

    def _valid(self, text: str, limits: Limits) -> DocumentNode:
        if len(text) > Limits.compiled_query:
            raise NotCompiledError
        document = self._documents.get(text)
        if document is None:
            document, rules = parse(text, max_tokens=limits.tokens), self._documents.rules
            if limit_error(document, limits) or validate_document(self._schema, document, rules):
                raise NotCompiledError
            self._documents.keep(text, document)
        return document

    def _find(self, document: DocumentNode, name: str | None) -> Operation:
        operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        named = [found for found in operations if name is None or (found.name and found.name.value == name)]
        if len(named) != 1 or named[0].operation is not OperationType.QUERY:
            raise NotCompiledError
        (node,) = named
        return Operation(document, node, Variables(self._schema, node), switches_of(document))

    def _plan(self, graph: FrozenGraph, operation: Operation, switches: tuple[bool, ...]) -> OperationPlan:
        chosen, type_ = dict(zip(operation.switches, switches, strict=True)), self._schema.query_type
        if type_ is None:
            raise NotCompiledError
        selections = Selections.of_document(self._schema, operation.document, chosen)
        planner, fields = Planner(selections, graph), {}
        for key, nodes in selections.fields(type_, [operation.node.selection_set]).items():
            fields[key] = nodes[0], planner.root(type_, nodes)
        return OperationPlan(fields, CostPlanner(selections).plan(operation.node))


def _requested(plan: OperationPlan, store: GraphStore, values: VariableValues, limits: Limits) -> int | None:
    """What an operation is expected to cost, in rows; None where it is refused, which the reference executor says."""
    bound = plan.cost.bound
    if bound is not None and bound <= limits.cost:
        return bound
    asked = requested_cost(plan.cost, Estimation(store, values), limits)
    return asked if isinstance(asked, int) else None
