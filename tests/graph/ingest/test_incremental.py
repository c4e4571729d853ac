"""A build upon what is kept of the last one gives the same bytes as one from scratch, whatever has changed."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import DataFolder, Part
from graph.ingest.graph_builder import Built, GraphBuilder
from graph.store import snapshot_writer
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_frozen
from tests.graph.ingest.changing_data import ChangingData

_CHANGES, _SEED = 200, 20_261_130
_DAY = date(2026, 11, 30)


def _inputs(root: Path) -> BuildInputs:
    return BuildInputs((DataFolder(root),), frozenset(Part), _DAY)


def _written(built: Built, folder: Path) -> dict[str, bytes]:
    """All files of the snapshot of what was built."""
    write_frozen(built.frozen, folder, "same")
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if not path.name.startswith(".")}


def _said(built: Built) -> list[str]:
    return [str(finding) for finding in built.findings]


@pytest.fixture(autouse=True)
def without_waiting_for_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of small snapshots are written; none is to outlive a power failure."""
    monkeypatch.setattr(snapshot_writer, "flush_to_disk", lambda *_: None)


def test_a_change_gives_the_same_snapshot_as_a_build_from_scratch(tmp_path: Path) -> None:
    data = ChangingData(tmp_path / "data", Random(_SEED))
    data.fill()
    inputs, kept = _inputs(data.root), tmp_path / "layers"
    resident = GraphBuilder(inputs, kept)
    seen = set[str]()
    for number in range(_CHANGES):
        done = data.change() if number else "nothing"
        built = resident.build()
        fresh = GraphBuilder(inputs, tmp_path / f"layers-{number}").build()
        where = f"after change {number}: {done}"
        files = _written(built, tmp_path / "resident")
        assert _said(built) == _said(fresh), where
        assert built.frozen.version == fresh.frozen.version, where
        assert files == _written(fresh, tmp_path / "fresh"), where
        if number % 10 == 0:
            again = GraphBuilder(inputs, kept).build()
            assert files == _written(again, tmp_path / "again"), where
            assert _said(again) == _said(built), where
            attach_snapshot(tmp_path / "resident")  # Checks all columns and the index.
        seen.add(built.frozen.version)
    assert len(seen) > _CHANGES // 2
