"""Pushes a snapshot into a database: loaded in batches, read back, and then served by one switch.

A batch and the progress of the load are written in one transaction. So a push that broke off, however it did, goes on
with the next batch when it is started again; what is served stays as it is until the new version is whole.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.database.connection import Database
from graph.database.engine_features import check_features
from graph.database.layout import FILE
from graph.database.push_edges import EdgeStage, places_by_target
from graph.database.push_nodes import EvidenceStage, NodeStage
from graph.database.push_stage import Batch, PushStage
from graph.database.remove_version import count_added_edges, remove_rows, remove_version
from graph.database.stored_files import FILES, MANIFEST, FileStage, read_files
from graph.database.unique_keys import create_keys
from graph.database.verify_push import Hashes, expected_hashes, verify_push
from graph.database.versions import (
    COMPLETE,
    LOADING,
    REMOVING,
    LoadProgress,
    StoredVersion,
    changed_meanwhile,
    create_version,
    finish,
    read_current,
    read_versions,
    set_progress,
    switch_to,
)
from graph.model.errors import SnapshotError, StoredVersionError
from graph.progress_bar import Progress
from graph.storage.edge_checks import EdgeChecks
from graph.storage.evidence_columns import EvidenceLists
from graph.store.manifest import FORMAT, Manifest, parse_manifest, read_manifest
from graph.store.snapshot import Snapshot, attach_snapshot

CHECKING, REMOVING_OLD = "Reading back", "Removing older versions"
PUSH_STAGES = {"nodes": 18, "evidence": 2, "edges": 50, FILES: 5, CHECKING: 20, REMOVING_OLD: 5}
"""The stages of a push, each with its share of the time in hundredths, as measured with ArcadeDB."""
_DONE = "done"
log = logging.getLogger("medcode.database")


@dataclass(frozen=True)
class PushedSnapshot:
    """A snapshot that is pushed, and the slot that it goes to."""

    folder: Path
    snapshot: Snapshot
    manifest: Manifest
    slot: int

    @cached_property
    def lists(self) -> EvidenceLists:
        return EvidenceLists(self.snapshot.graph.columns)

    @cached_property
    def checks(self) -> EdgeChecks:
        return EdgeChecks(self.manifest.version, self.snapshot.graph.columns)

    @cached_property
    def files(self) -> FileStage:
        return FileStage(self.folder, self.manifest, self.snapshot.graph.columns, self.slot)

    @cached_property
    def stages(self) -> Sequence[PushStage]:
        graph = self.snapshot.graph
        return (
            NodeStage(graph, self.slot),
            EvidenceStage(self.lists, self.slot),
            EdgeStage(graph, self.slot, places_by_target(graph), self.checks),
            self.files,
        )

    @cached_property
    def hashes(self) -> Hashes:
        return expected_hashes(self.snapshot.graph, self.lists, self.files.files)

    @property
    def identity(self) -> str:
        """Which files these are."""
        return f"{FORMAT} {self.manifest.checksum} {self.manifest.index_checksum}"

    def as_version(self) -> StoredVersion:
        """The version before anything of it is loaded."""
        counts = {stage.name: stage.total for stage in self.stages}
        progress = LoadProgress(self.stages[0].name, 0, self.identity)
        return StoredVersion(self.slot, self.manifest.version, LOADING, progress, counts, self.hashes)


@dataclass(frozen=True, slots=True)
class PushResult:
    """What a push did: the version, whether it was there already, and the edges that keep an older one."""

    version: StoredVersion
    was_there: bool
    added_edges: int = 0


def push(database: Database, folder: Path, progress: Progress) -> PushResult:
    """Push the snapshot in a folder, and serve it from then on.

    Raises:
        SnapshotError: the snapshot cannot be used.
        StoredVersionError: what was read back is not what was sent, or two pushes met; nothing else is served then.
        StoreError: the database is not reached, or has refused something; the same push goes on where this one ended.
    """
    snapshot, manifest = attach_snapshot(folder), read_manifest(folder)
    versions = read_versions(database)
    found = _usable(versions, manifest.version)
    if found is not None and found.is_complete and _can_be_read(database, found):
        if read_current(database).slot != found.slot:
            switch_to(database, found.slot)
        return PushResult(found, True, _remove_older(database, progress))
    create_keys(database)
    check_features(database)
    slot = found.slot if found else max(versions, default=0) + 1
    pushed = PushedSnapshot(folder, snapshot, manifest, slot)
    version = _resumed(database, pushed, found) if found else _begun(database, pushed)
    version = _load(database, pushed, version, progress)
    progress.stage(CHECKING)
    verify_push(database, slot, snapshot.graph, pushed.hashes, pushed.checks, progress)
    version = finish(database, version, replace(version.progress, stage=_DONE, done=0))
    return PushResult(version, False, _remove_older(database, progress))


def _can_be_read(database: Database, version: StoredVersion) -> bool:
    """Whether this program reads the files of a version: one of another version of it may have written them."""
    wanted = {name: version.hashes[FILES][name] for name in (MANIFEST,)}
    try:
        for _, content in read_files(database, version.slot, wanted):
            parse_manifest(content, Path(MANIFEST))
    except SnapshotError:
        return False
    return True


def _usable(versions: dict[int, StoredVersion], version: str) -> StoredVersion | None:
    """What there is of a version: whole, if it is; not what is being removed."""
    same = [found for found in versions.values() if found.version == version and found.progress.stage != REMOVING]
    return max(same, key=lambda found: (found.state == COMPLETE, found.slot), default=None)


def _begun(database: Database, pushed: PushedSnapshot) -> StoredVersion:
    version = pushed.as_version()
    create_version(database, version)
    return version


def _resumed(database: Database, pushed: PushedSnapshot, found: StoredVersion) -> StoredVersion:
    """A version whose load broke off; files of another snapshot of the same graph are loaded anew."""
    if found.progress.snapshot == pushed.identity:
        return found
    done = 0 if found.progress.stage in (FILES, _DONE) else found.progress.done
    stage = FILES if found.progress.stage == _DONE else found.progress.stage
    remove_rows(database, FILE, found.slot, found.counts[FILES])
    renewed = replace(pushed.as_version(), progress=LoadProgress(stage, done, pushed.identity))
    create_version(database, renewed)
    return renewed


def _load(database: Database, pushed: PushedSnapshot, version: StoredVersion, progress: Progress) -> StoredVersion:
    """Load what is not there yet."""
    names = [*(stage.name for stage in pushed.stages), _DONE]
    for stage, after in zip(pushed.stages, names[1:], strict=True):
        if stage.name == version.progress.stage:
            progress.stage(stage.name)
            for batch in stage.batches(version.progress.done):
                version = _write(database, version, batch)
                progress.advance(version.progress.done, stage.total)
            version = set_progress(database, version, replace(version.progress, stage=after, done=0))
    return version


def _write(database: Database, version: StoredVersion, batch: Batch) -> StoredVersion:
    """Write a batch, with the progress that it makes."""
    before = version.progress
    after = replace(before, done=before.done + len(batch.rows))
    parameters: dict[str, Any] = {"slot": version.slot, "before": before.as_text(), "after": after.as_text()}
    written = database.write((batch.statement, {**parameters, "rows": batch.rows}))
    if written == [(0,)]:
        raise changed_meanwhile(version)
    if written != [(len(batch.rows),)]:
        problem = f"of {len(batch.rows)} rows it has written {written[0][0] if written else 'none'}"
        raise StoredVersionError(version=version.version[:12], stage=before.stage, problem=problem)
    return replace(version, progress=after)


def _remove_older(database: Database, progress: Progress) -> int:
    """Remove what is neither served nor the version before, but not edges that were added there; how many these are."""
    progress.stage(REMOVING_OLD)
    current, kept = read_current(database), 0
    for version in read_versions(database).values():
        if version.slot not in (current.slot, current.previous):
            added = count_added_edges(database, version) if version.is_complete else 0
            kept += added
            if not added:
                remove_version(database, version)
    return kept


def roll_back(database: Database) -> StoredVersion:
    """Serve the version before again; the one that was served is then the one before.

    Raises:
        StoredVersionError: there is none.
        StoreError: the database is not reached.
    """
    previous = read_current(database).previous
    found = read_versions(database).get(previous) if previous is not None else None
    if found is None or not found.is_complete:
        raise StoredVersionError(address=str(database.address), problem="there is no version before this one")
    switch_to(database, found.slot)
    return found
