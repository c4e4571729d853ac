"""The folder of a snapshot is watched: what is new is found, and what cannot be used is said."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import pytest

from graph.model.errors import SnapshotError
from graph.store.manifest import NAME
from graph.store.snapshot_copy import SnapshotCopy
from graph.store.snapshot_writer import write_snapshot
from serving import snapshot_watch
from serving.snapshot_watch import SnapshotWatch
from tests.serving.live_server import TIMEOUT, wait_until
from tests.serving.versions import NEW, OLD, version

LOOKS = 10
"""So many looks are waited for, to see that nothing is found."""


class Found:
    """A folder that is watched, and the versions that were found in it."""

    def __init__(self, folder: Path, *, watching: bool = True) -> None:
        self.folder, self.versions = folder, SimpleQueue[str]()
        self.watch = SnapshotWatch(folder, watching=watching)
        self.watch.first()
        Thread(target=self.watch.follow, args=[self._use], daemon=True).start()

    def _use(self, copy: SnapshotCopy) -> None:
        self.versions.put(copy.attach().version)

    def next(self) -> str:
        return self.versions.get(timeout=TIMEOUT)

    def nothing(self) -> bool:
        try:
            self.versions.get(timeout=LOOKS * snapshot_watch.INTERVAL)
        except Empty:
            return True
        return False


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(snapshot_watch, "INTERVAL", 0.02)
    caplog.set_level(logging.INFO)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_snapshot(version(OLD), tmp_path / "served")
    return tmp_path / "served"


def id_of(name: str) -> str:
    return str(version(name).graph["version"])


def test_each_new_snapshot_is_found_once(folder: Path) -> None:
    found = Found(folder)
    assert found.nothing()
    for name in (NEW, OLD):
        write_snapshot(version(name), folder)
        assert found.next() == id_of(name)
        assert found.nothing()


def test_a_manifest_that_only_looks_new_is_not_opened(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = Found(folder)
    os.utime(folder / NAME)
    assert found.nothing()
    assert caplog.messages == []


def test_without_watching_only_who_asks_finds_something(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = Found(folder, watching=False)
    found.watch.look()
    wait_until(lambda: f"version {id_of(OLD)} is served on" in caplog.text)
    assert caplog.messages[-1].startswith("There is nothing new in")
    write_snapshot(version(NEW), folder)
    assert found.nothing()
    found.watch.look()
    assert found.next() == id_of(NEW)


def other_format(folder: Path) -> None:
    text = (folder / NAME).read_text(encoding="utf-8")
    (folder / NAME).write_text(text.replace("medcode-graph/", "medcode-graph/0"), encoding="utf-8")


def half_a_manifest(folder: Path) -> None:
    content = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(content[: len(content) // 2])


def columns_not_copied_yet(folder: Path) -> None:
    next(folder.glob("*.columns")).unlink()


def columns_cut_short(folder: Path) -> None:
    path = next(folder.glob("*.columns"))
    os.truncate(path, path.stat().st_size // 2)


def index_not_copied_yet(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("*.search")))


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (shutil.rmtree, "there is no snapshot in this folder"),
        (other_format, "this is not of the format"),
        (half_a_manifest, "manifest.json"),
        (columns_not_copied_yet, "No such file"),
        (columns_cut_short, "truncated"),
        (index_not_copied_yet, "the index is damaged"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line_and_looked_at_again(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: Callable[[Path], None], problem: str
) -> None:
    found = Found(folder)
    write_snapshot(version(NEW), tmp_path / "copied")
    harm(tmp_path / "copied")
    (folder / NAME).unlink()
    wait_until(lambda: len(caplog.messages) == 1)
    caplog.clear()
    shutil.copytree(tmp_path / "copied", folder, dirs_exist_ok=True) if (tmp_path / "copied").exists() else None
    found.watch.look()
    wait_until(lambda: problem in caplog.text)
    assert found.nothing()
    line = caplog.messages[-1]
    assert line.startswith("The snapshot cannot be used.")
    assert line.endswith(f"The version before it, {id_of(OLD)}, is served on.")
    assert "\n" not in line
    assert str(folder) in line
    assert "/proc/" not in line
    shutil.rmtree(folder, ignore_errors=True)
    write_snapshot(version(NEW), folder)
    assert found.next() == id_of(NEW)


def test_watching_goes_on_whatever_happens(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    watch = SnapshotWatch(folder)
    watch.first()
    errors: Iterator[Exception] = iter([MemoryError("no memory"), SnapshotError(problem="forged")])
    used = SimpleQueue[str]()

    def use(copy: SnapshotCopy) -> None:
        for error in errors:
            raise error
        used.put(copy.manifest.version)

    Thread(target=watch.follow, args=[use], daemon=True).start()
    write_snapshot(version(NEW), folder)
    wait_until(lambda: "could not be taken into use" in caplog.text)
    for _ in range(2):
        watch.look()
    assert used.get(timeout=TIMEOUT) == id_of(NEW)
    assert "problem='forged'" in caplog.text
