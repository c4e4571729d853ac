"""What a page is read as: its record, its identity and its findings."""

from dataclasses import asdict
from os.path import realpath
from pathlib import Path, PurePath
from typing import Any

from graph.ingest.files.regular_file import read_regular
from graph.ingest.pages.concept_resolver import ConceptResolver
from graph.ingest.pages.identity import Identity, given_identity, path_identity
from graph.ingest.pages.page_folders import read_page_record
from graph.ingest.pages.record import PageRecord
from graph.ingest.pages.to_graph import PageGraphEmitter
from graph.ingest.read_guard import read_guard
from graph.ingest.vocabulary import Vocabulary
from graph.model.findings import SourceError, printable
from graph.model.limits import Limits


def page_identity(
    path: Path, code: str | None = None, system: str | None = None, root: Path | None = None
) -> tuple[Identity, list[SourceError]]:
    """Who a page is, by a code that was given or else by its path below the folder of pages, where it lies in one.

    Raises:
        InvalidArgument: the code is not one of the system.
    """
    if code and system:
        return given_identity(path, system, code), []
    if root is not None and path.absolute().is_relative_to(root):
        return path_identity(PurePath(path.absolute().relative_to(root)))
    # One file has no folder of pages above it; the folders that matter are the nearest ones.
    return path_identity(PurePath(*Path(realpath(path)).parts[-2:]))


def read_page(path: Path, identity: Identity, vocabulary: Vocabulary, findings: list[SourceError]) -> PageRecord | None:
    """The record of a page; None where it cannot be read, which is a finding."""
    name = str(path)
    with read_guard(name, findings, Limits.page_seconds):
        record, more = read_page_record(read_regular(path, Limits.page_file, "page"), name, identity.slug)
        concepts = ConceptResolver(vocabulary)
        list(PageGraphEmitter(record, identity.curie, identity.slug, "", name, None, concepts, lambda _: None).emit())
        findings.extend((*more, *concepts.findings))
        return record
    return None


def page_document(path: Path, identity: Identity, record: PageRecord) -> dict[str, Any]:
    """The record of a page, as JSON has it."""
    return {"path": printable(str(path)), "curie": identity.curie, "slug": identity.slug, **asdict(record)}
