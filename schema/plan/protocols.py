"""What planners ask of each other, so that none imports one that imports it."""

from collections.abc import Sequence
from typing import Any, Protocol

from graphql import FieldNode, GraphQLField, GraphQLNamedType, GraphQLOutputType

from graph.storage.frozen_graph import FrozenGraph
from schema.plan.operators import Operator
from schema.plan.run_context import RunContext
from schema.plan.selection import Selections, Sets


class Writer(Protocol):
    """Writes values of one type as JSON, many at a time."""

    def write(self, values: Sequence[Any], run: RunContext) -> list[bytes]: ...


class ValuePlanner(Protocol):
    """Plans what is not read from columns."""

    @property
    def selections(self) -> Selections: ...

    @property
    def graph(self) -> FrozenGraph: ...

    def output(self, type_: GraphQLOutputType, sets: Sets) -> Writer: ...

    def resolved(self, declared: GraphQLField, nodes: Sequence[FieldNode]) -> Writer: ...


class NodePlannerProtocol(Protocol):
    """Plans what is selected of nodes; see `schema.plan.node_planner`."""

    @property
    def selections(self) -> Selections: ...

    @property
    def graph(self) -> FrozenGraph: ...

    @property
    def values(self) -> ValuePlanner: ...

    def plan(self, type_: GraphQLNamedType, sets: Sets) -> Operator: ...
