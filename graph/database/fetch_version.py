"""Brings what a server keeps of the version that a database serves into a folder: a partial snapshot."""

import logging
from pathlib import Path

import xxhash

from graph.database.address import DatabaseAddress
from graph.database.connection import Database
from graph.database.stored_files import COLUMN, INDEX, MANIFEST, fetch_files
from graph.database.versions import current_version
from graph.model.built_files import writable_path
from graph.model.errors import OtherOntology, SnapshotError, StoredVersionError
from graph.store.manifest import Manifest, parse_manifest, read_manifest
from graph.store.partial_snapshot import BroughtFiles, write_partial_snapshot

log = logging.getLogger("medcode.database")


def folder_of(address: DatabaseAddress) -> Path:
    """The folder for what is brought from a database."""
    return writable_path("databases", xxhash.xxh3_64_hexdigest(str(address).encode()))


def fetch_version(database: Database, folder: Path) -> bool:
    """Bring the version that is served, unless it is in the folder; whether it was brought.

    Raises:
        StoreError: the database is not reached, or holds no whole version, or one that this program cannot read.
        OtherOntology: it holds kinds that this process does not have.
        SnapshotWriteError: the folder cannot be written.
    """
    version = current_version(database)
    if _is_there(folder, version.version, version.slot):
        return False
    log.info("Version %s of the graph is brought from %s.", version.version[:12], database.address)
    files = dict(fetch_files(database, version.slot))
    manifest = _manifest(files.pop(MANIFEST, b""), database.address)
    columns = {name.removeprefix(COLUMN): content for name, content in files.items() if name.startswith(COLUMN)}
    index = [(name.removeprefix(INDEX), content) for name, content in files.items() if name.startswith(INDEX)]
    write_partial_snapshot(BroughtFiles(manifest, columns, index), version.slot, folder)
    return True


def _manifest(content: bytes, address: DatabaseAddress) -> Manifest:
    try:
        return parse_manifest(content, Path("manifest"))
    except OtherOntology:
        raise
    except SnapshotError as error:
        problem = f"it was pushed by another version of this program: {error.details.get('problem')}"
        raise StoredVersionError(address=str(address), problem=problem) from error


def _is_there(folder: Path, version: str, slot: int) -> bool:
    try:
        manifest = read_manifest(folder)
    except SnapshotError:
        return False
    named = (folder / manifest.file).exists() and (folder / manifest.index).exists()
    return named and (manifest.version, manifest.slot) == (version, slot)
