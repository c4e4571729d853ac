"""Which files are checked, and as which part of a folder of data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from graph.ingest.data_folder import DataFolder, Part
from graph.ingest.files.recognition import recognise
from graph.ingest.files.regular_file import files_below
from graph.ingest.own_edges import REQUIRED
from graph.ingest.own_edges import SUFFIX as EDGES_SUFFIX
from graph.ingest.read_guard import read_guard
from graph.ingest.sssom import SUFFIX
from graph.ingest.vocabulary import COLUMNS, TERM_KINDS
from graph.model.data_findings import OfNoPart
from graph.model.findings import SourceError
from graph.model.limits import Limits
from graph.model.ontology_files import FILE_NAME

QUERY_SUFFIX = ".graphql"
_BY_SUFFIX = {QUERY_SUFFIX: Part.QUERIES, ".toml": Part.VALUESETS}
_TABLES = frozenset(".csv .tsv .json .xml .xlsx .xls .zip".split())
_ORDER = (*dict.fromkeys((None, Part.VOCABULARY, Part.CODES, Part.POLICIES, *Part)),)
"""The ontology and the parts, each after those that it needs."""
_NEAR = 3
"""A path and the two folders above it: pages lie below folders of specialties, and folders far above say nothing."""
_HEADER, _EDGES_HEADER = "\t".join(COLUMNS).encode(), "\t".join(REQUIRED).encode()


@dataclass(frozen=True, slots=True)
class LocatedFile:
    """A file, the part that it belongs to, and the folder of that part, where it lies in one.

    An ontology belongs to no part: it stands beside them.
    """

    path: Path
    part: Part | None
    folder: Path | None


def located_files(given: Sequence[Path], findings: list[SourceError]) -> list[LocatedFile]:
    """The files of some paths, each once, in the order in which they are checked."""
    found: dict[Path, LocatedFile] = {}
    for path in given:
        for file in _files(path, findings):
            found.setdefault(file.path, file)
    return sorted(found.values(), key=lambda file: _ORDER.index(file.part))


def is_data_folder(path: Path) -> bool:
    """Whether a folder has a part of a folder of data."""
    folder = DataFolder(path)
    return folder.ontology.is_file() or any(folder.part(part).is_dir() for part in Part)


def data_folder_of(path: Path) -> DataFolder | None:
    """The folder of data that a path is, or lies in; None where it lies in none."""
    if is_data_folder(path):
        return DataFolder(path)
    if path.name == FILE_NAME:
        return DataFolder(path.parent)
    folder = _part_folder(path)
    return DataFolder(folder.parent) if folder else None


def _files(path: Path, findings: list[SourceError]) -> Iterator[LocatedFile]:
    if is_data_folder(path):
        findings.extend(_of_no_part(path))
        yield from (LocatedFile(file, None, None) for file in [DataFolder(path).ontology] if file.exists())
        for part in Part:
            folder = DataFolder(path).part(part).absolute()
            if folder.exists():
                yield from (
                    LocatedFile(file, part, folder) for file in files_below(path / part, findings, hidden=False)
                )
        return
    around = _part_folder(path)
    for file in files_below(path, findings, hidden=False):
        if file.name == FILE_NAME:
            yield LocatedFile(file, None, None)
            continue
        inside = around or _part_folder(file)
        yield LocatedFile(file, Part(inside.name) if inside else _part_by_content(file), inside)


def _of_no_part(root: Path) -> Iterator[SourceError]:
    """A finding for each entry of a folder of data that is none of its parts; what describes it may be there."""
    for path in sorted(root.iterdir()):
        if path.name not in {*Part, FILE_NAME} and not path.name.startswith((".", "README", "LICENSE")):
            near = get_close_matches(path.name.casefold(), list(Part), 1)
            yield OfNoPart(str(path), None, parts=list(Part), did_you_mean=str(near[0]) if near else None)


def _part_folder(path: Path) -> Path | None:
    """The folder of a part that a path is, or in which or in whose subfolder it lies; None where it is in none."""
    absolute = path.absolute()
    around = (absolute, *absolute.parents)[:_NEAR]
    return next((folder for folder in around if folder.name in {*Part} and folder.is_dir()), None)


def _part_by_content(path: Path) -> Part:
    """The part that a file belongs to which lies in none: by its name, by its columns, or else it is a page."""
    if path.suffix in _BY_SUFFIX:
        return _BY_SUFFIX[path.suffix]
    if path.name.endswith(SUFFIX):
        return Part.MAPPINGS
    if path.suffix == ".tsv" and (path.stem in TERM_KINDS or _begins_with(path, _HEADER)):
        return Part.VOCABULARY
    if path.suffix == EDGES_SUFFIX and _begins_with(path, _EDGES_HEADER):
        return Part.EDGES
    source = None
    with read_guard(str(path), list[SourceError](), Limits.source_seconds):
        source = recognise(path)
    if source is None:
        return Part.CODES if path.suffix.casefold() in _TABLES else Part.PAGES
    return Part.POLICIES if ".policies." in type(source).__module__ else Part.CODES


def _begins_with(path: Path, start: bytes) -> bool:
    with read_guard(str(path), list[SourceError](), Limits.source_seconds), path.open("rb") as file:
        return file.read(len(start)) == start
    return False
