"""Memory of encoded fragments: the JSON of nodes with their relations, kept for when it is asked for again.

A fragment is of one place of one compiled operation and of one node, so that it never has to be looked into. It counts
against the budget of a request as if it had been read.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from schema.compiled.nodes import Write
    from schema.compiled.run import Run

_OVERHEAD = 250
"""Bytes that a fragment takes beside its text."""
_BITS = 32
_places = count()


class Fragment(NamedTuple):
    """The JSON of a node, how many items are in it, and at how many rows was looked for it."""

    text: str
    items: int
    rows: int


class Fragments:
    """At most so many bytes of fragments of one graph; those asked for longest ago go first."""

    def __init__(self, limit: int) -> None:
        self._limit, self.size = limit, 0
        self._kept: OrderedDict[int, Fragment] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: int) -> Fragment | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: int, fragment: Fragment) -> None:
        size = len(fragment.text) + _OVERHEAD
        if key in self._kept or size > self._limit:
            return
        self._kept[key] = fragment
        self.size += size
        while self.size > self._limit:
            _, old = self._kept.popitem(last=False)
            self.size -= len(old.text) + _OVERHEAD


def remembered(write: Write) -> Write:
    """The same, but each node is written once, as long as the memory lasts."""
    place = next(_places) << _BITS

    def recall(number: int, run: Run) -> str:
        kept, request = run.fragments, run.request
        if kept is None:
            return write(number, run)
        found = kept.get(place | number)
        if found is not None:
            request.look_at(found.rows)
            request.spend(found.items)
            return found.text
        items, rows = request.spent, request.looked_at
        text = write(number, run)
        kept.keep(place | number, Fragment(text, request.spent - items, request.looked_at - rows))
        return text

    return recall
