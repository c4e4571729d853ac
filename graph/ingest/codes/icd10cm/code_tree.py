"""The tree of a tabular list: who is above whom, and which codes lie between two others.

Whole codes, those that are not divided further, are numbered in the order of the list, so that an entry stands for a
span of numbers, and a range of entries too. A set of codes is covered exactly by the highest entries that hold nothing
else: that is how a range that no entry stands for is said by entries.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class CodeTree:
    """Entries are added in the order of the list, each after the one above it.

    `parents` has the entry above each one but the roots; `stems` the entry to which a seventh character was added, for
    the codes made so.
    """

    parents: dict[str, str] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)
    _children: dict[str, list[str]] = field(default_factory=dict)
    _roots: list[str] = field(default_factory=list)
    _numbers: dict[str, range] = field(default_factory=dict)
    _codes: list[str] = field(default_factory=list)

    def __contains__(self, entry: str) -> bool:
        return entry in self._children

    def __len__(self) -> int:
        return len(self._children)

    def add(self, entry: str, parent: str | None = None) -> None:
        """Add an entry; one without a parent is a root, as chapters are."""
        self._children[entry] = []
        if parent is None:
            self._roots.append(entry)
        else:
            self.parents[entry] = parent
            self._children[parent].append(entry)

    def number(self) -> None:
        """Number the whole codes, once all entries are there."""
        for root in self._roots:
            self._number(root)

    def _number(self, entry: str) -> None:
        start = len(self._codes)
        for child in self._children[entry]:
            self._number(child)
        if not self._children[entry]:
            self._codes.append(entry)
        self._numbers[entry] = range(start, len(self._codes))

    def ancestors(self, entry: str) -> Iterator[str]:
        """The entries above an entry, nearest first."""
        while entry in self.parents:
            entry = self.parents[entry]
            yield entry

    def codes(self, numbers: Sequence[int]) -> list[str]:
        """The whole codes of these numbers."""
        return [self._codes[number] for number in numbers]

    def numbers(self, first: str, last: str | None = None) -> range:
        """The whole codes below an entry, or from those of one entry to those of another."""
        return range(self._numbers[first].start, self._numbers[last or first].stop)

    def numbers_between(self, first: str, last: str) -> list[int]:
        """The whole codes that are between two texts, or begin with one of them."""
        return [
            number
            for number, code in enumerate(self._codes)
            if first <= code[: len(first)] and code[: len(last)] <= last
        ]

    def cover(self, numbers: Sequence[int]) -> list[str]:
        """The highest entries that together have just these whole codes, given in ascending order.

        A block or chapter of a single category is said by that category.
        """
        return [entry for root in self._roots for entry in self._cover_below(root, numbers)]

    def _category_of(self, entry: str) -> str:
        while "-" in entry and len(self._children[entry]) == 1:
            (entry,) = self._children[entry]
        return entry

    def _cover_below(self, entry: str, numbers: Sequence[int]) -> Iterator[str]:
        own = self._numbers[entry]
        found = bisect_left(numbers, own.stop) - bisect_left(numbers, own.start)
        if found == len(own):
            yield self._category_of(entry)
        elif found:
            for child in self._children[entry]:
                yield from self._cover_below(child, numbers)
