"""`medcode verify-export`, as someone types it."""

import shutil
from pathlib import Path

import orjson
import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.export.formats import FORMATS
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from tests.world import world_graph

READABLE = [name for name, made in FORMATS.items() if made.read]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    write_snapshot(world_graph(), tmp_path / "world")
    return tmp_path / "world"


def _exported(world: Path, name: str, *words: str) -> Path:
    out = world.parent / "file"
    assert main(["export", "--graph", str(world), "--format", name, "--out", str(out), *words]) == OK
    return out


@pytest.mark.parametrize("name", READABLE)
def test_an_export_is_the_same_as_the_graph(name: str, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _exported(world, name)
    assert main(["verify-export", str(path), "--graph", str(world)]) == OK
    assert "25 nodes and 34 edges" in capsys.readouterr().out


@pytest.mark.parametrize("words", [
    ["--of", "RISK:infection", "--depth", "2"],
    ["--of", "PAGE:cast", "--direction", "out", "--kinds", "Risk", "--edge-kinds", "HAS_RISK"],
])  # fmt: skip
def test_a_part_is_compared_with_that_part(words: list[str], world: Path) -> None:
    path = _exported(world, "jsonl", *words)
    assert main(["verify-export", str(path), "--graph", str(world)]) == OK
    path.write_bytes(path.read_bytes().rpartition(b"\n")[0].rpartition(b"\n")[0] + b"\n")
    assert main(["verify-export", str(path), "--graph", str(world)]) == FINDINGS


def test_what_was_changed_is_told_ten_times_at_most(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _exported(world, "jsonl")
    path.write_bytes(path.read_bytes().replace(b'"position":0', b'"position":1'))
    assert main(["verify-export", str(path), "--graph", str(world)]) == FINDINGS
    said = capsys.readouterr()
    told = said.err.splitlines()[-11:]
    assert "properties is {'position': 1" in told[0]
    assert "in the graph" in told[0]
    assert told[-1].startswith("… and ")
    assert "differences" in said.out


def test_an_export_of_another_graph_is_told(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _exported(world, "jsonl")
    beside = path.with_name("file.manifest.json")
    beside.write_bytes(orjson.dumps(orjson.loads(beside.read_bytes()) | {"graphVersion": "0"}))
    assert main(["verify-export", str(path), "--graph", str(world)]) == FINDINGS
    assert "the export is of version 0" in capsys.readouterr().err


def test_a_manifest_that_counts_otherwise_is_told(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _exported(world, "jsonl")
    beside = path.with_name("file.manifest.json")
    beside.write_bytes(beside.read_bytes().replace(b'"Risk": 3', b'"Risk": 4'))
    assert main(["verify-export", str(path), "--graph", str(world)]) == FINDINGS
    assert "nodes of kind Risk: 3 in the file and 4 in the manifest" in capsys.readouterr().err


def test_what_a_query_touched_is_compared_item_by_item(world: Path) -> None:
    """Its manifest names no selection, so that its counts say what has to be there."""
    path = _exported(world, "jsonl", "--of", "RISK:infection")
    beside = path.with_name("file.manifest.json")
    beside.write_bytes(orjson.dumps(orjson.loads(beside.read_bytes()) | {"selection": None}))
    assert main(["verify-export", str(path), "--graph", str(world)]) == OK
    path.write_bytes(path.read_bytes().rpartition(b"\n")[0].rpartition(b"\n")[0] + b"\n")
    assert main(["verify-export", str(path), "--graph", str(world)]) == FINDINGS


def test_a_manifest_may_lie_elsewhere(world: Path) -> None:
    path = _exported(world, "jsonl")
    shutil.move(f"{path}.manifest.json", world.parent / "other.json")
    assert main(["verify-export", str(path), "--graph", str(world)]) == FINDINGS
    assert (
        main(["verify-export", str(path), "--graph", str(world), "--manifest", str(world.parent / "other.json")]) == OK
    )


def test_what_is_not_read_back_is_a_wrong_word(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _exported(world, "dot")
    assert main(["verify-export", str(path), "--graph", str(world)]) == USAGE
    assert "kgx-tsv" in capsys.readouterr().err
