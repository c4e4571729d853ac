"""What one run of a compiled operation knows: the request, its variables, and the graph it reads."""

from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from graphql.execution.values import VariableValues

from graph.freeze import EDGE_KINDS
from graph.frozen import FrozenGraph
from graph.model import Node
from graph.store import Direction, Hop, LinkPage, NodePage, Scan
from graph.store.scanning import cost
from schema.compiled.fragments import Fragments
from schema.context import Request, Result


class NotCompiledError(Exception):
    """This cannot run compiled; the reference executor answers it."""


class TooMuchHereError(Exception):
    """This takes longer than the thread that answers all others may be held up."""


@dataclass(slots=True)
class DirectRequest(Request):
    """A request that waits for nothing: the store is here, so what a level needs need not be collected first.

    `patience` is how many rows may be looked at before it says that it is too much work to be done here.
    """

    patience: int | None = None
    worked: int = 0
    _done: dict[Hashable, Any] = field(default_factory=dict)

    def work(self, rows: int) -> None:
        """Count work that lies ahead.

        Raises:
            TooMuchHereError: it is more than there is patience for.
        """
        self.worked += rows
        if self.patience is not None and self.worked > self.patience:
            raise TooMuchHereError

    def meet(self) -> None:
        """Count one node that was looked up."""
        self.spend(1)
        self.look_at(1)

    def refuse(self) -> None:
        """Say which limit was exceeded."""
        self.spend(0)
        self.look_at(0)

    def look_at(self, rows: int) -> None:
        self.looked_at += rows
        if self.looked_at > self.limits.rows:
            raise self._too_many_rows()
        if self.patience is not None and self.worked + self.looked_at > self.patience:
            raise TooMuchHereError

    async def scan(self, scan: Scan) -> NodePage:
        self.work(cost(self.store.topology.graph, scan))
        return await Request.scan(self, scan)

    async def expand_all(self, curies: list[str], hop: Hop) -> list[LinkPage]:
        self.work(_rows(self.store.topology.graph, curies, hop))
        return await Request.expand_all(self, curies, hop)

    async def node(self, curie: str) -> Node | None:
        self.spend(1)
        return (await self._find([curie]))[0]

    async def to_pass_on(self, curies: list[str]) -> Sequence[Any]:
        """Their numbers, which stand for nodes where compiled operations write them."""
        return [self.store.topology.graph.find(curie) for curie in curies]

    async def expand(self, curie: str, hop: Hop) -> LinkPage:
        return (await self.expand_all([curie], hop))[0]

    async def together(self, works: Iterable[Awaitable[Result]]) -> list[Result]:
        return [await work for work in works]

    async def once(self, key: Hashable, work: Callable[[], Awaitable[Any]]) -> Any:
        if key not in self._done:
            self._done[key] = await work()
        return self._done[key]


def _rows(graph: FrozenGraph, curies: Iterable[str], hop: Hop) -> int:
    """How many edges a hop has to choose from."""
    numbers = [number for number in map(graph.find, curies) if number is not None]
    sides = {Direction.OUT: (True,), Direction.IN: (False,)}.get(hop.direction, (True, False))
    kinds = map(EDGE_KINDS.index, hop.kinds or EDGE_KINDS)
    rows = (row for kind in kinds for out in sides for row in graph.stretches(numbers, kind, out=out))
    return sum(end - start for start, end in rows)


class Run:
    """One run. `info` is what resolvers look at; `fragments` is None where nothing is to be remembered."""

    __slots__ = ("fragments", "graph", "info", "request", "variables")

    def __init__(
        self, request: DirectRequest, graph: FrozenGraph, variables: VariableValues, fragments: Fragments | None = None
    ) -> None:
        self.request, self.graph, self.variables, self.fragments = request, graph, variables, fragments
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
