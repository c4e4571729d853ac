"""What the default graph is built from, and whether a snapshot is of just that; nothing is read for it but bytes.

It stands apart from `graph.ingest.default_graph`, so that who only opens a snapshot waits for no reader to be imported.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path

from graph.ingest.files.regular_file import files_below
from graph.model.findings import SourceError
from graph.model.source_files import ROOT
from graph.store.snapshot import OWN_INPUTS, inputs_of

PAGES = ROOT / "data" / "pages"
VOCABULARY = ROOT / "data" / "vocabulary"
MAPPINGS = ROOT / "data" / "mappings"
_SHOWN = {"console.py", "terminal.py", "progress_bar.py", "source_progress.py"}
_NOT_FINGERPRINTED = {"export", "machine", "traversal", "review"} | _SHOWN
"""Entries of `graph/` that read snapshots or show what goes on: a change to them does not make a snapshot outdated."""
_LISTS_OF_GROUPS = ROOT / "graph" / "review" / "msdrg"
"""What the build reads the lists of the grouper with, as the review does."""


def is_current(directory: Path, codes: Sequence[Path] = ()) -> bool:
    """Whether a snapshot needs no rebuild: it has the fingerprint of the shipped data, or is of other sources."""
    return inputs_of(directory) in (default_inputs(codes), OWN_INPUTS)


def default_inputs(codes: Sequence[Path] = ()) -> str:
    """The fingerprint of the shipped data, these official files, and the code and requirements that build from them.

    With official files it is one of today, as what they have of codes begins and ends.
    """
    code = [path for path in (ROOT / "graph").iterdir() if path.name not in _NOT_FINGERPRINTED]
    inputs = fingerprint([ROOT / "data", *sorted(code), _LISTS_OF_GROUPS, ROOT / "requirements", *codes])
    return f"{inputs} on {date.today().isoformat()}" if codes else inputs


def fingerprint(folders: Iterable[Path]) -> str:
    """SHA-256 over names and contents of these files and of all files below these folders, in hexadecimal.

    Of what cannot be read it is over the reason, so that it is another once that can be read.
    """
    digest = sha256()
    for folder in folders:
        unread = list[SourceError]()
        for path in files_below(folder, unread):
            if "__pycache__" not in path.parts:
                digest.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + _content_digest(path))
        for finding in unread:
            digest.update(str(finding).encode())
    return digest.hexdigest()


def _content_digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").digest()
    except OSError as error:
        return str(error.strerror).encode()
