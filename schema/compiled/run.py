"""What one run of a compiled operation knows: the request, its variables, and the graph it reads."""

from types import SimpleNamespace
from typing import Any

from graphql.execution.values import VariableValues

from graph.frozen import FrozenGraph
from schema.compiled.fragments import Fragments
from schema.context import Request


class NotCompiledError(Exception):
    """This cannot run compiled; the reference executor answers it."""


class Run:
    """One run. `info` is what resolvers look at; `fragments` is None where nothing is to be remembered."""

    __slots__ = ("fragments", "graph", "info", "request", "variables")

    def __init__(
        self, request: Request, graph: FrozenGraph, variables: VariableValues, fragments: Fragments | None = None
    ) -> None:
        self.request, self.graph, self.variables, self.fragments = request, graph, variables, fragments
        self.info: Any = SimpleNamespace(context=request, path=None, field_name="")
