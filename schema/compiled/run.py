"""What one run of a compiled operation knows: the request, its variables, and the graph it reads."""

from types import SimpleNamespace
from typing import Any

from graphql.execution.values import VariableValues

from graph.frozen import FrozenGraph
from schema.context import Request


class NotCompiledError(Exception):
    """This cannot run compiled; the reference executor answers it."""


class Run:
    """One run of an operation; `info` is what resolvers look at."""

    __slots__ = ("graph", "info", "request", "variables")

    def __init__(self, request: Request, graph: FrozenGraph, variables: VariableValues) -> None:
        self.request, self.graph, self.variables = request, graph, variables
        self.info: Any = SimpleNamespace(context=request, path=None, field_name="")
