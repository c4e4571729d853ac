import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from graph.ingest.build import build
from graph.model.errors import InvalidArgument, SnapshotError
from graph.model.property_graph import Graph
from graph.model.source_files import ROOT
from graph.search.search_types import Search
from graph.store import open_store
from graph.store import snapshot_writer as module
from graph.store.snapshot import attach_snapshot, inputs_of
from graph.store.snapshot_writer import write_snapshot
from tests.world import World


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the locks of the index."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def columns(folder: Path) -> Path:
    (path,) = folder.glob("*.columns")
    return path


def test_what_is_thawed_is_what_was_frozen(graph: Graph, tmp_path: Path) -> None:
    write_snapshot(graph, tmp_path / "s")
    thawed = attach_snapshot(tmp_path / "s").to_networkx()
    assert nx.utils.graphs_equal(thawed, graph)
    assert thawed.graph == graph.graph


def test_an_empty_graph_freezes_too(tmp_path: Path) -> None:
    write_snapshot(build([World([])]).graph, tmp_path / "s")
    assert len(attach_snapshot(tmp_path / "s").to_networkx()) == 0


def test_the_same_graph_gives_the_same_bytes(graph: Graph, tmp_path: Path) -> None:
    write_snapshot(graph, tmp_path / "a")
    write_snapshot(graph, tmp_path / "b")
    assert columns(tmp_path / "a").read_bytes() == columns(tmp_path / "b").read_bytes()


def test_a_snapshot_replaces_an_older_one_and_leaves_nothing_behind(graph: Graph, tmp_path: Path) -> None:
    write_snapshot(build([World([])]).graph, tmp_path / "s", "old")
    old = attach_snapshot(tmp_path / "s")
    write_snapshot(graph, tmp_path / "s", "new")
    assert inputs_of(tmp_path / "s") == "new"
    assert sorted(path.suffix for path in (tmp_path / "s").iterdir()) == [".columns", ".json", ".search"]
    # Who has the old one mapped keeps it.
    assert len(old.graph) == 0


def test_a_folder_whose_manifest_is_of_something_else_is_left_alone(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "a web app"}')
    with pytest.raises(SnapshotError, match="left alone"):
        write_snapshot(graph, tmp_path)
    assert contents(tmp_path) == {"manifest.json": b'{"name": "a web app"}'}


@pytest.mark.parametrize("place", ["folder", "file"])
def test_a_place_with_something_else_is_left_alone(graph: Graph, tmp_path: Path, place: str) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader")
    with pytest.raises(SnapshotError, match="left alone"):
        write_snapshot(graph, tmp_path if place == "folder" else letter)
    assert contents(tmp_path) == {"letter.txt": b"Dear reader"}


def test_a_failure_while_writing_leaves_the_old_one_whole(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_snapshot(graph, tmp_path / "s", "old")
    before = contents(tmp_path / "s")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_columns", full_disk)
    with pytest.raises(SnapshotError, match="No space left"):
        write_snapshot(graph, tmp_path / "s", "new")
    assert contents(tmp_path / "s") == before


@pytest.mark.parametrize("step", ["write_index_of", "write_columns", "write_manifest"])
def test_killed_at_any_step_the_old_one_stays_whole(graph: Graph, tmp_path: Path, step: str) -> None:
    write_snapshot(graph, tmp_path / "s", "old")
    script = f"""
import os, signal
from pathlib import Path
from graph.store import snapshot_writer
from graph.ingest.build import build
from tests.world import World
step = snapshot_writer.{step}
def killed(*arguments, **named):
    os.kill(os.getpid(), signal.SIGKILL)
snapshot_writer.{step} = killed
snapshot_writer.write_snapshot(build([World([])]).graph, Path({str(tmp_path / "s")!r}), "new")
"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, env=os.environ)
    assert ended.returncode == -signal.SIGKILL
    assert inputs_of(tmp_path / "s") == "old"
    assert nx.utils.graphs_equal(attach_snapshot(tmp_path / "s").to_networkx(), graph)
    write_snapshot(graph, tmp_path / "s", "newer")
    assert sorted(path.suffix for path in (tmp_path / "s").iterdir()) == [".columns", ".json", ".search"]


Change = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        ("columns", lambda data: data[:-200], "truncated"),
        ("columns", lambda data: b"", "empty"),
        ("columns", lambda data: b"other" + data[5:], "of another make"),
        ("columns", lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], "damaged"),
        ("manifest", lambda data: data[:-20], r"manifest\.json"),
        ("manifest", lambda data: data.replace(b"medcode-graph/", b"other/"), "not of the format"),
        ("manifest", lambda data: data.replace(b'"inputs": "', b'"inputs": "other '), "damaged"),
        ("manifest", lambda _: b"[]", "not of the format"),
    ],
)
def test_a_damaged_or_foreign_snapshot_is_refused(
    graph: Graph, tmp_path: Path, name: str, change: Change, problem: str
) -> None:
    write_snapshot(graph, tmp_path / "s")
    path = columns(tmp_path / "s") if name == "columns" else tmp_path / "s" / "manifest.json"
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(SnapshotError, match=problem):
        attach_snapshot(tmp_path / "s")


@pytest.mark.parametrize("damage", ["a byte", "a file", "all"])
def test_a_damaged_index_is_refused(graph: Graph, tmp_path: Path, damage: str) -> None:
    write_snapshot(graph, tmp_path / "s")
    (index,) = (tmp_path / "s").glob("*.search")
    (terms,) = index.glob("*.term")
    if damage == "a byte":
        terms.write_bytes(b"x" + terms.read_bytes()[1:])
    elif damage == "a file":
        terms.unlink()
    else:
        shutil.rmtree(index)
    with pytest.raises(SnapshotError, match="index is damaged"):
        attach_snapshot(tmp_path / "s")


def test_an_index_that_cannot_be_locked_is_copied(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot may lie where nothing can be written, as in an image of a container."""
    write_snapshot(graph, tmp_path / "s")
    (index,) = (tmp_path / "s").glob("*.search")
    for lock in index.glob(".*.lock"):
        lock.unlink()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert attach_snapshot(tmp_path / "s").finder.suggest(Search("cast"))[0].curie == "PAGE:cast"
    assert not list(index.glob(".*.lock"))


def test_a_missing_file_and_a_missing_snapshot_are_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no snapshot"):
        open_store(f"snapshot:{tmp_path}")
    write_snapshot(graph, tmp_path / "s")
    columns(tmp_path / "s").unlink()
    with pytest.raises(SnapshotError, match=r"\.columns"):
        open_store(f"snapshot:{tmp_path / 's'}")


@pytest.mark.parametrize("address", ["", "snapshot:", "carrier-pigeon:x", "nothing"])
def test_an_address_of_no_engine_is_refused(address: str) -> None:
    with pytest.raises(InvalidArgument):
        open_store(address)
