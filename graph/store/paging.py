"""Paging: the stretch of an ordered list that is asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from typing import Generic, TypeVar

from graph.store.query_types import Paging
from graph.store.sort_key import Key, Order, Sortable, sortable

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PageSlice(Generic[Item]):
    """A stretch of an ordered list."""

    items: Sequence[Item]
    total: int
    has_next: bool
    has_previous: bool


def slice_page(items: Iterable[tuple[Key, Item]], order: Order, paging: Paging | None) -> PageSlice[tuple[Key, Item]]:
    """Put items in order and cut out the stretch that is asked for.

    Only that stretch is put in order and kept: to sort a long list, and to give back its memory, holds up all threads.
    """
    if paging is None:
        ordered = sorted(((sortable(key, order), key, item) for key, item in items), key=_place)
        return PageSlice([(key, item) for _, key, item in ordered], len(ordered), False, False)
    window = _Window(order, paging)
    choose = nlargest if paging.from_end else nsmallest
    chosen = choose(max(paging.limit, 1), window.inside(items), key=_place)[: paging.limit]  # None would count none.
    left_out = window.total - window.before - window.behind - len(chosen)
    has_previous = window.before > 0 or (paging.from_end and left_out > 0)
    has_next = window.behind > 0 or (not paging.from_end and left_out > 0)
    cut = [(key, item) for _, key, item in (chosen[::-1] if paging.from_end else chosen)]
    return PageSlice(cut, window.total, has_next, has_previous)


class _Window:
    """What lies strictly between two places, and how much lies before, behind, and in all."""

    def __init__(self, order: Order, paging: Paging) -> None:
        self._order = order
        self._after = None if paging.after is None else sortable(paging.after, order)
        self._before = None if paging.before is None else sortable(paging.before, order)
        self.total = self.before = self.behind = 0

    def inside(self, items: Iterable[tuple[Key, Item]]) -> Iterator[tuple[Sortable, Key, Item]]:
        for key, item in items:
            self.total += 1
            place = sortable(key, self._order)
            if self._after is not None and not self._after < place:
                self.before += 1
            elif self._before is not None and not place < self._before:
                self.behind += 1
            else:
                yield place, key, item


def _place(entry: tuple[Sortable, Key, object]) -> Sortable:
    return entry[0]
