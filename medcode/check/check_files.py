"""Checks all files of some paths, each by what reads its part of a folder of data."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from graph.ingest.data_folder import DataFolder, Part
from graph.model.findings import DuplicatePage, SourceError
from medcode.check.check_edges import check_edges
from medcode.check.check_mapping import check_mapping
from medcode.check.check_ontology import check_ontology
from medcode.check.check_page import check_page
from medcode.check.check_query import check_query
from medcode.check.check_table import check_table
from medcode.check.check_value_set import check_value_set
from medcode.check.check_vocabulary import check_vocabulary
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile, data_folder_of


def context_of(paths: Sequence[Path], folders: Sequence[DataFolder], files: Sequence[LocatedFile]) -> CheckContext:
    """What files are checked with: these folders of data, those in which the files lie, and files of terms alone."""
    around = [folder for path in paths if (folder := data_folder_of(path)) is not None]
    alone = [file.path.parent for file in files if file.part is Part.VOCABULARY and file.folder is None]
    each = {folder.root.absolute(): folder for folder in (*around, *folders)}
    return CheckContext([*each.values()], alone)


def check_files(
    files: Sequence[LocatedFile],
    context: CheckContext,
    unreadable: Sequence[SourceError] = (),
    code: str | None = None,
    system: str | None = None,
) -> Iterator[CheckedFile]:
    """Each file after it was checked; first the files of terms of the user's own that are wrong and were not given.

    `unreadable` are the findings about what is no file that can be checked.

    Raises:
        InvalidArgument: the code is not one of the system.
    """
    yield from _wrong_terms_elsewhere(files, {finding.path for finding in unreadable}, context)
    first: dict[str, str] = {}
    for file in files:
        if file.part is not Part.PAGES:
            yield _CHECKS[file.part](file, context)
            continue
        checked, identity = check_page(file, context, code, system)
        path = str(file.path)
        if checked.is_read and first.setdefault(identity.curie, path) != path:
            checked.findings.append(DuplicatePage(path, curie=identity.curie, first=first[identity.curie]))
        yield checked


def _wrong_terms_elsewhere(
    files: Sequence[LocatedFile], told: Collection[str], context: CheckContext
) -> Iterator[CheckedFile]:
    """What pages are read with: a mistake in it would show as terms that are unknown."""
    if not any(file.part in (Part.PAGES, Part.VOCABULARY) for file in files):
        return
    given = {file.path.absolute() for file in files}
    wrong: dict[str, list[SourceError]] = {}
    for finding in context.read_terms[1]:
        if Path(finding.path).absolute() not in given and finding.path not in told:
            wrong.setdefault(finding.path, []).append(finding)
    for path, findings in wrong.items():
        yield CheckedFile(Path(path), Part.VOCABULARY, "Terms", findings=findings)


_CHECKS: Mapping[Part | None, Callable[[LocatedFile, CheckContext], CheckedFile]] = {
    Part.CODES: check_table,
    Part.POLICIES: check_table,
    Part.MAPPINGS: check_mapping,
    Part.VOCABULARY: check_vocabulary,
    Part.EDGES: check_edges,
    Part.QUERIES: check_query,
    Part.VALUESETS: check_value_set,
    None: check_ontology,
}
