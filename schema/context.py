"""What one request shares: the store, its loaders and what it may still read."""

from asyncio import Future, ensure_future, gather
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import strawberry
from strawberry.dataloader import DataLoader

from graph.errors import QueryTooCostly
from graph.model import Node, SourceDocument
from graph.store import Filter, GraphStore, Hop, LinkPage, NodePage, Scan, Summary

Result = TypeVar("Result")


class Limits(Protocol):
    """What a request may cost; see `schema.limits`."""

    @property
    def nodes(self) -> int: ...

    @property
    def rows(self) -> int: ...


@dataclass(slots=True)
class Request:
    """One request. All access to the graph goes through here: one store call per level, and a budget for them all.

    `spent` counts the items that go into the answer, each time they go into it; `looked_at` the rows that the store
    looked at to find them. `headers` are sent with the answer.
    """

    store: GraphStore
    limits: Limits
    headers: dict[str, str] = field(default_factory=dict)
    spent: int = 0
    looked_at: int = 0
    _expanders: dict[Hop, DataLoader[str, LinkPage]] = field(default_factory=dict)
    _finder: DataLoader[str, Node | None] | None = None
    _once: dict[Hashable, "Future[Any]"] = field(default_factory=dict)

    def spend(self, items: int) -> None:
        """Count items that go into the answer.

        Raises:
            QueryTooCostly: the answer holds more than it may.
        """
        self.spent += items
        if self.spent > self.limits.nodes:
            raise self._too_many_items()

    def look_at(self, rows: int) -> None:
        """Count rows that the store looked at.

        Raises:
            QueryTooCostly: the request has looked at more than it may.
        """
        self.looked_at += rows
        if self.looked_at > self.limits.rows:
            raise self._too_many_rows()

    def work(self, rows: int) -> None:
        """Say that about so many rows will be looked at, which no limit counts; what minds is `DirectRequest`."""

    def _too_many_items(self) -> QueryTooCostly:
        return QueryTooCostly(of="items", limit=self.limits.nodes)

    def _too_many_rows(self) -> QueryTooCostly:
        return QueryTooCostly(of="rows", limit=self.limits.rows)

    async def node(self, curie: str) -> Node | None:
        """The node of a CURIE; all that a level asks for are fetched together."""
        self.spend(1)
        if self._finder is None:
            self._finder = DataLoader(load_fn=self._find)
        return await self._finder.load(curie)

    async def expand(self, curie: str, hop: Hop) -> LinkPage:
        """One hop from a node; the same hop from all nodes of a level is one call."""
        loader = self._expanders.get(hop)
        if loader is None:
            loader = self._expanders[hop] = DataLoader(load_fn=lambda curies: self.expand_all(curies, hop))
        return await loader.load(curie)

    async def together(self, works: Iterable[Awaitable[Result]]) -> list[Result]:
        """The results of several works that may wait for the same level."""
        return list(await gather(*works))

    async def scan(self, scan: Scan) -> NodePage:
        """The nodes of a kind."""
        page = await self.store.scan(scan)
        self.look_at(page.looked_at)
        return page

    async def expand_all(self, curies: list[str], hop: Hop) -> list[LinkPage]:
        """One hop from a whole frontier."""
        rows, items = self.limits.rows - self.looked_at, 2 * self.limits.nodes - self.spent
        # Without a filter nearly each row that is looked at goes into the answer: stop before, not after.
        by_items = hop.filter == Filter() and items < rows
        try:
            pages = await self.store.expand(curies, hop, items if by_items else rows)
        except QueryTooCostly as error:
            raise (self._too_many_items() if by_items else self._too_many_rows()) from error
        self.look_at(sum(page.looked_at for page in pages))
        return pages

    async def summary(self) -> Summary:
        """What the graph is, asked once a request."""
        return await self.once("summary", self.store.summary)  # type: ignore[no-any-return]

    async def document(self, source: str) -> SourceDocument | None:
        """A source document by its id."""
        documents: dict[str, SourceDocument] = await self.once("documents", self._documents)
        return documents.get(source)

    async def once(self, key: Hashable, work: Callable[[], Awaitable[Any]]) -> Any:
        """The result of some work that a request does once, however many fields wait for it."""
        if key not in self._once:
            self._once[key] = ensure_future(work())
        return await self._once[key]

    async def _documents(self) -> dict[str, SourceDocument]:
        return {document.id: document for document in (await self.summary()).documents}

    async def to_pass_on(self, curies: list[str]) -> Sequence[Node | None]:
        """The nodes of some CURIEs, for those who do not look at them."""
        return await self.store.nodes(curies)

    async def _find(self, curies: list[str]) -> list[Node | None]:
        self.look_at(len(curies))
        return await self.store.nodes(curies)


Info = strawberry.Info[Request, None]
