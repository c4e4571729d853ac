"""What one run of a compiled operation knows: the request, its variables, and the graph it reads."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from graphql.execution.values import VariableValues

from graph.storage.frozen_graph import FrozenGraph
from schema.context import Request

if TYPE_CHECKING:
    from graph.machine.program_runner import Machine


class NotCompiledError(Exception):
    """This cannot run compiled; the reference executor answers it."""


class RunContext:
    """One run of an operation, by a machine that no other thread uses."""

    __slots__ = ("_info", "graph", "machine", "request", "variables")

    def __init__(self, request: Request, graph: FrozenGraph, variables: VariableValues, machine: "Machine") -> None:
        self.request, self.graph, self.variables, self.machine = request, graph, variables, machine
        self._info: Any = None

    @property
    def info(self) -> Any:
        """What a resolver is told of where it is called."""
        if self._info is None:
            self._info = SimpleNamespace(context=self.request, path=None, field_name="")
        return self._info
