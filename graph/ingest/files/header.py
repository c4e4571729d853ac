"""Where the header of a table stands, and which of its columns is which.

A header may come after lines of notice, its titles may go on over several lines, and publishers name their columns as
they like: what is compared is letters and digits alone, without the legends that some titles carry ('*=no data').
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

DELIMITERS = (",", "\t", ";", "|")
_LEGEND = re.compile(r"(?:\*|\b\d)\s*=.*", re.DOTALL)
_NOTICE_ROWS = 80
"""Rows among which a header is looked for."""
_TITLE_ROWS = 7
"""Rows over which titles may go on."""
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """A header: how many rows it ends after, what separates cells, and the name of each column."""

    rows: int
    delimiter: str
    names: tuple[str, ...]
    """For each column the reader's name; of columns that it does not know, their title as `plain_title`."""


def plain_title(text: str) -> str:
    """A column's title in lower case with underscores: 'HCPCS Code ' is 'hcpcs_code'."""
    return "_".join(re.findall(r"[^\W_]+", text.casefold()))


@lru_cache(1 << 14)
def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "", _LEGEND.sub("", title).casefold())


@dataclass(slots=True)
class HeaderFinder:
    """Finds the header that has some columns, each under its own name or a synonym."""

    columns: Sequence[str]
    synonyms: Mapping[str, Sequence[str]]
    _known: dict[str, str] = field(init=False)
    """The reader's name of a column by the key of its title."""

    def __post_init__(self) -> None:
        own = {_key(name): name for name in (*self.synonyms, *self.columns)}
        self._known = {_key(other): name for name, others in self.synonyms.items() for other in others} | own

    def find(self, text: str) -> Header | None:
        """The first header in the beginning of a file that has all columns."""
        found = (self._find(text, delimiter) for delimiter in DELIMITERS if delimiter in text)
        return next(filter(None, found), None)

    def missing(self, text: str) -> list[str]:
        """The columns that the first line lacks."""
        first = next(_rows(text, ","), [])
        return [name for name in self.columns if name not in self._names(first)]

    def _find(self, text: str, delimiter: str) -> Header | None:
        rows = [row for row, _ in zip(_rows(text, delimiter), range(_NOTICE_ROWS), strict=False)]
        for last in range(1, len(rows) + 1):
            for lowest in range(last - 1, max(-1, last - 1 - _TITLE_ROWS), -1):
                if self._fitting(rows[lowest:last]):
                    first = self._begin(rows, lowest, last)
                    names, end = self._fitting(rows[first:last]), self._end(rows, first, last)
                    return Header(end, delimiter, self._fitting(rows[first:end]) or names)
        return None

    def _begin(self, rows: Rows, first: int, last: int) -> int:
        """The row with which the titles begin: one above, where it tells columns apart whose titles are the same."""
        best, fewest = first, _nameless(self._fitting(rows[first:last]))
        for higher in range(first - 1, max(-1, last - 1 - _TITLE_ROWS), -1):
            names = self._fitting(rows[higher:last])
            if names and _nameless(names) < fewest:
                best, fewest = higher, _nameless(names)
        return best

    def _end(self, rows: Rows, first: int, last: int) -> int:
        """The row after which the titles end: rows that leave the first column empty go on with the titles."""
        end, key = last, self._names(_joined(rows[first:last])).index(self.columns[0])
        while end < min(len(rows), first + _TITLE_ROWS) and any(rows[end]) and not "".join(rows[end][key : key + 1]):
            end += 1
        while end > last and not self._fitting(rows[first:end]):
            end -= 1
        return end

    def _fitting(self, rows: Rows) -> tuple[str, ...]:
        """The names of the columns of these rows of titles; none where one that must be there is not."""
        if sum(1 for row in rows if any(row)) < len(rows):
            return ()
        titles = _joined(rows)
        known = {self._known.get(_key(title)) for title in titles}
        return self._names(titles) if known.issuperset(self.columns) else ()

    def _names(self, titles: Sequence[str]) -> tuple[str, ...]:
        named = dict[str, None]()
        for place, title in enumerate(titles):
            name = self._known.get(_key(title), plain_title(title))
            named[name if name and name not in named else f"column_{place + 1}"] = None
        return tuple(named)


def _nameless(names: Sequence[str]) -> int:
    """How many columns have no title of their own."""
    return sum(1 for place, name in enumerate(names) if name == f"column_{place + 1}")


def _joined(rows: Rows) -> list[str]:
    """The titles of columns whose words stand below each other."""
    width = max(map(len, rows), default=0)
    return [" ".join(row[place] for row in rows if place < len(row) and row[place]) for place in range(width)]


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Rows up to where one cannot be read."""
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [cell.strip() for cell in row]
    except csv.Error:
        return
