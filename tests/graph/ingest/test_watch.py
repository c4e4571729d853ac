"""Watching builds at once, tells what was built, and frees it before it waits."""

from pathlib import Path
from random import Random
from threading import Event
from weakref import ref

import pytest

from graph.ingest import watch
from graph.ingest.graph_builder import Built, GraphBuilder
from graph.model.errors import MedcodeError
from graph.store.snapshot import attach_snapshot
from tests.graph.ingest.changing_data import ChangingData
from tests.graph.ingest.incremental_builds import inputs


def test_what_was_built_is_told_written_and_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, stop, told = ChangingData(tmp_path / "data", Random(1)), Event(), list[object]()  # noqa: S311
    data.fill()
    monkeypatch.setattr(watch, "GraphBuilder", lambda own: GraphBuilder(own, tmp_path / "layers"))
    kept = watch.GraphWatch(inputs(data.root), tmp_path / "out")
    assert kept.build() is not None
    assert kept.build() is None

    def report(built: Built | MedcodeError, seconds: float) -> None:
        assert isinstance(built, Built)
        told.extend((built.frozen.version, ref(built.frozen.columns["edge.source"])))
        stop.set()

    (data.root / "pages" / "added.txt").write_text(
        next((data.root / "pages").rglob("*.txt")).read_text("utf-8"), "utf-8"
    )
    kept.follow(report, stop)
    version, column = told
    assert attach_snapshot(tmp_path / "out").version == version
    assert isinstance(column, ref)
    assert column() is None
