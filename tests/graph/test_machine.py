"""What the machine reads and where its code is kept; what it writes is tested by what asks it."""

from pathlib import Path

import numba
import numpy as np

from graph.build import build
from graph.columns import ArrayColumns
from graph.document import ROOT
from graph.freeze import freeze
from graph.frozen import FrozenGraph
from graph.machine.kept import KEPT
from graph.machine.memory import Column, memory_of
from graph.machine.opening import machine_over
from graph.snapshot import attach, write_snapshot
from tests.world import EDGES, NODES, World


def test_each_column_is_where_the_memory_says(tmp_path: Path) -> None:
    built = build([World([*NODES, *EDGES])])
    write_snapshot(built.graph, tmp_path / "world")
    for graph in (attach(tmp_path / "world").graph, FrozenGraph(ArrayColumns(freeze(built.graph)))):
        memory = memory_of(graph)
        assert memory is not None
        count = graph.edge_count()
        targets = memory.words[memory.places[Column.TARGETS] :][:count]
        kinds = memory.data[memory.places[Column.EDGE_KINDS] :][:count]
        assert targets.tolist() == list(graph.targets)
        assert bytes(kinds) == graph.edge_kinds


def test_columns_of_a_graph_that_is_too_large_are_left_to_python() -> None:
    columns = freeze(build([World([*NODES, *EDGES])]).graph)
    columns["edge.values.starts"] = columns["edge.values.starts"].astype(np.uint64)
    assert memory_of(FrozenGraph(ArrayColumns(columns))) is None
    assert machine_over(FrozenGraph(ArrayColumns(columns))) is None


def test_code_is_kept_by_what_all_of_it_was_compiled_from() -> None:
    kept = KEPT
    assert kept.parent == ROOT / "build" / "machine"
    assert machine_over(FrozenGraph(ArrayColumns(freeze(build([World([*NODES, *EDGES])]).graph)))) is not None
    assert list(kept.rglob("*.nbi"))
    assert str(kept) != numba.config.CACHE_DIR  # type: ignore[attr-defined]  # Others keep theirs where they did.
