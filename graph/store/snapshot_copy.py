"""A snapshot as it was at one moment: copies of its files, which a build that replaces it does not touch."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from graph.model.errors import SnapshotError
from graph.storage.sealed_files import NoSealedFileError, SealedFiles
from graph.store.manifest import NAME, Manifest, read_manifest
from graph.store.snapshot import OpenEdges, Snapshot, attach_snapshot

log = logging.getLogger("medcode.graph")


@dataclass(frozen=True, slots=True)
class SnapshotCopy:
    """The folder of a snapshot and copies of its files; without copies, the files in the folder are mapped."""

    directory: Path
    manifest: Manifest
    files: SealedFiles | None

    def attach(self, open_edges: OpenEdges | None = None) -> Snapshot:
        """Map the copies, which stay as long as the snapshot does; `open_edges` reads the edges of a partial one.

        Raises:
            SnapshotError: see `attach_snapshot`.
        """
        if self.files is None:
            return attach_snapshot(self.directory, open_edges=open_edges)
        return replace(attach_snapshot(self.files.folder, self.directory, open_edges), files=self.files)


def copy_snapshot(directory: Path) -> SnapshotCopy:
    """Copy the files of the snapshot in a folder; what is in them is checked when they are attached.

    Raises:
        SnapshotError: there is no snapshot, or its manifest or a file cannot be read.
    """
    manifest = read_manifest(directory)
    try:
        files = SealedFiles()
        files.copy(directory / NAME, NAME)
        manifest = read_manifest(files.folder, directory)
        for path in _named_files(directory, manifest):
            files.copy(directory / path, path)
        return SnapshotCopy(directory, manifest, files)
    except NoSealedFileError as error:
        log.warning("%s is mapped itself; who writes to it ends the server: %s", directory, error)
        return SnapshotCopy(directory, manifest, None)
    except OSError as error:
        raise SnapshotError(directory=str(directory), problem=str(error)) from error


def _named_files(directory: Path, manifest: Manifest) -> list[str]:
    """The files that a manifest names, relative to its folder; without those with a dot first, which are locks."""
    return [manifest.file, *(f"{manifest.index}/{path.name}" for path in (directory / manifest.index).glob("[!.]*"))]
