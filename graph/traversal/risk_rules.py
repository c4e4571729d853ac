"""What a graph says of risk categories, as numbers of nodes: read once for each graph, memberships when first asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from graph.model.elements import Properties
from graph.storage.frozen_graph import FrozenGraph
from graph.traversal.topology import Topology

_REMEMBERED = 16_384
"""Diagnoses whose memberships are kept."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A category that a diagnosis documents in some payment years, for one sex or at some ages where it says so."""

    category: int
    payment_years: tuple[str, ...]
    provisional_years: tuple[str, ...]
    sex: str | None
    age_min: int | None
    age_max: int | None


@dataclass(frozen=True, slots=True)
class CategoryRules:
    """The model and number of a category, which ones it trumps in which payment years, and which ones it needs."""

    model: str
    number: int
    trumps: Mapping[int, tuple[str, ...]]
    counts_with: tuple[int, ...]


class RiskRules:
    """The risk categories of a graph."""

    def __init__(self, graph: FrozenGraph) -> None:
        self.categories = {int(number): _rules(graph, int(number)) for number in graph.of_kind("RiskCategory")}
        self._graph = graph
        self.memberships = lru_cache(_REMEMBERED)(self._memberships)

    def _memberships(self, diagnosis: int) -> Sequence[Membership]:
        graph = self._graph
        rows = graph.row(diagnosis, "IN_RISK_CATEGORY", out=True)
        return [_membership(graph.target(edge), graph.properties(edge)) for edge in rows]


_READ: "WeakKeyDictionary[Topology, RiskRules]" = WeakKeyDictionary()


def risk_rules(topology: Topology) -> RiskRules:
    """The rules of a graph, which are read when they are first asked for."""
    known = _READ.get(topology)
    if known is None:
        known = _READ[topology] = RiskRules(topology.graph)
    return known


def _rules(graph: FrozenGraph, category: int) -> CategoryRules:
    said = graph.node(category).properties
    trumps = {
        graph.target(edge): _years(graph.properties(edge), "payment_years")
        for edge in graph.row(category, "TRUMPS", out=True)
    }
    needed = tuple(graph.target(edge) for edge in graph.row(category, "COUNTS_WITH", out=True))
    return CategoryRules(str(said["model"]), _whole(said, "number") or 0, trumps, needed)


def _membership(category: int, said: Properties) -> Membership:
    sex = said.get("sex")
    return Membership(
        category,
        _years(said, "payment_years"),
        _years(said, "provisional_years"),
        sex if isinstance(sex, str) else None,
        _whole(said, "age_min"),
        _whole(said, "age_max"),
    )


def _whole(said: Properties, name: str) -> int | None:
    value = said.get(name)
    return value if isinstance(value, int) else None


def _years(said: Properties, name: str) -> tuple[str, ...]:
    years = said.get(name, ())
    return years if isinstance(years, tuple) else ()
