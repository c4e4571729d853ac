"""The codes of a system that were read before, in the order in which its classification lists them.

ICD-10-CM is not in the order of the alphabet (C7A stands before C76, U07 after Z99): its order is that of the
tabular list, each entry with all that is below it. Codes are given and taken without their points.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.elements import Node
from graph.model.icd10cm_form import codes_above
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_LISTED_IN_TREES = "ICD10CM"
_AFTER = "~"
"""Sorts after all that codes are written with."""


@dataclass(slots=True)
class KnownCodes:
    """`listed` are the codes as they are written, in reading order; what is no code, as a block, is left out."""

    system: str
    listed: Iterable[str]
    _written: dict[str, str] = field(init=False)
    _sorted: list[str] = field(init=False)
    _order: list[str] = field(init=False)
    _positions: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        pattern = re.compile(CODE_SYSTEMS[self.system].pattern)
        self._written = {code.replace(".", ""): code for code in self.listed if pattern.fullmatch(code)}
        self._sorted = sorted(self._written)
        self._order = list(_tree_order(self._written)) if self.system == _LISTED_IN_TREES else self._sorted
        self._positions = {code: position for position, code in enumerate(self._order)}

    def __contains__(self, code: str) -> bool:
        return code in self._written

    def __bool__(self) -> bool:
        return bool(self._written)

    def written(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The codes as they are written, with their points."""
        return tuple(self._written[code] for code in codes)

    def starting(self, beginning: str) -> list[str]:
        """All codes that begin so."""
        return sorted(self._sorted[self._sorted_span(beginning)], key=self._positions.__getitem__)

    def between(self, first: str, last: str) -> list[str] | None:
        """The codes from those that begin with `first` to those that begin with `last`; None where `last` is earlier.

        Where none begins with an end, the range ends at the code nearest to it. An entry some of whose codes lie
        outside is not in it. Codes of CPT are of the category of both ends, which their last character tells.
        """
        if _category(self.system, first) != _category(self.system, last):
            return None
        start, stop = self._start(first), self._stop(last)
        if start >= stop:
            return [] if first <= last and not (self.starting(first) and self.starting(last)) else None
        category = _category(self.system, first)
        return [
            code
            for position, code in enumerate(self._order[start:stop], start)
            if _category(self.system, code) == category and position + self._count(code) <= stop
        ]

    def _start(self, first: str) -> int:
        found = self.starting(first) or self._sorted[bisect_left(self._sorted, first) :][:1]
        return self._positions[found[0]] if found else len(self._order)

    def _stop(self, last: str) -> int:
        found = self.starting(last) or self._sorted[: bisect_left(self._sorted, last)][-1:]
        return self._positions[found[-1]] + 1 if found else 0

    def _sorted_span(self, beginning: str) -> slice:
        return slice(bisect_left(self._sorted, beginning), bisect_left(self._sorted, beginning + _AFTER))

    def _count(self, code: str) -> int:
        """How many codes there are of an entry: itself and all below it."""
        span = self._sorted_span(code)
        return int(span.stop - span.start)


@dataclass(slots=True)
class KnownCodeSystems:
    """The codes of all systems among some nodes, each system as it is asked for."""

    nodes: Mapping[str, Node]
    _systems: dict[str, KnownCodes] = field(default_factory=dict)

    def of(self, system: str) -> KnownCodes:
        """The codes of a system, by the prefix of its CURIEs."""
        if system not in self._systems:
            marked = f"{system}:"
            curies = [curie for curie in self.nodes if curie.startswith(marked)]
            if system == _LISTED_IN_TREES:
                curies.sort(key=self._place)
            self._systems[system] = KnownCodes(system, (curie.removeprefix(marked) for curie in curies))
        return self._systems[system]

    def _place(self, curie: str) -> int:
        """Where an entry stands in the tabular list, which ranges go by; what stands nowhere comes last."""
        place = self.nodes[curie].properties.get("tabular_position")
        return place if isinstance(place, int) else sys.maxsize


def _category(system: str, code: str) -> str:
    return code[-1:] if system == "CPT" and code[-1:].isalpha() else ""


def _tree_order(codes: Iterable[str]) -> Iterator[str]:
    """Each code before all below it, and those of one entry in the order in which they are given."""
    children: dict[str, list[str]] = {code: [] for code in codes}
    roots = list[str]()
    for code in children:
        above = next((entry for entry in reversed(list(codes_above(code))) if entry in children), None)
        (roots if above is None else children[above]).append(code)
    return _walk(roots, children)


def _walk(codes: Sequence[str], children: dict[str, list[str]]) -> Iterator[str]:
    for code in codes:
        yield code
        yield from _walk(children[code], children)
