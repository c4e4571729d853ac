"""Conditions on the lists of the definitions manual that a stay has codes of: `has("CRANIOTOMY") & ~has("SHUNT")`.

A condition is written with the words of lists, as few as tell them apart, and bound to the full names of the lists of a
family of groups. A stay is a mapping from the names of lists to those of its codes that stand there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Lists = Mapping[str, Sequence[str]]
"""The codes of a stay by the name of the list of the manual that they stand in."""
Test = Callable[[Lists], bool]
Find = Callable[[str], str]
"""The full name of a list by the words that a condition says; raises LookupError."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition that can be asked, and the lists that speak for it."""

    test: Test
    lists: frozenset[str]


class Condition:
    """What a stay must have."""

    __slots__ = ()

    def bind(self, find: Find) -> Bound:
        raise NotImplementedError

    def __and__(self, other: "Condition") -> "Condition":
        return _Both(self, other)

    def __or__(self, other: "Condition") -> "Condition":
        return _Either(self, other)

    def __invert__(self) -> "Condition":
        return _Without(self)


@dataclass(frozen=True, slots=True)
class _Has(Condition):
    words: str

    def bind(self, find: Find) -> Bound:
        name = find(self.words)
        return Bound(lambda lists: name in lists, frozenset([name]))


@dataclass(frozen=True, slots=True)
class _Both(Condition):
    left: Condition
    right: Condition

    def bind(self, find: Find) -> Bound:
        left, right = self.left.bind(find), self.right.bind(find)
        first, second = left.test, right.test
        return Bound(lambda lists: first(lists) and second(lists), left.lists | right.lists)


@dataclass(frozen=True, slots=True)
class _Either(Condition):
    left: Condition
    right: Condition

    def bind(self, find: Find) -> Bound:
        left, right = self.left.bind(find), self.right.bind(find)
        first, second = left.test, right.test
        return Bound(lambda lists: first(lists) or second(lists), left.lists | right.lists)


@dataclass(frozen=True, slots=True)
class _Without(Condition):
    inner: Condition

    def bind(self, find: Find) -> Bound:
        test = self.inner.bind(find).test
        return Bound(lambda lists: not test(lists), frozenset())


@dataclass(frozen=True, slots=True)
class _Total(Condition):
    weights: tuple[tuple[str, int], ...]
    least: int

    def bind(self, find: Find) -> Bound:
        weights = [(find(words), weight) for words, weight in self.weights]

        def test(lists: Lists) -> bool:
            return sum(weight * len(lists.get(name, ())) for name, weight in weights) >= self.least

        return Bound(test, frozenset(name for name, _ in weights))


@dataclass(frozen=True, slots=True)
class _Distinct(Condition):
    words: tuple[str, ...]
    least: int

    def bind(self, find: Find) -> Bound:
        names = [find(words) for words in self.words]
        return Bound(lambda lists: sum(name in lists for name in names) >= self.least, frozenset(names))


def has(*words: str) -> Condition:
    """A code of one of some lists."""
    found: Condition = _Has(words[0])
    for more in words[1:]:
        found |= _Has(more)
    return found


def total(least: int, *weights: tuple[str, int]) -> Condition:
    """Codes of some lists that come to a number, each counted with the weight of its list."""
    return _Total(weights, least)


def of_different(least: int, *words: str) -> Condition:
    """Codes of so many of some lists."""
    return _Distinct(words, least)


def any_of(names: Iterable[str]) -> Condition:
    """A code of one of some lists, which are given by their full names."""
    return has(*sorted(names))
