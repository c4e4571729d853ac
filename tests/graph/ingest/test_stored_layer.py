"""Layers that are kept may be damaged, replaced, half written or not writable: the next build is right all the same."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from graph.ingest import graph_builder, stored_layer
from graph.ingest.graph_builder import GraphBuilder
from graph.model.built_files import built_path, writable_path
from graph.model.errors import SnapshotError
from graph.model.source_files import ROOT
from graph.store import snapshot_writer
from tests.graph.ingest.changing_data import ChangingData
from tests.graph.ingest.codes import files
from tests.graph.ingest.incremental_builds import inputs, said, written

_SEED = 7
_BUILD = """
import sys
from pathlib import Path
from tests.graph.ingest.incremental_builds import inputs, written
from graph.ingest.graph_builder import GraphBuilder
print("begins", flush=True)
written(GraphBuilder(inputs(Path(sys.argv[1])), Path(sys.argv[2])).build(), Path(sys.argv[3]))
"""


class Built:
    """A folder of data, the layers that a first build has kept of it, and what it says and writes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.layers = folder, folder / "layers"
        self.data = ChangingData(folder / "data", Random(_SEED))  # noqa: S311
        self.data.fill()
        self.builder = GraphBuilder(inputs(self.data.root), self.layers)
        built = self.builder.build()
        self.said, self.files = said(built), written(built, folder / "first")

    def assert_right(self, builder: GraphBuilder | None = None) -> None:
        built = (builder or GraphBuilder(inputs(self.data.root), self.layers)).build()
        assert said(built) == self.said
        assert written(built, self.folder / "again") == self.files

    def kept(self) -> list[Path]:
        return sorted(path for path in self.layers.rglob("*") if path.is_file() and not path.name.startswith("."))


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Built]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot_writer, "flush_to_disk", lambda *_: None)
        yield Built(tmp_path)


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))] if content else b"\x80"


def _turned(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content)) if content else 0
    return (
        content[:place] + bytes([(content[place] if content else 0) ^ 1 << random.randrange(8)]) + content[place + 1 :]
    )


@pytest.mark.parametrize("damaged", [_cut, _turned])
def test_a_damaged_file_of_any_layer_is_as_good_as_not_there(
    damaged: Callable[[bytes, Random], bytes], built: Built
) -> None:
    random = Random(_SEED)  # noqa: S311
    for name in [path.relative_to(built.layers) for path in built.kept()]:
        path = built.layers / name
        if path.exists():  # A layer that was written anew may have other files.
            path.write_bytes(damaged(path.read_bytes(), random))
            built.assert_right()


def test_a_file_of_any_layer_may_be_gone(built: Built) -> None:
    for path in built.kept():
        path.unlink(missing_ok=True)
        built.assert_right()


def test_a_builder_does_not_go_on_from_a_layer_that_another_has_replaced(built: Built) -> None:
    codes = built.data.root / "codes" / "three"
    content = codes.read_bytes()
    codes.write_text(files.HCPCS.replace("Slings", "Loops"))
    GraphBuilder(inputs(built.data.root), built.layers).build()
    codes.write_bytes(content)
    built.assert_right(built.builder)


def test_a_builder_does_not_go_on_from_layers_that_are_gone(built: Built) -> None:
    for path in built.kept():
        path.unlink()
    built.assert_right(built.builder)
    shutil.rmtree(built.layers)
    built.assert_right(built.builder)


def test_a_full_disk_is_told_and_leaves_nothing_wrong(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    (built.data.root / "codes" / "three").write_text(files.HCPCS.replace("Slings", "Loops"))
    expected = said(GraphBuilder(inputs(built.data.root), built.folder / "other").build())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for module, name in ((snapshot_writer, "write_columns"), (stored_layer, "write_kept")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, full)
            with pytest.raises(SnapshotError, match=f"{built.layers}.*No space left") as told:
                GraphBuilder(inputs(built.data.root), built.layers).build()
            assert "layers" in str(told.value)
    assert said(GraphBuilder(inputs(built.data.root), built.layers).build()) == expected


def test_a_folder_that_cannot_be_written_is_named(built: Built, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(SnapshotError, match=str(taken)):
        GraphBuilder(inputs(built.data.root), taken).build()


def test_layers_that_can_only_be_read_are_used_and_further_ones_kept_elsewhere(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph_builder, "built_path", lambda *names: built.layers)
    monkeypatch.setattr(graph_builder, "writable_path", lambda *names: built.folder / "cache")
    before = {path: path.stat().st_mtime_ns for path in built.kept()}
    built.assert_right(GraphBuilder(inputs(built.data.root)))
    assert [path.name.partition("-")[0] for path in (built.folder / "cache").iterdir()] == ["pages"]
    (built.data.root / "codes" / "three").write_text(files.HCPCS.replace("Slings", "Loops"))
    GraphBuilder(inputs(built.data.root)).build()
    kept = {path.name.partition("-")[0] for path in (built.folder / "cache").iterdir() if path.is_dir()}
    assert kept == {"files"}
    assert {path: path.stat().st_mtime_ns for path in built.kept()} == before


def test_what_a_checkout_has_and_can_only_be_read_is_not_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert writable_path("layers") == built_path("layers")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert writable_path("layers") != ROOT / "build" / "layers"


def test_only_what_was_asked_for_lately_is_kept(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_layer, "_KEPT", 3)
    first = sorted(path for path in built.layers.iterdir() if path.is_dir())
    assert len(first) == 2
    for path in [*first, *built.layers.glob("pages-*")]:
        os.utime(path, (1, 1))
    built.assert_right()  # Asks for them.
    for number in range(4):
        old = built.layers / f"old-{number}"
        old.mkdir()
        os.utime(old, (2, 2))
        (built.layers / f"pages-{number}.layer").write_text("old")
    stored_layer.remove_old_layers(built.layers)
    kept = [path for path in built.layers.iterdir() if path.is_dir()]
    assert len(kept) == 3
    assert set(first) <= set(kept)
    assert len(list(built.layers.glob("pages-*"))) == 3
    built.assert_right()


def _process(built: Built, out: str) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-c", _BUILD, str(built.data.root), str(built.layers), str(built.folder / out)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_build_that_is_killed_leaves_nothing_wrong(built: Built) -> None:
    random = Random(_SEED)  # noqa: S311
    for _ in range(6):
        for path in built.kept()[:: random.choice((1, 2, 3))]:
            path.unlink()  # So that layers are written.
        process = _process(built, "killed")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.random() * 0.6)
        process.kill()
        process.communicate()
        built.assert_right()


def test_builds_at_once_upon_the_same_layers_give_the_same_bytes(built: Built) -> None:
    """Each process has its own order of sets, too."""
    for path in built.kept():
        path.unlink()
    processes = [_process(built, f"out-{number}") for number in range(3)]
    assert [process.communicate() and process.returncode for process in processes] == [0, 0, 0]
    for number in range(3):
        folder = built.folder / f"out-{number}"
        found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        contents = {name: path.read_bytes() for name, path in found.items() if not path.name.startswith(".")}
        assert contents == built.files
    built.assert_right()
