from pathlib import Path

import networkx as nx
import pytest

import graph.snapshot as module
from graph.build import Graph
from graph.errors import InvalidArgument, SnapshotError
from graph.snapshot import inputs_of, read_snapshot, write_snapshot
from graph.store.engines import open_store


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_what_is_read_is_what_was_written(graph: Graph, tmp_path: Path) -> None:
    write_snapshot(graph, tmp_path / "s")
    thawed = read_snapshot(tmp_path / "s")
    assert nx.utils.graphs_equal(thawed, graph)
    assert thawed.graph == graph.graph
    assert list(thawed.nodes) == list(graph.nodes)


def test_the_same_graph_gives_the_same_bytes(graph: Graph, tmp_path: Path) -> None:
    write_snapshot(graph, tmp_path / "a")
    write_snapshot(graph, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_snapshot_replaces_an_older_one_and_leaves_nothing_behind(graph: Graph, tmp_path: Path) -> None:
    write_snapshot(graph, tmp_path / "s", "old")
    write_snapshot(graph, tmp_path / "s", "new")
    assert inputs_of(tmp_path / "s") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_a_folder_with_something_else_is_left_alone(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    with pytest.raises(SnapshotError, match="left alone"):
        write_snapshot(graph, tmp_path)
    assert contents(tmp_path) == {"letter.txt": b"Dear reader"}


def test_a_failure_while_writing_leaves_the_old_one_whole(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_snapshot(graph, tmp_path / "s", "old")
    before = contents(tmp_path / "s")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_write_lines", full_disk)
    with pytest.raises(SnapshotError, match="No space left"):
        write_snapshot(graph, tmp_path / "s", "new")
    assert contents(tmp_path / "s") == before
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        ("nodes.jsonl", lambda text: text[:-20], "damaged"),
        ("edges.jsonl", lambda text: text.replace(b"infection", b"inflation"), "damaged"),
        ("manifest.json", lambda text: text[:-20], "manifest.json"),
        ("manifest.json", lambda text: text.replace(b"medcode-graph/", b"other/"), "not of the format"),
        ("manifest.json", lambda _: b"[]", "not of the format"),
    ],
)
def test_a_damaged_or_foreign_snapshot_is_refused(
    graph: Graph, tmp_path: Path, name: str, change: "object", problem: str
) -> None:
    write_snapshot(graph, tmp_path / "s")
    path = tmp_path / "s" / name
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(SnapshotError, match=problem):
        read_snapshot(tmp_path / "s")


def test_a_missing_file_and_a_missing_snapshot_are_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no snapshot"):
        open_store(f"snapshot:{tmp_path}")
    write_snapshot(graph, tmp_path / "s")
    (tmp_path / "s" / "edges.jsonl").unlink()
    with pytest.raises(SnapshotError, match=r"edges\.jsonl"):
        open_store(f"snapshot:{tmp_path / 's'}")


@pytest.mark.parametrize("address", ["", "snapshot:", "carrier-pigeon:x", "nothing"])
def test_an_address_of_no_engine_is_refused(address: str) -> None:
    with pytest.raises(InvalidArgument):
        open_store(address)
