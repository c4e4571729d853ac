"""The cost of an operation before it runs: `first` multiplied down, hubs by degree, scans by size, texts by words.

The unit is the row: what is looked at in the time of one row of the graph. An operation is compiled once into a tree of
costs, in which whatever depends on no variable is a number already; its bound takes each list to be as long as it may
be. Where that is more than allowed, a closer estimate takes a list to be as long as such lists are in this graph on
average, and those of a node that the operation names as long as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode
from graphql.execution.values import VariableValues

from graph.model.errors import InputError
from graph.storage.frozen_graph import FrozenGraph
from graph.store import GraphStore
from graph.traversal.degree_statistics import DegreeStatistics
from schema.plan.field_weights import Arguments, size_argument, with_size

LIST = 5
"""Items of a list that no argument bounds."""
Read = Callable[[Any], Arguments]
"""The arguments of a field, of what has `variables`."""


@dataclass(slots=True)
class Estimation:
    """One estimate: of the bound, or where it `is_close` with the lists of this graph.

    `sizes` replaces what fields ask for, by the `id` of their `FieldCost`.
    """

    store: GraphStore
    variables: VariableValues
    is_close: bool = False
    sizes: Mapping[int, int] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    """What searches for texts cost, once it was asked."""

    @property
    def graph(self) -> FrozenGraph:
        return self.store.topology.graph

    @property
    def statistics(self) -> DegreeStatistics:
        return self.store.topology.degree_statistics

    def search_cost(self, text: str) -> int:
        """How many entries of the index a search for a text looks at; none where it is refused."""
        found = self.texts.get(text)
        if found is None:
            with suppress(InputError):
                found = self.store.search_cost(text)
            found = self.texts[text] = found or 0
        return found


Own = Callable[[Arguments, Estimation, int | None], float]
"""What a call of a field costs by itself, from a node where it is known."""


@dataclass(slots=True, eq=False)
class FieldCost:
    """A field with what is selected below it; of several cases, by the kind of what is met, the costliest counts."""

    key: str
    node: FieldNode
    arguments: Read
    own: Own
    cases: Sequence[Sequence["FieldCost"]] = ()
    is_list: bool = False
    has_variables: bool = False
    default_size: int | None = None
    default_items: float = LIST
    expected: Callable[[Estimation, int | None], float] | None = None
    """How many items there are likely to be, from a node where it is known."""
    lookup: Callable[[Arguments, FrozenGraph], int | None] | None = None
    """The node that what is selected below is read of."""
    _units: dict[float | None, float] = field(default_factory=dict)

    def size(self, arguments: Arguments) -> int | None:
        """How many items are asked for; None where no argument says."""
        asked = size_argument(arguments)
        return self.default_size if asked is None else asked

    def estimate(self, by: Estimation, times: float, handed: float | None = None, node: int | None = None) -> float:
        """The cost of so many calls; `handed` is the length of the next list, where a field above has said it."""
        if self.has_variables or by.is_close:
            return times * self._unit(by, handed, node)
        unit = self._units.get(handed)
        if unit is None:
            unit = self._units[handed] = self._unit(by, handed, node)
        return times * unit

    def _unit(self, by: Estimation, handed: float | None, node: int | None) -> float:
        arguments = self.arguments(by)
        if id(self) in by.sizes:
            arguments = with_size(arguments, by.sizes[id(self)])
        own, items, size = self.own(arguments, by, node), 1.0, self._likely_size(arguments, by, node)
        given = handed if size is None else size
        if self.is_list:
            items, given = self.default_items if given is None else given, None
            own += items
        if self.lookup is not None and by.is_close:
            node = self.lookup(arguments, by.graph)
        elif self.lookup is not None or self.is_list:
            node = None
        costs = (sum([one.estimate(by, items, given, node) for one in case]) for case in self.cases)
        return own + max(costs, default=0.0)

    def _likely_size(self, arguments: Arguments, by: Estimation, node: int | None) -> float | None:
        size = self.size(arguments)
        if size is None or self.expected is None or not by.is_close:
            return size
        return min(size, self.expected(by, node))


@dataclass(slots=True)
class OperationCost:
    """The fields of an operation with their costs; `bound` is that of one without variables, once it is known."""

    fields: Sequence[FieldCost]
    bound: int | None = None

    @property
    def has_variables(self) -> bool:
        """Whether the cost depends on variables; that of a lookup does not depend on what is looked up."""
        return any(one.has_variables for one in self.fields)

    def total(self, by: Estimation) -> float:
        """The cost of the whole operation."""
        return sum([one.estimate(by, 1) for one in self.fields])
