"""Releases of one table: of several, the newest is read as a whole.

Which release a file is of, it says above its header, or the last date in its rows does; else its name. The parts of one
release are all read, and so are files that do not say.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.icd10pcs import Icd10PcsTables
from graph.ingest.files.dates import read_date
from graph.ingest.files.table_source import TableSource
from graph.ingest.files.text import head_of
from graph.ingest.source import Source
from graph.model.errors import OlderRelease, SourceError, UnknownRelease

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
_VERSION = re.compile(r"<version>\s*(\d{4})")
_XML_TABLES = (Icd10Cm, Icd10PcsTables)


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
    """The sources without those that are older releases of a table, and the findings about these."""
    tables = defaultdict[str, list[Source]](list)
    for source in sources:
        tables[_table(source)].append(source)
    older, findings = set[int](), list[SourceError]()
    for name, files in tables.items():
        if name and len(files) > 1:
            released = {id(source): _release(source) for source in files}
            latest = max(filter(None, released.values()), default=None)
            for finding, source in _compared(files, released, latest):
                findings.append(finding)
                older |= {id(source)} if isinstance(finding, OlderRelease) else set()
    return [source for source in sources if id(source) not in older], findings


def _compared(
    files: Sequence[Source], released: dict[int, date | None], latest: date | None
) -> Iterator[tuple[SourceError, Source]]:
    """The findings about the files of a table that are not of its latest release, each with its file."""
    current = [str(_path(source)) for source in files if released[id(source)] == latest]
    for source in files:
        said = released[id(source)]
        if said is None:
            others = [str(_path(other)) for other in files if other is not source]
            yield UnknownRelease(str(_path(source)), read_beside=others), source
        elif latest is not None and said < latest:
            release, newer = said.isoformat(), latest.isoformat()
            yield OlderRelease(str(_path(source)), release=release, newer_release=newer, read_instead=current), source


def _table(source: Source) -> str:
    """What files must share to be releases of one table; empty where a file is a table of its own."""
    if isinstance(source, TableSource):
        return source.table()
    return type(source).__name__ if isinstance(source, _XML_TABLES) else ""


def _path(source: Source) -> Path:
    return source.path if isinstance(source, (TableSource, *_XML_TABLES)) else Path()


def _release(source: Source) -> date | None:
    path = _path(source)
    with suppress(OSError, EOFError):
        head = head_of(path)
        if not isinstance(source, TableSource):
            version = _VERSION.search(head)
            return date(int(version[1]), 1, 1) if version else release_in(path.name)
        notice = re.search(source.release_notice, head) if source.release_notice else None
        return (
            (release_in(" ".join(filter(None, notice.groups()))) if notice else None)
            or _last_date(source)
            or release_in(path.name)
        )
    return None


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
