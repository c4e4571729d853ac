"""Which nodes are in a value set, in the order in which their code systems list them."""

from collections.abc import Sequence

import numpy as np

from graph.model.errors import InvalidArgument
from graph.model.fiscal_year import FIRST_FISCAL_YEAR, first_day, last_day
from graph.model.ontology import ONTOLOGY
from graph.store import ComparisonOperator, Condition, GraphStore
from graph.store.code_order import in_book_order
from graph.store.query_types import NodeSet
from graph.store.scan import Flags, holds
from graph.traversal.closure import DOWN, breadth_first_levels
from graph.traversal.code_validity import last_known_fiscal_year
from graph.traversal.topology import Int64Array
from graph.value_sets.definition import Rule, ValueSet
from graph.value_sets.library import value_sets_of

_DELETED, _BILLABLE = (Condition(name, ComparisonOperator.EQUALS, True) for name in ("is_deleted", "is_billable"))


def expand(store: GraphStore, value_set: ValueSet, year: int | None = None) -> Int64Array:
    """The numbers of the nodes in a value set: of codes that have not ended.

    With a fiscal year these are the codes at its end. Those that have ended since are below the codes that theirs begin
    with, and were billable.

    Raises:
        InvalidArgument: it includes itself, or a value set that there is not; or no source knows the codes of the year.
        QueryTooCostly: too many nodes are below a code.
    """
    last = max(last_known_fiscal_year(store.topology.graph, kind) for kind in ("Diagnosis", "Procedure"))
    if year is not None and last and not FIRST_FISCAL_YEAR <= year <= last:
        raise InvalidArgument(argument="year", value=year, minimum=FIRST_FISCAL_YEAR, maximum=last)
    return in_book_order(store.topology.graph, np.flatnonzero(_Expansion(store, year).members(value_set)))


def node_set(store: GraphStore, name: str) -> NodeSet:
    """The nodes in the value set of a name or an address, kept with the store; raises what `expand` does."""
    known = value_sets_of(store)
    if name not in known.expanded:
        numbers = expand(store, known.named(name))
        found = NodeSet(map(store.topology.graph.curie, numbers.tolist()))
        found.numbers = numbers
        known.expanded[name] = found
    return known.expanded[name]


def unknown_codes(store: GraphStore, value_set: ValueSet) -> list[str]:
    """The codes in rules that the graph does not have, as CURIEs."""
    coded, rules = _Expansion(store, None).coded, (*value_set.include, *value_set.exclude)
    stated = ((rule.systems, code) for rule in rules for code in (*(rule.codes or ()), *dict(rule.below)))
    return [f"{systems[0]}:{code}" for systems, code in stated if not len(coded(systems, (code,)))]


class _Expansion:
    """Finds the nodes of rules, as flags of all nodes, at the end of a fiscal year or else now."""

    def __init__(self, store: GraphStore, year: int | None) -> None:
        self._store, self._topology, self._year = store, store.topology, year
        self._graph = self._topology.graph

    def members(self, value_set: ValueSet, within: tuple[ValueSet, ...] = ()) -> Flags:
        """The nodes of a value set, which those that it is `within` include."""
        if value_set in within:
            raise InvalidArgument(problem="value sets include each other", value_sets=[one.name for one in within])
        found, within = self._topology.none(), (*within, value_set)
        for rule in value_set.include:
            found |= self._selected(rule, within)
        for rule in value_set.exclude:
            found &= ~self._selected(rule, within)
        return found

    def coded(self, systems: Sequence[str], codes: Sequence[str]) -> Int64Array:
        """The nodes of codes; the CURIEs of chapters have words of small letters instead."""
        found = self._topology.find([f"{system}:{code}" for system in systems for code in codes])
        for system in systems if len(found) < len(codes) else ():
            others = range(self._graph.beginning(f"{system}:a")[0], self._graph.beginning(f"{system}:")[1])
            of_chapters = [node for node in others if self._graph.node(node).properties.get("code") in codes]
            found = np.union1d(found, np.array(of_chapters, dtype=np.int64))
        return found

    def _selected(self, rule: Rule, within: tuple[ValueSet, ...]) -> Flags:
        found = np.full(len(self._topology), not rule.systems)
        for system in rule.systems:
            found[self._stretch(system)] = self._valid(system, rule)
        if rule.codes is not None:
            found &= np.isin(np.arange(len(found)), self.coded(rule.systems, rule.codes))
        for code, with_itself in rule.below:
            found &= self._below(rule.systems, self.coded(rule.systems, (code,)), with_itself=with_itself)
        for name in rule.value_sets:
            found &= self.members(value_sets_of(self._store).named(name), within)
        return found

    def _valid(self, system: str, rule: Rule) -> Flags:
        """Which nodes of a system have not ended and meet the conditions of a rule."""
        ended = self._holds(system, _DELETED)
        ended_since: Flags = np.zeros_like(ended)
        if self._year is not None:
            last, next_ = last_day(self._year).isoformat(), first_day(self._year + 1).isoformat()
            ended_since = self._holds(system, Condition("ended_date", ComparisonOperator.AT_LEAST, last))
            ended &= ~ended_since
            ended |= self._holds(system, Condition("added_date", ComparisonOperator.AT_LEAST, next_))
        found = ~ended
        for condition in rule.conditions:
            found &= self._holds(system, condition) | (ended_since & (condition == _BILLABLE))
        return found

    def _below(self, systems: Sequence[str], codes: Int64Array, *, with_itself: bool) -> Flags:
        """What is below some codes along IS_A; of codes that have ended, sources do not say what they were below."""
        found = self._topology.none()
        found[np.concatenate([codes, *breadth_first_levels(self._topology, codes, DOWN)])] = True
        for system in systems if self._year is not None else ():
            for number in self._stretch(system)[self._holds(system, _DELETED)].tolist():
                curie, shortest = self._graph.curie(number), len(system) + 2
                above = (self._graph.find(curie[:end].rstrip(".")) for end in range(shortest, len(curie)))
                found[number] |= any(found[one] for one in above if one is not None)
        found[codes] &= with_itself
        return found

    def _stretch(self, system: str) -> Int64Array:
        return np.arange(*self._graph.beginning(f"{system}:"))

    def _holds(self, system: str, condition: Condition) -> Flags:
        column = self._graph.property_columns.column(ONTOLOGY.by_prefix[system].name, condition.property)
        return holds(column, condition, self._stretch(system))
