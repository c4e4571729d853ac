"""Detects the format of official files by their content, not by their names."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from graph.ingest import codes, policies
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.icd10pcs import Icd10PcsTables
from graph.ingest.codes.indexes.icd10cm_index import icd10cm_index
from graph.ingest.codes.indexes.icd10pcs_index import Icd10PcsIndex
from graph.ingest.files.header import Header, HeaderFinder
from graph.ingest.files.json import starts_json
from graph.ingest.files.regular_file import files_below
from graph.ingest.files.releases import newest
from graph.ingest.files.table_source import TableSource
from graph.ingest.files.text import head_of
from graph.ingest.files.unread_kinds import unread_kind
from graph.ingest.policies.coverage_records import KEYS
from graph.ingest.policies.medicare_coverage import CoverageDetermination
from graph.ingest.read_guard import read_guard
from graph.ingest.source import NodeDependentSource, Source
from graph.model.findings import AmbiguousFile, SourceError
from graph.model.limits import Limits


def _readers() -> Iterator[type]:
    """The classes of all modules of code systems and policies that read something."""
    for package in (codes, policies):
        for module_info in walk_packages(package.__path__, f"{package.__name__}."):
            module = import_module(module_info.name)
            yield from (
                value
                for value in vars(module).values()
                if isinstance(value, type) and value.__module__ == module.__name__ and hasattr(value, "read")
            )


READERS: tuple[type, ...] = tuple(_readers())
"""All readers, in reading order; those that need the nodes of the others are moved to the end.

A table is recognised by its `columns`, and a file without a header by its reader's `claims_lines`, so that a module
with a new one is all that is needed; what is neither is recognised below.
"""
_ROOTS: tuple[tuple[str, Callable[[Path, str], Source | None]], ...] = (
    ("<ICD10CM.tabular", lambda path, start: Icd10Cm.from_file(path)),
    ("<ICD10PCS.tabular", lambda path, start: Icd10PcsTables(path)),
    ("<ICD10CM.index", icd10cm_index),
    ("<ICD10CM.table", icd10cm_index),
    ("<ICD10PCS.index", lambda path, start: Icd10PcsIndex(path)),
)
"""What reads an XML file by its root, given how the file begins."""
_SNIFFED_LINES = 200
_SNIFFED_BYTES = 1 << 20
_COVERAGE_KEYS = {key.encode() for key in ("policies", *KEYS)}


def recognise(path: Path) -> Source | None:
    """The source that reads a file, or None where it is of no kind that is read, or of several.

    Raises:
        OSError, EOFError: it cannot be read.
    """
    found = _identify(path)
    return None if isinstance(found, SourceError) else found


def _identify(path: Path) -> Source | SourceError:
    with path.open("rb") as file:
        start = file.read(4096)
    found: Source | None
    if start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        text = start.decode("utf-8", errors="replace")
        found = next((make(path, text) for root, make in _ROOTS if f"{root}>" in text or f"{root} " in text), None)
    elif starts_json(start):
        found = _recognise_json(path)
    else:
        return _identify_table(path) or _identify_lines(path)
    return found or unread_kind(str(path), head_of(path))


def _recognise_json(path: Path) -> Source | None:
    """Medicare coverage, by a key that its records have; also where the file breaks off after it."""
    with path.open("rb") as file:
        keys = set(re.findall(rb'"(\w+)"\s*:', file.read(_SNIFFED_BYTES)))
    return CoverageDetermination(path) if keys & _COVERAGE_KEYS else None


def _identify_table(path: Path) -> Source | SourceError | None:
    """The table reader whose columns the header contains; of several the one whose columns include the others'."""
    head = head_of(path)
    tables = [reader(path) for reader in READERS if issubclass(reader, TableSource)]
    headers = [(table, HeaderFinder(table.columns, table.synonyms).find(head)) for table in tables if table.columns]
    places = {type(table): _places(table, header) for table, header in headers if header}
    fitting = [table for table, header in headers if header]
    if not fitting:
        return None
    most = max(fitting, key=lambda table: len(places[type(table)]))
    if all(places[type(most)] >= other for other in places.values()):
        return most
    return AmbiguousFile(str(path), kinds=[table.title for table in fitting])


def _places(table: TableSource, header: Header) -> set[tuple[int, int]]:
    """Where in the file the columns of a reader stand."""
    return {(header.rows, header.names.index(name)) for name in table.columns}


def _identify_lines(path: Path) -> Source | SourceError:
    head = head_of(path)
    lines = head.splitlines()[:_SNIFFED_LINES]
    tables = [reader(path) for reader in READERS if issubclass(reader, TableSource)]
    claims = [table for table in tables if table.claims_lines(lines)]
    if len(claims) > 1:
        return AmbiguousFile(str(path), kinds=[table.title for table in claims])
    return claims[0] if claims else unread_kind(str(path), head)


def official_sources(folders: Sequence[Path], day: date | None = None) -> tuple[list[Source], list[SourceError]]:
    """The sources for all files of some folders, in the order in which they build on each other.

    `day` is the one on which what is read as active is so, today unless given. Of several releases of a table only the
    newest is among them.
    """
    sources, findings = list[Source](), list[SourceError]()
    for path in _files(folders, findings):
        source: Source | SourceError | None = None
        with read_guard(str(path), findings, Limits.source_seconds):
            source = _identify(path)
        if source is None:
            continue
        if isinstance(source, SourceError):
            findings.append(source)
            continue
        if isinstance(source, TableSource) and day is not None:
            source.day = day
        sources.append(source)
    sources, older = newest(sources)
    return sorted(sources, key=_reading_order), [*findings, *older]


def _reading_order(source: Source) -> tuple[bool, int]:
    return isinstance(source, NodeDependentSource), READERS.index(type(source))


def _files(folders: Sequence[Path], findings: list[SourceError]) -> Iterator[Path]:
    for folder in folders:
        yield from files_below(folder, findings)
