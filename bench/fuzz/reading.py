"""What reading a file must come to: a document or a finding, in a short time, and never the failure of a reader."""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graph.ingest.build import build
from graph.ingest.source import Source
from graph.model.findings import ReaderFailed, SourceError
from graph.model.source_files import document_path

MOST_SECONDS = 2.0
"""Of processor time for one mutated file; a usual one takes some milliseconds."""


@contextmanager
def time_bound() -> Iterator[None]:
    """Run the body in the time that a file may take.

    Raises:
        AssertionError: it took longer.
    """
    begun = time.process_time()
    yield
    seconds = time.process_time() - begun
    assert seconds < MOST_SECONDS, f"{seconds:.1f} s"


def check_read(sources: Iterable[Source], findings: Sequence[SourceError], path: Path) -> None:
    """Build a graph of the sources, one of which reads the file, and look at what came of it.

    Raises:
        AssertionError: the file is neither read nor named in a finding, or its reader failed.
    """
    built = build(sources)
    read = {document.path for document in built.graph.graph["documents"]}
    check_findings(read, [*findings, *built.findings], path)


def check_findings(read: Collection[str], findings: Iterable[SourceError], path: Path) -> None:
    """Look at the documents that were read and the findings.

    Raises:
        AssertionError: the file is neither read nor named in a finding, or its reader failed.
    """
    found = list(findings)
    failed = [str(finding) for finding in found if isinstance(finding, ReaderFailed)]
    assert not failed, failed[0]
    named = {str(path), document_path(path)}
    assert document_path(path) in read or any(finding.path in named for finding in found), "neither read nor named"
