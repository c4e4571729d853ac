"""Properties as columns: all values of one property of a kind of nodes, for conditions and orders over many nodes.

A column is read from the records when it is first asked for, in a tenth of the time in which the nodes are decoded,
and those used last are kept, within a bound on their memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import chain
from sys import getsizeof
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.model.deadline import until_deadline
from graph.model.limits import Limits
from graph.storage.lru_cache import BoundedCache
from graph.storage.property_scan import NodeColumns, iter_property_values

Ints = npt.NDArray[np.int32]
MISSING = np.iinfo(np.int32).max
_AT_ONCE = 4096
"""Values that are put in order at a time, so that other threads are not held up."""


@dataclass(frozen=True, slots=True)
class PropertyColumn:
    """The values of a property without case, and for each node of the graph the place of its value, or -1.

    A value that many nodes have is there once, but for lists.
    """

    values: list[Any]
    places: Ints

    def bytes(self) -> int:
        """The memory that it takes."""
        items = chain.from_iterable(value for value in self.values if isinstance(value, list))
        values = sum(map(getsizeof, self.values)) + sum(map(getsizeof, items))
        return self.places.nbytes + getsizeof(self.values) + values


class PropertyColumns:
    """The columns of a graph, by kind of node and property."""

    def __init__(self, graph: NodeColumns) -> None:
        self._graph = graph
        self._columns = BoundedCache[tuple[str, str], PropertyColumn](Limits.column_cache, PropertyColumn.bytes)
        self._ranks = BoundedCache[tuple[str, str], Ints](Limits.rank_cache, _array_bytes)

    def column(self, kind: str, name: str) -> PropertyColumn:
        """The values of a property of a kind."""
        found = self._columns.get((kind, name))
        if found is None:
            found = self._read(kind, name)
            self._columns.keep((kind, name), found)
        return found

    def ranks(self, kind: str, name: str, key: Callable[[Any], Any]) -> Ints:
        """For each node where its value stands among those of a property by their `key`; `MISSING` where it has none.

        All that ask for a property must give the same key.
        """
        found = self._ranks.get((kind, name))
        if found is None:
            found = self._rank(kind, name, key)
            self._ranks.keep((kind, name), found)
        return found

    def _read(self, kind: str, name: str) -> PropertyColumn:
        numbers, values = _joined(iter_property_values(self._graph, kind, name, folded=True))
        places = np.full(len(self._graph), -1, dtype=np.int32)
        distinct = dict.fromkeys(values) if values and not isinstance(values[0], list) else {}
        if 2 * len(distinct) < len(values) and distinct:
            number = {value: place for place, value in enumerate(distinct)}
            places[numbers] = [number[value] for value in values]
            return PropertyColumn(list(distinct), places)
        places[numbers] = np.arange(len(values))
        return PropertyColumn(values, places)

    def _rank(self, kind: str, name: str, key: Callable[[Any], Any]) -> Ints:
        numbers, values = _joined(iter_property_values(self._graph, kind, name, folded=False))
        keys = [key(tuple(value) if isinstance(value, list) else value) for value in until_deadline(values)]
        number = {found: rank for rank, found in enumerate(_in_order(dict.fromkeys(keys)))}
        ranks = np.full(len(self._graph), MISSING, dtype=np.int32)
        ranks[numbers] = [number[found] for found in keys]
        return ranks


def _joined(read: Iterator[tuple[npt.NDArray[np.int64], list[Any]]]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    numbers, values = [np.empty(0, dtype=np.int64)], list[list[Any]]()
    for some, theirs in read:
        numbers.append(some)
        values.append(theirs)
    return np.concatenate(numbers), list(chain.from_iterable(values))


def _in_order(keys: dict[Any, None]) -> Iterator[Any]:
    given = list(keys)
    return merge(*(sorted(given[at : at + _AT_ONCE]) for at in range(0, len(given), _AT_ONCE)))


def _array_bytes(array: Ints) -> int:
    return array.nbytes
