"""A build upon what is kept of the last one gives the same bytes as one from scratch, whatever has changed."""

import os
from pathlib import Path
from random import Random

import pytest

from graph.ingest import graph_builder
from graph.ingest.build_inputs import BuildInputs
from graph.ingest.code_sources import code_sources
from graph.ingest.data_folder import Part
from graph.ingest.graph_builder import GraphBuilder
from graph.ingest.layer import empty_layer
from graph.ingest.merge import Merger
from graph.ingest.pages.page_folders import UNKNOWN_LICENCE, PageSource
from graph.ingest.source import no_progress
from graph.ingest.sssom import SssomMappings
from graph.ingest.stored_layer import StoredLayer
from graph.ingest.vocabulary import read_vocabulary
from graph.store import snapshot_writer
from graph.store.snapshot import attach_snapshot
from tests.graph.ingest.changing_data import ChangingData
from tests.graph.ingest.incremental_builds import inputs, said, written

_CHANGES = 200 if os.environ.get("LONG_TEST") else 30
_SEED = 20_261_130


@pytest.fixture(autouse=True)
def faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of small snapshots are written: none is to outlive a power failure, and the code stays the same."""
    monkeypatch.setattr(snapshot_writer, "flush_to_disk", lambda *_: None)
    monkeypatch.setattr(graph_builder, "code_fingerprint", lambda: "code")


def _version_in_one_layer(own: BuildInputs) -> str:
    """The version of the graph that all sources make together; what pages say of a procedure counts first."""
    codes, mappings = code_sources(own), own.own_folders(Part.MAPPINGS)
    vocabulary, _ = read_vocabulary(own.folders(Part.VOCABULARY))
    merger = Merger(empty_layer())
    for source in (
        PageSource(dict.fromkeys(own.folders(Part.PAGES), UNKNOWN_LICENCE), vocabulary),
        *codes.icd10,
        *codes.other,
        *(SssomMappings(folder, own=folder.parent.name) for folder in mappings),
    ):
        merger.read(source, no_progress)
    return StoredLayer(empty_layer()).frozen(merger.merge(is_last=True)).version


def test_a_change_gives_the_same_snapshot_as_a_build_from_scratch(tmp_path: Path) -> None:
    data = ChangingData(tmp_path / "data", Random(_SEED))  # noqa: S311
    data.fill()
    own, kept = inputs(data.root), tmp_path / "layers"
    resident = GraphBuilder(own, kept)
    seen = set[str]()
    for number in range(_CHANGES):
        done = data.change() if number else "nothing"
        built = resident.build()
        fresh = GraphBuilder(own, tmp_path / f"layers-{number}").build()
        where = f"after change {number}: {done}"
        files = written(built, tmp_path / "resident")
        assert said(built) == said(fresh), where
        assert built.frozen.version == fresh.frozen.version, where
        assert files == written(fresh, tmp_path / "fresh"), where
        if number % 10 == 0:
            again = GraphBuilder(own, kept).build()
            assert files == written(again, tmp_path / "again"), where
            assert said(again) == said(built), where
            attach_snapshot(tmp_path / "resident")  # Checks all columns and the index.
            assert built.frozen.version == _version_in_one_layer(own), where
        seen.add(built.frozen.version)
    assert len(seen) > _CHANGES // 2
