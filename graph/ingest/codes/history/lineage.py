"""Which codes took the place of which, and from when to when each could be reported.

A conversion table names the codes reported before a new one, and does not say whether they ended: that follows from the
lists of codes. Of the years before the first list, what the table names and no list has ended when it was last named.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from graph.ingest.codes.history.conversion_table import NewCode
from graph.ingest.codes.history.former_codes import FIRST_LIST, FormerCodes
from graph.ingest.codes.history.previous_codes import read_previous_codes
from graph.model.fiscal_year import FIRST_FISCAL_YEAR, first_day, fiscal_year, last_day


@dataclass(frozen=True, slots=True)
class Replacement:
    """A code and a later one; `ends` says that the earlier one ended on the day before `starts`."""

    earlier: str
    later: str
    starts: date
    together: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day on which a whole code could be reported.

    `begun` is None for those that are as old as the code system, `ended` for those that have not ended.
    """

    begun: date | None
    ended: date | None

    @property
    def first_fiscal_year(self) -> int:
        return FIRST_FISCAL_YEAR if self.begun is None else fiscal_year(self.begun)


@dataclass(slots=True)
class Lineage:
    """The history of a code system, by its current whole codes and headers, its new codes and its former ones.

    `unknown` are new codes that no list has, with nothing that says how they ended: misprints.
    """

    whole: Collection[str]
    headers: Collection[str]
    former: FormerCodes
    rows: Sequence[NewCode]
    list_year: int
    begun: dict[str, date] = field(init=False)
    replacements: list[Replacement] = field(init=False)
    spans: dict[str, Span] = field(init=False)
    unknown: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.begun = {}
        for row in self.rows:
            self.begun[row.code] = min(row.starts, self.begun.get(row.code, row.starts))
        named = list(dict.fromkeys(self._replacements()))
        self.replacements = [*named, *self._divisions({item.earlier for item in named if item.ends})]
        ended = dict(self._ended())
        known = {*self.whole, *ended, *(code for code, day in self.begun.items() if day > last_day(self.list_year))}
        self.spans = {code: Span(self.begun.get(code), ended.get(code)) for code in sorted(known)}
        self.unknown = sorted(self.begun.keys() - known)

    def _replacements(self) -> Iterator[Replacement]:
        ever = sorted({*self.whole, *self.former.deleted, *self.begun})
        named = [(row, read_previous_codes(row.previous, ever)) for row in self.rows]
        found = [
            (row, code, previous.together)
            for row, previous in named
            for code in previous.codes
            if code != row.code and self._was_code(code, row)
        ]
        last_named = _latest((code, row.starts) for row, code, _ in found)
        for row, code, together in found:
            yield Replacement(code, row.code, row.starts, together, self._ends(code, row, last_named[code]))

    def _divisions(self, replaced: Collection[str]) -> Iterator[Replacement]:
        """What divides a code that ended unnamed and heads others since: those of them that began on the next day."""
        for code, (year, _) in self.former.deleted.items():
            if code in self.headers and code not in replaced:
                later = [other for other in self.begun if other.startswith(code)]
                days = [(other, self.begun[other]) for other in later if self.begun[other] == first_day(year + 1)]
                yield from (Replacement(code, other, day, together=False, ends=True) for other, day in days)

    def _was_code(self, code: str, row: NewCode) -> bool:
        """Whether a code could be reported until the later one began, and is no header or misprint."""
        if code in self.whole:
            return self.begun.get(code, date.min) < row.starts
        if code in self.former.deleted:
            return self.former.deleted[code][0] >= row.fiscal_year - 1
        return row.fiscal_year <= FIRST_LIST and (code not in self.headers or row.code.startswith(code))

    def _ends(self, code: str, row: NewCode, last_named: date) -> bool:
        if code in self.whole:
            return False
        if code in self.former.deleted:
            return row.fiscal_year > self.former.deleted[code][0]
        return row.starts == last_named

    def _ended(self) -> Iterator[tuple[str, date]]:
        """The last day of each code that ended."""
        yield from ((code, last_day(year)) for code, (year, _) in self.former.deleted.items())
        for item in self.replacements:
            if item.ends:
                yield item.earlier, item.starts - timedelta(days=1)


def _latest(days: Iterable[tuple[str, date]]) -> dict[str, date]:
    found = dict[str, date]()
    for code, day in days:
        found[code] = max(day, found.get(code, day))
    return found


def year_of_list(begun: Collection[tuple[str, date]], whole: Collection[str]) -> int:
    """The fiscal year of a list of whole codes, by the newest codes that it has."""
    years = (fiscal_year(day) for code, day in begun if code in whole)
    return max(years, default=FIRST_FISCAL_YEAR)


def first_day_of(span: Span) -> date:
    """The first day on which a code could be reported."""
    return span.begun or first_day(FIRST_FISCAL_YEAR)
