"""What one run of a compiled operation knows: the request, its variables, and the graph it reads."""

from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from graphql.execution.values import VariableValues

from graph.frozen import FrozenGraph
from graph.model import Node
from graph.store import Hop, LinkPage
from schema.context import Request, Result


class NotCompiledError(Exception):
    """This cannot run compiled; the reference executor answers it."""


@dataclass(slots=True)
class DirectRequest(Request):
    """A request that waits for nothing: the store is here, so what a level needs need not be collected first."""

    _done: dict[Hashable, Any] = field(default_factory=dict)

    async def node(self, curie: str) -> Node | None:
        self.spend(1)
        return (await self._find([curie]))[0]

    async def expand(self, curie: str, hop: Hop) -> LinkPage:
        return (await self.expand_all([curie], hop))[0]

    async def together(self, works: Iterable[Awaitable[Result]]) -> list[Result]:
        return [await work for work in works]

    async def once(self, key: Hashable, work: Callable[[], Awaitable[Any]]) -> Any:
        if key not in self._done:
            self._done[key] = await work()
        return self._done[key]


class Run:
    """One run. `info` is what resolvers look at."""

    __slots__ = ("graph", "info", "request", "variables")

    def __init__(self, request: DirectRequest, graph: FrozenGraph, variables: VariableValues) -> None:
        self.request, self.graph, self.variables = request, graph, variables
        self.info: Any = SimpleNamespace(context=request, path=None, field_name="")


def finished(work: Awaitable[Any]) -> Any:
    """The result of a coroutine that never waits.

    Raises:
        NotCompiledError: it waits.
    """
    if not isinstance(work, Coroutine):
        raise NotCompiledError
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise NotCompiledError
