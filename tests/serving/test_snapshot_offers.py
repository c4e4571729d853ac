"""Snapshots sent from one process to another: as descriptors of copies, or else as a folder."""

import logging
import shutil
from multiprocessing import Pipe
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest

from graph.model.errors import SnapshotError
from graph.store.snapshot_copy import SnapshotCopy, copy_snapshot
from graph.store.snapshot_writer import write_snapshot
from serving.snapshot_offers import OfferedSnapshots, send_snapshot
from tests.serving.live_server import TIMEOUT, wait_until
from tests.serving.versions import NEW, OLD, version


@pytest.fixture(params=[True, False], ids=["copies", "no copies"])
def sealed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the system has sealed files."""
    if not request.param:
        monkeypatch.setattr("graph.storage.sealed_files._HAS_SEALS", False)
    return bool(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_snapshot(version(OLD), tmp_path / "served")
    return tmp_path / "served"


def test_the_first_is_attached_and_later_ones_are_used(
    folder: Path, sealed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    ours, theirs = Pipe()
    old = copy_snapshot(folder)
    assert (old.files is not None) is sealed
    assert ("is mapped itself; who writes to it ends the server" in caplog.text) is not sealed
    send_snapshot(ours, old)
    if sealed:
        shutil.rmtree(folder)
    offered, used = OfferedSnapshots(theirs), SimpleQueue[str]()
    assert offered.first().version == version(OLD).graph["version"]
    follower = Thread(target=offered.follow, args=[lambda copy: used.put(copy.attach().version)], daemon=True)
    follower.start()
    send_snapshot(ours, old)  # Nothing new.
    write_snapshot(version(NEW), folder)
    send_snapshot(ours, copy_snapshot(folder))
    assert used.get(timeout=TIMEOUT) == version(NEW).graph["version"]
    assert used.empty()
    ours.close()
    follower.join(TIMEOUT)
    assert not follower.is_alive()


def test_of_several_that_wait_the_last_is_used(folder: Path, tmp_path: Path) -> None:
    ours, theirs = Pipe()
    write_snapshot(version(NEW), tmp_path / "new")
    old, new = copy_snapshot(folder), copy_snapshot(tmp_path / "new")
    for copy in (old, new, old, new):
        send_snapshot(ours, copy)
    offered, used = OfferedSnapshots(theirs), SimpleQueue[str]()
    offered.first()
    follower = Thread(target=offered.follow, args=[lambda copy: used.put(copy.manifest.version)], daemon=True)
    follower.start()
    assert used.get(timeout=TIMEOUT) == version(NEW).graph["version"]
    ours.close()
    follower.join(TIMEOUT)
    assert used.empty()


def test_what_cannot_be_used_is_said_and_the_next_one_is_used(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    ours, theirs = Pipe()
    write_snapshot(version(NEW), tmp_path / "new")
    send_snapshot(ours, copy_snapshot(folder))
    offered, used = OfferedSnapshots(theirs), SimpleQueue[str]()
    offered.first()
    errors = iter([SnapshotError(problem="forged"), MemoryError()])

    def use(copy: SnapshotCopy) -> None:
        for error in errors:
            raise error
        used.put(copy.manifest.version)

    Thread(target=offered.follow, args=[use], daemon=True).start()
    for said in ("problem='forged'", "could not be taken into use"):
        send_snapshot(ours, copy_snapshot(tmp_path / "new"))
        wait_until(lambda said=said: said in caplog.text)  # type: ignore[misc]
    send_snapshot(ours, copy_snapshot(tmp_path / "new"))
    assert used.get(timeout=TIMEOUT) == version(NEW).graph["version"]
    ours.close()
