"""Whether a code can be reported on a day, and what took its place, as far as sources know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model.elements import Properties
from graph.model.fiscal_year import FIRST_FISCAL_YEAR, first_day, last_day
from graph.storage.frozen_graph import FrozenGraph
from graph.traversal.topology import Topology


class ValidityStatus(StrEnum):
    """What sources say of a code on a day."""

    VALID = "valid"
    NOT_YET_VALID = "not yet valid"
    NO_LONGER_VALID = "no longer valid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CodeDays:
    """The days on which a code can be reported: `since` and `until` are None where no source says them.

    Sources know of a code from `known_from` on; `reach` is the last day that they know of where it has not ended.
    """

    since: date | None
    until: date | None
    known_from: date | None
    reach: date | None

    def status(self, day: date) -> ValidityStatus:
        """What sources say of a day."""
        if self.since is not None and day < self.since:
            return ValidityStatus.NOT_YET_VALID
        if self.until is not None and day > self.until:
            return ValidityStatus.NO_LONGER_VALID
        last = self.until or self.reach
        is_known = self.known_from is not None and last is not None and self.known_from <= day <= last
        return ValidityStatus.VALID if is_known else ValidityStatus.UNKNOWN


@dataclass(frozen=True, slots=True)
class Validity:
    """A code on a day; `replaced_by` are the numbers of the codes to report instead where it is no longer valid.

    Where its status is UNKNOWN, `days.reach` is the last day that sources know of, if they know of any.
    """

    status: ValidityStatus
    day: date
    days: CodeDays
    replaced_by: tuple[int, ...] = ()


def validity(topology: Topology, node: int, day: date) -> Validity:
    """Whether the code of a node can be reported on a day.

    A header is as old as the oldest of the codes below it; what heads codes now and was a whole code until some year is
    no longer valid since. That a header cannot be reported is not said here: its `is_billable` does.
    """
    days = code_days(topology.graph.node(node).properties)
    status = days.status(day)
    if status is not ValidityStatus.NO_LONGER_VALID:
        return Validity(status, day, days)
    later = sorted(set(_later_codes(topology.graph, node, day, {node})), key=topology.graph.curie)
    return Validity(status, day, days, tuple(later))


def code_days(properties: Properties) -> CodeDays:
    """The days that the properties of a code say."""
    first, last = _integer(properties, "first_fiscal_year"), _integer(properties, "last_fiscal_year")
    added, ended = _day(properties, "added_date"), _day(properties, "ended_date")
    if added is None and first == FIRST_FISCAL_YEAR:
        added = first_day(first)
    if ended is None and last is not None and (properties.get("is_deleted") or properties.get("is_former_code")):
        ended = last_day(last)
    known_from = added or (first_day(first) if first is not None else None)
    return CodeDays(added, ended, known_from, None if ended or last is None else last_day(last))


def was_whole_code(properties: Properties) -> bool:
    """Whether a diagnosis is a whole code, or was one until it ended: one that is reported as it is."""
    return any(properties.get(name) for name in ("is_billable", "is_deleted", "is_former_code"))


def last_known_fiscal_year(graph: FrozenGraph, kind: str) -> int:
    """The newest fiscal year that sources know of a kind of codes; 0 where they know of none."""
    return max(graph.property_columns.column(kind, "last_fiscal_year").values, default=0)


def last_known_day(graph: FrozenGraph, kind: str) -> date:
    """The last day that sources know of a kind of codes; today where they know of none."""
    year = last_known_fiscal_year(graph, kind)
    return last_day(year) if year else date.today()


def _later_codes(graph: FrozenGraph, node: int, day: date, met: set[int]) -> Iterator[int]:
    """The codes that took the place of a code, or of those that did and ended as well before the day."""
    for edge in graph.row(node, "REPLACED_BY", out=True):
        later = graph.target(edge)
        if later not in met:
            met.add(later)
            status = code_days(graph.node(later).properties).status(day)
            if status is ValidityStatus.NO_LONGER_VALID:
                yield from _later_codes(graph, later, day, met)
            elif status is not ValidityStatus.NOT_YET_VALID:
                yield later


def _integer(properties: Properties, name: str) -> int | None:
    value = properties.get(name)
    return value if isinstance(value, int) else None


def _day(properties: Properties, name: str) -> date | None:
    value = properties.get(name)
    return date.fromisoformat(value) if isinstance(value, str) else None
