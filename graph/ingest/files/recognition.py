"""Detects the format of official files by their content, not by their names."""

import csv
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from graph.ingest import codes, policies
from graph.ingest.codes.cpt import ROW, CptDescriptors
from graph.ingest.codes.hcpcs import HcpcsFixedWidth
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.icd10pcs import Icd10PcsTables
from graph.ingest.files.json import starts_json
from graph.ingest.files.table_source import TableSource, header_of, open_text
from graph.ingest.policies.coverage_records import KEYS
from graph.ingest.policies.medicare_coverage import CoverageDetermination
from graph.ingest.source import NodeDependentSource, Source
from graph.model.errors import SourceError, UnreadableFile, UnrecognisedFile
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS


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

A table is recognised by its `columns`, so that a module with a new one is all that is needed; what is no table is
recognised below.
"""
_ROOTS = ((b"<ICD10CM.tabular", Icd10Cm.from_file), (b"<ICD10PCS.tabular", Icd10PcsTables))
_RECORD = re.compile(rf"(?:{CODE_SYSTEMS['HCPCS'].pattern}|   [A-Z0-9]{{2}})\d{{5}}[3478]")
_SNIFFED_LINES = 200
_SNIFFED_BYTES = 1 << 20
_COVERAGE_KEYS = {key.encode() for key in ("policies", *KEYS)}


def recognise(path: Path) -> Source | None:
    """The source that reads a file, or None where it is of no known kind.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    if start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        return next((make(path) for root, make in _ROOTS if root in start), None)
    if starts_json(start):
        return _recognise_json(path)
    return _recognise_table(path) or _recognise_lines(path)


def _recognise_json(path: Path) -> Source | None:
    """Medicare coverage, by a key that its records have; also where the file breaks off after it."""
    with path.open("rb") as file:
        keys = set(re.findall(rb'"(\w+)"\s*:', file.read(_SNIFFED_BYTES)))
    return CoverageDetermination(path) if keys & _COVERAGE_KEYS else None


def _recognise_table(path: Path) -> Source | None:
    """The table reader whose columns the header contains; of several the one with the most columns."""
    header = set(header_of(path))
    tables = [reader(path) for reader in READERS if issubclass(reader, TableSource)]
    fitting = [table for table in tables if table.columns and header.issuperset(table.columns)]
    return max(fitting, key=lambda table: len(table.columns), default=None)


def _recognise_lines(path: Path) -> Source | None:
    with open_text(path, []) as file:
        lines = [line for line, _ in zip(file, range(_SNIFFED_LINES), strict=False)]
    if any(_RECORD.match(line) for line in lines):
        return HcpcsFixedWidth(path)
    if sum(1 for line in lines if ROW.fullmatch(line.rstrip())) > 1:
        return CptDescriptors(path)
    return None


def official_sources(folders: Sequence[Path]) -> tuple[list[Source], list[SourceError]]:
    """The sources for all files of some folders, in the order in which they build on each other."""
    sources, findings = list[Source](), list[SourceError]()
    for path in _files(folders, findings):
        try:
            source = recognise(path)
        except (OSError, EOFError, csv.Error) as error:
            findings.append(UnreadableFile(str(path), reason=str(error)))
            continue
        if source is None:
            findings.append(UnrecognisedFile(str(path)))
        else:
            sources.append(source)
    return sorted(sources, key=_reading_order), findings


def _reading_order(source: Source) -> tuple[bool, int]:
    return isinstance(source, NodeDependentSource), READERS.index(type(source))


def _files(folders: Sequence[Path], findings: list[SourceError]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.is_file())
        elif folder.is_file():
            yield folder
        else:
            findings.append(UnreadableFile(str(folder), reason="there is no such file or folder"))
