"""What a push is divided into: stages, and batches of rows, each of which is one statement."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows, and the statement that writes them."""

    statement: str
    rows: list[Any]


class PushStage(Protocol):
    """Rows in an order that is the same each time, so that a push goes on where another one broke off."""

    @property
    def name(self) -> str:
        """What it is called in the progress of a load."""

    @property
    def total(self) -> int:
        """How many rows it has."""

    def batches(self, start: int) -> Iterator[Batch]:
        """The rows from a place on; a batch has at least one."""


def stretches(starts: list[int], begin: int, size: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of rows that are sorted by kind: the number of the kind, the first row, and the one after the last.

    `starts` says where the rows of each kind begin, and at last where all end. None has more than `size` rows, of more
    than one kind, or begins before `begin`.

    >>> list(stretches([0, 3, 3, 8], 2, 3))
    [(0, 2, 3), (2, 3, 6), (2, 6, 8)]
    """
    for kind, (first, end) in enumerate(itertools.pairwise(starts)):
        for at in range(max(first, begin), end, size):
            yield kind, at, min(at + size, end)
