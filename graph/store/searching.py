"""Searching for engines that have an index of their graph at hand."""

from collections.abc import Sequence
from typing import Protocol

from graph.search.answer import Hit, Search, SearchPage
from graph.search.finder import Finder
from graph.search.ground import Grounding, ground


class _HasFinder(Protocol):
    @property
    def finder(self) -> Finder: ...


class Searching:
    """The part of `GraphStore` that searches, for a store with a `finder`."""

    async def search(self: _HasFinder, search: Search) -> SearchPage:
        return self.finder.search(search)

    async def suggest(self: _HasFinder, search: Search) -> Sequence[Hit]:
        return self.finder.suggest(search)

    async def ground(self: _HasFinder, terms: Sequence[str], kinds: tuple[str, ...]) -> Sequence[Grounding]:
        return [ground(self.finder, term, kinds) for term in terms]
