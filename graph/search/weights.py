"""What words are worth: a rare one tells more than a frequent one, and some say nothing at all.

Weights of sets are added exactly, so that their order, which is another in every process, does not tell.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.search.normalization import ABSENT, EMPTY
from graph.search.words import stem

_RARE = 5.0
"""The least weight of numbers and of the words that tell one code from its neighbours."""
_TELLING = frozenset(map(stem, "left right bilateral subsequent sequela first second third acute chronic".split()))
_HALF_EMPTY = frozenset(map(stem, ("other", "specified", "acute", "female")))
_EMPTY_WEIGHT, _HALF_EMPTY_WEIGHT, _ABSENT_WEIGHT = 0.12, 0.5, 0.15
"""Shares of their weight that such words, and those of what is absent, count for where a name says more than asked."""

_REMEMBERED = 65_536
Frequency = Callable[[str], int]
"""How many entries of an index have a stem in their names."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a name costs where a query does not say its stems: each, all together; `weight` is that of all its words."""

    of: Mapping[str, float]
    all: float
    weight: float


class Weights:
    """The weights of stems in an index of so many entries."""

    def __init__(self, entries: int, frequency: Frequency) -> None:
        self.of = lru_cache(_REMEMBERED)(self._weigh)
        self.costs = lru_cache(_REMEMBERED)(self._cost)
        self._entries, self._frequency = entries, frequency

    def _weigh(self, signed: str) -> float:
        """The weight of a stem, signed or not."""
        found = signed.removeprefix(ABSENT)
        weight = math.log(1 + self._entries / (1 + self._frequency(found)))
        return max(weight, _RARE) if found in _TELLING or found.isdigit() else weight

    def shares(self, stems: Iterable[str]) -> Mapping[str, float]:
        """The share of each stem in their weight; what says nothing has none, unless there is nothing else."""
        every = {found: self.of(found) for found in stems}
        weights = {found: weight for found, weight in every.items() if found.removeprefix(ABSENT) not in EMPTY} or every
        total = math.fsum(weights.values()) or 1.0
        return {found: weight / total for found, weight in weights.items()}

    def _cost(self, stems: frozenset[str]) -> Costs:
        """What a name of these stems costs."""
        costs = {found: self.of(found) * _telling(found) for found in stems}
        return Costs(costs, math.fsum(costs.values()), math.fsum(map(self.of, stems)) or 1.0)


def _telling(found: str) -> float:
    if found.startswith(ABSENT):
        return _ABSENT_WEIGHT
    if found in EMPTY:
        return _EMPTY_WEIGHT
    return _HALF_EMPTY_WEIGHT if found in _HALF_EMPTY else 1.0
