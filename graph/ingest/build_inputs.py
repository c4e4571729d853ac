"""What a graph is built from, and whether a snapshot is of just that; nothing is read for it but bytes.

It stands apart from `graph.ingest.graph_builder`, so that who only opens a snapshot waits for no reader to be imported.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path

from graph.ingest.data_folder import BUILT_FROM, SHIPPED, WITHOUT, DataFolder, Part, data_folders
from graph.ingest.files.regular_file import files_below
from graph.model.built_files import DEFAULT_SNAPSHOT, built_path
from graph.model.errors import InvalidArgument
from graph.model.findings import SourceError
from graph.model.ontology import OWN_KINDS
from graph.model.ontology_files import ONTOLOGY_VARIABLE, ontology_files
from graph.model.source_files import ROOT
from graph.store.snapshot import inputs_of

_SHOWN = {"console.py", "terminal.py", "progress_bar.py"}
_NOT_FINGERPRINTED = {"database", "export", "machine", "traversal", "review", "value_sets"} | _SHOWN
"""Entries of `graph/` that read snapshots or show what goes on: a change to them does not make a snapshot outdated."""
_LISTS_OF_GROUPS = ROOT / "graph" / "review" / "msdrg"
"""What the build reads the lists of the grouper with, as the review does."""
OWN_SNAPSHOT = "graph-"
"""What the names of snapshots begin with that have data of the user's own."""
_NAME_LENGTH = 12
OWN_KINDS_NAME = sha256(repr(OWN_KINDS.edge_kinds).encode()).hexdigest()[:_NAME_LENGTH] if OWN_KINDS.edge_kinds else ""
"""A name for the kinds of edges of the user's own as this process knows them; empty where there are none."""


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """What ships, but for the parts that it is to be `without`, and folders of the user's.

    `day` is the one on which what official files call active is so; today where it is None.
    """

    own: tuple[DataFolder, ...] = ()
    without: frozenset[Part] = frozenset()
    day: date | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "BuildInputs":
        """What `MEDCODE_DATA` and `MEDCODE_WITHOUT` name.

        Raises:
            InvalidArgument: a folder is not there, or has no part; a part has another name; or its ontology is another
                than the one that this process has read.
        """
        _check_ontology(environment)
        parts = [name.strip() for name in environment.get(WITHOUT, "").split(",") if name.strip()]
        folders = (DataFolder.checked(folder.root) for folder in data_folders(environment))
        return cls(tuple(folders), frozenset(map(Part.checked, parts)))

    def folders(self, part: Part) -> list[Path]:
        """The folders of a part, those that are there: what ships first."""
        shipped = [] if part in self.without else [SHIPPED]
        return [path for folder in (*shipped, *self.own) if (path := folder.part(part)).exists()]

    def own_folders(self, *parts: Part) -> list[Path]:
        """The user's folders of some parts, those that are there."""
        return [path for folder in self.own for part in parts if (path := folder.part(part)).exists()]

    @property
    def snapshot(self) -> Path:
        """Where the snapshot of just this is kept."""
        if self == BuildInputs() and not OWN_KINDS_NAME:
            return DEFAULT_SNAPSHOT
        return built_path(f"{OWN_SNAPSHOT}{self.name}")

    @property
    def name(self) -> str:
        """A name for what it is of, whatever that holds: letters and digits."""
        named = [str(folder.root.absolute()) for folder in self.own], sorted(self.without), str(self.day)
        return sha256(f"{named!r}{OWN_KINDS_NAME}".encode()).hexdigest()[:_NAME_LENGTH]

    def fingerprint(self) -> str:
        """A hash of all that the graph is built from: data, code and requirements.

        With official files of the user's it is one of today, as what they have of codes begins and ends.
        """
        return joined_key(code_fingerprint(), self.name, self.official_day(), fingerprint(self._read()))

    def official_day(self) -> str:
        """The day on which what official files call active is so; empty where there are none."""
        return str(self.day or date.today()) if self.own_folders(Part.CODES, Part.POLICIES) else ""

    def _read(self) -> Iterator[Path]:
        yield SHIPPED.root / "spelling"
        yield SHIPPED.part(Part.POLICIES)
        for part in BUILT_FROM:
            yield from self.folders(part)


def _check_ontology(environment: Mapping[str, str]) -> None:
    """Refuse data whose kinds of edges this process has not read: that happens once, before anything else.

    Raises:
        InvalidArgument: so it is.
    """
    wanted = {os.path.realpath(path) for path in ontology_files(environment)}
    missing = sorted(wanted - {os.path.realpath(path) for path in OWN_KINDS.files})
    if missing:
        problem = f"kinds of edges are read when this program starts: name their files with {ONTOLOGY_VARIABLE} before"
        raise InvalidArgument(problem=problem, files=missing)


def is_current(directory: Path, inputs: BuildInputs) -> bool:
    """Whether a snapshot is of just this."""
    return inputs_of(directory) == inputs.fingerprint()


def code_fingerprint() -> str:
    """A hash of the code that builds with the kinds that it knows, and of the requirements it builds with."""
    code = [path for path in (ROOT / "graph").iterdir() if path.name not in _NOT_FINGERPRINTED]
    return joined_key(fingerprint([*sorted(code), _LISTS_OF_GROUPS, ROOT / "requirements"]), OWN_KINDS_NAME)


def joined_key(*parts: str) -> str:
    """One hash of several texts."""
    return sha256("\0".join(parts).encode()).hexdigest()


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
