"""Building an ICD-10-PCS code character by character, as in its tables: what a beginning means, and what may follow.

Rows are made from the codes: each is a combination of values of which every one is a code. They hold the same codes as
the rows of the book, which may divide them otherwise.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import prod
from operator import itemgetter

import numpy as np

from graph.model.pcs_axes import CHARACTERS, LENGTH, TABLE, axis_title
from graph.storage.frozen_graph import FrozenGraph
from graph.traversal.pcs_codes import PcsCodes, character_of, meaning_of, pcs_codes

_Row = tuple[tuple[int, ...], ...]
_SEPARATORS = str.maketrans("", "", " .-\t\n")


@dataclass(frozen=True, slots=True)
class PcsValue:
    """A character at a position, from 1, and the node of what it means, if known; `count` codes have it there."""

    position: int
    character: str
    meaning: int | None
    count: int


@dataclass(frozen=True, slots=True)
class PcsProblem:
    """The first character with which no code goes on, at its position from 1."""

    position: int
    character: str
    message: str


@dataclass(frozen=True, slots=True)
class PcsTable:
    """The codes that begin with `prefix`, by their places among all codes; `problem` says why it is not all of it."""

    graph: FrozenGraph
    codes: PcsCodes
    prefix: str
    start: int
    end: int
    problem: PcsProblem | None = None

    def chosen(self) -> list[PcsValue]:
        """What the characters of the prefix mean. One that decides only together with the next ones is there twice."""
        return [value for place in range(len(self.prefix)) for value in self.values_at(place)]

    def next_values(self) -> list[PcsValue]:
        """What may come next; nothing after a whole code."""
        return list(self.values_at(len(self.prefix))) if len(self.prefix) < LENGTH else []

    def values_at(self, place: int) -> Iterator[PcsValue]:
        """The values that the codes have at a place, from 0 to the length of the prefix, by character."""
        column = self.codes.values(self.start, self.end, place)[:, 0]
        # Up to the end of the prefix codes with one value stand together: a run for each is far quicker than sorting.
        starts = np.flatnonzero(np.diff(column, prepend=-1))
        counts = Counter[int]()
        for value, length in zip(column[starts].tolist(), np.diff(starts, append=len(column)).tolist(), strict=True):
            counts[value] += length
        for value, count in sorted(counts.items()):
            yield PcsValue(place + 1, character_of(value), meaning_of(value), count)

    def rows(self) -> list[list[list[PcsValue]]]:
        """The rows of the table that remain: for each the values of its axes; none before there is one table."""
        if len(self.prefix) < TABLE:
            return []
        found = _rows(self.codes.values(self.start, self.end, TABLE, LENGTH).tolist(), 0)
        return [[_row_values(row, axis) for axis in range(len(row))] for row in found]

    def nodes(self, first: int, count: int) -> list[int]:
        """The nodes of some codes, from the first on."""
        nodes: list[int] = self.codes.nodes[self.start : self.end][first : first + count].tolist()
        return nodes


def pcs_table(graph: FrozenGraph, text: str) -> PcsTable:
    """The table of the codes that begin with a text, in any letter case, or of those that begin as far as any does."""
    wanted, codes = text.translate(_SEPARATORS).upper(), pcs_codes(graph)
    prefix, (start, end) = "", codes.beginning("")
    for character in wanted[:LENGTH]:
        span = codes.beginning(prefix + character) if character in CHARACTERS else (0, 0)
        if span[0] == span[1]:
            return PcsTable(graph, codes, prefix, start, end, _problem(prefix, character))
        prefix, (start, end) = prefix + character, span
    problem = PcsProblem(LENGTH + 1, wanted[LENGTH], _TOO_LONG) if len(wanted) > LENGTH else None
    return PcsTable(graph, codes, prefix, start, end, problem)


_TOO_LONG = f"A code has {LENGTH} characters."
_CONFUSED = {"O": "0", "I": "1"}


def _problem(prefix: str, character: str) -> PcsProblem:
    position = len(prefix) + 1
    axis = axis_title(prefix[:1], position)
    if character in _CONFUSED:
        message = f"ICD-10-PCS has no letter {character}, as it is taken for the digit {_CONFUSED[character]}."
    elif character not in CHARACTERS:
        message = "ICD-10-PCS has the digits, and the letters but I and O."
    elif prefix:
        message = f"No code that begins with {prefix} has {character} for its {axis}, character {position}."
    else:
        message = f"No code begins with {character}."
    return PcsProblem(position, character, message)


def _rows(codes: Sequence[Sequence[int]], place: int) -> tuple[_Row, ...]:
    """Codes in order as combinations of values from a place on: what allows the same after it is one."""
    if place == LENGTH - TABLE - 1:
        return ((tuple(code[place] for code in codes),),)
    alike: dict[tuple[_Row, ...], list[int]] = {}
    for value, below in groupby(codes, itemgetter(place)):
        alike.setdefault(_rows(list(below), place + 1), []).append(value)
    return tuple((tuple(values), *rest) for rests, values in alike.items() for rest in rests)


def _row_values(row: _Row, axis: int) -> list[PcsValue]:
    count = prod(len(values) for place, values in enumerate(row) if place != axis)
    return [PcsValue(TABLE + 1 + axis, character_of(value), meaning_of(value), count) for value in row[axis]]
