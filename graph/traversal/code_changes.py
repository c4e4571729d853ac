"""What became of the codes of a system from one fiscal year to the next.

Of a code that ended: SPLIT where several took its place, MERGED where one took the place of several, REPLACED where one
took its place alone, DELETED where none did. A code that began and took no place is NEW. A code whose title changed is
RETITLED, in the years of which sources have both titles.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from weakref import WeakKeyDictionary

import numpy as np

from graph.model.elements import Node
from graph.model.fiscal_year import first_day, fiscal_year
from graph.model.ontology import EDGE_KINDS
from graph.storage.frozen_graph import FrozenGraph
from graph.traversal.code_validity import code_days, was_whole_code
from graph.traversal.topology import Int64Array, Topology

_CHANGED = ("added_date", "ended_date", "is_deleted", "renamed_fiscal_years")
"""Properties of nodes that have changed since there are sources."""


class ChangeKind(StrEnum):
    """What became of codes."""

    NEW = "new"
    DELETED = "deleted"
    RETITLED = "retitled"
    REPLACED = "replaced"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A change: the first day of what followed, and the numbers of the codes before and after it.

    `titles` are the two of a code that was retitled.
    """

    kind: ChangeKind
    day: date
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    titles: tuple[str, str] | None = None

    @property
    def fiscal_year(self) -> int:
        return fiscal_year(self.day)


_FOUND: "WeakKeyDictionary[Topology, dict[tuple[str, str], Sequence[CodeChange]]]" = WeakKeyDictionary()


def code_changes(topology: Topology, kind: str, system: str) -> Sequence[CodeChange]:
    """All changes of a code system, by day, then by code; `system` is the prefix of its CURIEs."""
    known = _FOUND.setdefault(topology, {})
    found = known.get((kind, system))
    if found is None:
        found = known[kind, system] = _find(topology, kind, system)
    return found


def _find(topology: Topology, kind: str, system: str) -> Sequence[CodeChange]:
    graph = topology.graph
    found = list[CodeChange]()
    ended = dict[int, tuple[int, ...]]()
    begun = dict[int, date]()
    changed = _changed(graph, kind, system).tolist()
    spans = graph.spans(changed, EDGE_KINDS.index("REPLACED_BY"), out=True)
    graph.load_rows((number, True, *span) for number, span in zip(changed, spans, strict=True))
    for number in changed:
        node = graph.node(number)
        days = code_days(node.properties)
        if days.until is not None:
            ended[number] = tuple(graph.target(edge) for edge in graph.row(number, "REPLACED_BY", out=True))
        if "added_date" in node.properties and (kind != "Diagnosis" or was_whole_code(node.properties)):
            begun[number] = date.fromisoformat(str(node.properties["added_date"]))
        found.extend(_renamings(number, node))
    found.extend(_endings(graph, ended))
    replacing = {later for change in found for later in change.after}
    found.extend(CodeChange(ChangeKind.NEW, day, (), (code,)) for code, day in begun.items() if code not in replacing)
    return sorted(found, key=lambda change: (change.day, graph.curie((change.before or change.after)[0]), change.kind))


def _changed(graph: FrozenGraph, kind: str, system: str) -> Int64Array:
    """The nodes of a system that have a property which tells of a change."""
    start, end = graph.beginning(f"{system}:")
    changed = np.zeros(end - start, dtype=np.bool_)
    for name in _CHANGED:
        column = graph.property_columns.column(kind, name)
        is_said = np.array([bool(value) for value in column.values] + [False])
        changed |= is_said[column.places[start:end]]
    return start + np.flatnonzero(changed)


def _renamings(number: int, node: Node) -> Iterator[CodeChange]:
    former, years = node.properties.get("former_names"), node.properties.get("renamed_fiscal_years")
    if isinstance(former, tuple) and isinstance(years, tuple):
        for place, (title, year) in enumerate(zip(former, years, strict=False)):
            later = (*former, node.name)[place + 1]
            yield CodeChange(ChangeKind.RETITLED, first_day(int(year)), (number,), (number,), (title, later))


def _endings(graph: FrozenGraph, ended: Mapping[int, tuple[int, ...]]) -> Iterator[CodeChange]:
    """What became of each code that ended; `ended` has the codes that took its place."""
    alone = dict[tuple[int, date], None]()
    for code, later in ended.items():
        if len(later) == 1:
            alone[later[0], _day_after(graph, code)] = None
        else:
            kind = ChangeKind.SPLIT if later else ChangeKind.DELETED
            yield CodeChange(kind, _day_after(graph, code), (code,), _by_code(graph, later))
    for taker, day in alone:
        earlier = {graph.sources[edge] for edge in graph.row(taker, "REPLACED_BY", out=False)}
        codes = [code for code in earlier if code in ended and _day_after(graph, code) == day]
        yield CodeChange(
            ChangeKind.MERGED if len(codes) > 1 else ChangeKind.REPLACED, day, _by_code(graph, codes), (taker,)
        )


def _day_after(graph: FrozenGraph, code: int) -> date:
    """The day after the last one of a code that ended."""
    until = code_days(graph.node(code).properties).until
    return date.max if until is None else until + timedelta(days=1)


def _by_code(graph: FrozenGraph, codes: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(codes), key=graph.curie))
