"""What the machine reads and where its code is kept; what it writes is tested by what asks it."""

from pathlib import Path

import numba
import numpy as np
import pytest

from graph.ingest.build import build
from graph.machine import machine_code_cache as cache
from graph.machine.accelerators import machine_for
from graph.machine.flat_columns import Column, flat_columns_of
from graph.machine.machine_code_cache import CACHE
from graph.model.source_files import ROOT
from graph.storage import columns as columns_module
from graph.storage.columns import ArrayColumns
from graph.storage.freeze import freeze, freeze_in_memory
from graph.storage.frozen_graph import FrozenGraph
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from tests.world import EDGES, NODES, World


def test_each_column_is_where_the_memory_says(tmp_path: Path) -> None:
    built = build([World([*NODES, *EDGES])])
    write_snapshot(built.graph, tmp_path / "world")
    for graph in (attach_snapshot(tmp_path / "world").graph, freeze_in_memory(built.graph)):
        memory = flat_columns_of(graph)
        assert memory is not None
        count = graph.edge_count()
        targets = memory.words[memory.places[Column.TARGETS] :][:count]
        kinds = memory.data[memory.places[Column.EDGE_KINDS] :][:count]
        assert targets.tolist() == list(graph.targets)
        assert bytes(kinds) == graph.edge_kinds


def test_columns_of_a_graph_that_is_too_large_have_no_machine() -> None:
    columns = freeze(build([World([*NODES, *EDGES])]).graph)
    columns["edge.values.starts"] = columns["edge.values.starts"].astype(np.uint64)
    assert flat_columns_of(FrozenGraph(ArrayColumns(columns))) is None
    assert machine_for(FrozenGraph(ArrayColumns(columns))) is None


def test_the_cache_is_another_when_any_source_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "columns.py"
    changed.write_bytes(Path(columns_module.__file__).read_bytes() + b"# another layout\n")
    monkeypatch.setattr(columns_module, "__file__", str(changed))
    assert cache._digest() != cache.CACHE.name


def test_old_machine_code_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "code.nbc").write_bytes(b"")
    monkeypatch.setattr(cache, "CACHE", tmp_path / "new")
    cache.remove_stale_machine_code()
    assert [folder.name for folder in tmp_path.iterdir()] == ["new"]


def test_code_is_cached_by_all_sources_that_it_was_compiled_from() -> None:
    kept = CACHE
    assert kept.parent == ROOT / "build" / "machine"
    assert machine_for(FrozenGraph(ArrayColumns(freeze(build([World([*NODES, *EDGES])]).graph)))) is not None
    assert list(kept.rglob("*.nbi"))
    assert str(kept) != numba.config.CACHE_DIR  # type: ignore[attr-defined]  # Others keep theirs where they did.
