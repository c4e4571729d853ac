"""Releases of one table: of several, the newest is read as a whole.

Which release a file is of, it says above its header, or the last date in its rows does; else its name. The parts of one
release are all read, and so are files that do not say.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TypeVar

from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.icd10pcs import Icd10PcsTables
from graph.ingest.codes.indexes.icd10cm_index import Icd10CmIndex
from graph.ingest.codes.indexes.icd10pcs_index import Icd10PcsIndex
from graph.ingest.files.dates import read_date
from graph.ingest.files.table_source import TableSource
from graph.ingest.files.text import head_of
from graph.ingest.read_guard import read_guard
from graph.ingest.source import Source
from graph.model.findings import OlderRelease, SourceError, UnknownRelease
from graph.model.limits import Limits

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR, _MONTH = r"(?<!\d)(?P<year>20\d\d)", rf"(?P<month_name>{'|'.join(_MONTHS)})[a-z]*"
_RELEASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![a-z])v(?P<since_1994>\d{2})(?P<next_quarter>[0-3])r\d",
        rf"{_YEAR}[ _-]?Q(?P<quarter>[1-4])",
        rf"{_YEAR}[ _-]?{_MONTH}",
        rf"{_MONTH}[ _-]?{_YEAR}",
        rf"{_YEAR}[ _-]?(?P<month>0[1-9]|1[0-2])(?!\d(?!\d))",
        r"(?<!\d)(?P<month>0[1-9]|1[0-2])\d\d(?P<year>20\d\d)(?!\d)",
        r"rvu(?P<short_year>\d\d)(?P<letter>[a-d])?(?!\d)",
        r"hcpc(?P<short_year>\d\d)(?!\d)",
        rf"{_YEAR}(?!\d)",
    )
)
"""How names say it: NCCI versions (v313r0 is the last quarter of 2025), quarters, months, letters of the fee schedule's
releases (RVU26B is April 2026), years."""
Release = tuple[date, date]
"""What the file or its rows say, and what its name says, which tells apart releases that are one by the first."""
_Said = TypeVar("_Said")
_VERSION = re.compile(r"<version>\s*([1-9]\d{3})")
_XML_TABLES = (Icd10Cm, Icd10PcsTables)
_INDEXES = (Icd10CmIndex, Icd10PcsIndex)


def release_in(text: str) -> date | None:
    """The first day of the release that a text names.

    >>> release_in("HCPC2024_OCT_ANWEB"), release_in("RVU26B"), release_in("ccipra-v313r0-f1"), release_in("hcpcs")
    (datetime.date(2024, 10, 1), datetime.date(2026, 4, 1), datetime.date(2025, 10, 1), None)
    """
    match = next(filter(None, (pattern.search(text) for pattern in _RELEASES)), None)
    if match is None:
        return None
    said = {name: value for name, value in match.groupdict().items() if value}
    if "since_1994" in said:
        return date(1994 + int(said["since_1994"]), 3 * int(said["next_quarter"]) + 1, 1)
    return date(int(said.get("year") or f"20{said['short_year']}"), _month(said), 1)


def _month(said: dict[str, str]) -> int:
    if "quarter" in said:
        return 3 * int(said["quarter"]) - 2
    if "letter" in said:
        return 3 * "abcd".index(said["letter"].lower()) + 1
    if "month_name" in said:
        return _MONTHS.index(said["month_name"].lower()) + 1
    return int(said.get("month", 1))


def newest(sources: Sequence[Source]) -> tuple[list[Source], list[SourceError]]:
    """The sources without those that are older releases of a table, and the findings about these.

    Nor is one among them that cannot be looked into, which is a finding.
    """
    tables, findings = defaultdict[str, list[Source]](list), list[SourceError]()
    for source, name in _said_of_each(sources, _table, findings):
        tables[name].append(source)
    readable, older = {id(source) for files in tables.values() for source in files}, set[int]()
    for name, files in tables.items():
        if name and len(files) > 1:
            released = list(_said_of_each(files, _release, findings))
            readable -= {id(source) for source in files} - {id(source) for source, _ in released}
            latest = max(filter(None, (release for _, release in released)), default=None)
            findings.extend(_undated(released))
            for source, release in released:
                if release is not None and latest is not None and release < latest:
                    older.add(id(source))
                    findings.append(_older(source, release, latest, [s for s, r in released if r == latest]))
    return [source for source in sources if id(source) in readable - older], findings


def _said_of_each(
    sources: Sequence[Source], say: Callable[[Source], _Said], findings: list[SourceError]
) -> Iterator[tuple[Source, _Said]]:
    """Each source with what its file says; what goes wrong in a file is a finding, and its source is left out."""
    for source in sources:
        said = list[_Said]()
        with read_guard(str(_path(source)), findings, Limits.source_seconds):
            said.append(say(source))
        yield from ((source, one) for one in said)


def _older(source: Source, release: Release, latest: Release, current: Sequence[Source]) -> SourceError:
    place = 0 if release[0] < latest[0] else 1
    return OlderRelease(
        str(_path(source)),
        release=release[place].isoformat(),
        newer_release=latest[place].isoformat(),
        read_instead=[str(_path(other)) for other in current],
    )


def _undated(released: Sequence[tuple[Source, Release | None]]) -> Iterator[SourceError]:
    """A finding about the first file that does not say its release."""
    undated = next((source for source, release in released if release is None), None)
    if undated is not None:
        others = [str(_path(source)) for source, _ in released if source is not undated]
        yield UnknownRelease(str(_path(undated)), read_beside=others)


def _table(source: Source) -> str:
    """What files must share to be releases of one table; empty where a file is a table of its own."""
    if isinstance(source, (TableSource, *_INDEXES)):
        return source.table()
    return type(source).__name__ if isinstance(source, _XML_TABLES) else ""


def _path(source: Source) -> Path:
    return source.path if isinstance(source, (TableSource, *_XML_TABLES, *_INDEXES)) else Path()


def _release(source: Source) -> Release | None:
    named = release_in(_path(source).name)
    with suppress(OSError, EOFError):
        said = _said(source, head_of(_path(source))) or named
        return None if said is None else (said, named or said)
    return None


def _said(source: Source, head: str) -> date | None:
    """The release by what stands above the header, or by the dates of the rows."""
    if not isinstance(source, TableSource):
        version = _VERSION.search(head)
        return date(int(version[1]), 1, 1) if version else None
    notice = re.search(source.release_notice, head) if source.release_notice else None
    return (release_in(" ".join(filter(None, notice.groups()))) if notice else None) or _last_date(source)


def _last_date(source: TableSource) -> date | None:
    """The last of the dates in a table's rows; one that cannot be read is found when the table is read."""
    last: date | None = None
    if not source.release_columns:
        return None
    for _, row in type(source)(source.path).rows():
        for column in source.release_columns:
            with suppress(ValueError):
                found = read_date(row.get(column, ""))
                last = max(filter(None, (last, found)), default=None)
    return last
