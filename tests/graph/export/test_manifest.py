"""The manifest: what was selected, which sources the part rests on, and that it is found again."""

from pathlib import Path

import orjson
import pytest

from graph.export.evidence import cited_sources, distinct_evidence_lists
from graph.export.formats import FORMATS
from graph.export.manifest import build_manifest, read_manifest
from graph.export.selection import Selection
from graph.export.subgraph import ExportedSubgraph
from graph.model.direction import Direction
from graph.model.errors import UnreadableExport
from graph.traversal.topology import TraversalFilter
from tests.graph.export.parts import shipped_part, world_part


def _part(selection: Selection) -> ExportedSubgraph:
    complete = shipped_part()
    return selection.subgraph(complete.topology, complete.version, complete.sources)


def test_it_names_the_sources_of_the_evidence_and_no_others() -> None:
    part = shipped_part()
    named = {source.id for source in cited_sources(part)}
    assert named == {evidence.source for edge in part.edges() for evidence in edge.evidence}
    assert len(named) < len(part.sources)
    said = orjson.loads(build_manifest(part, FORMATS["jsonl"]))
    assert {source["id"] for source in said["sources"]} == named


def test_a_node_without_edges_rests_on_those_that_it_has_in_the_graph() -> None:
    part = _part(Selection(("RISK:infection",), 0))
    assert len(part) == 1
    assert cited_sources(part)


def test_each_evidence_is_there_once() -> None:
    said = [text for text, _ in distinct_evidence_lists(shipped_part())]
    assert len(said) == len(set(said))
    assert set(said) == {edge.evidence_json for edge in shipped_part().edges()}


@pytest.mark.parametrize("selection", [
    Selection(),
    Selection(("RISK:infection", "PAGE:total-hip-replacement"), 0, licensed=True),
    Selection(("RISK:infection",), 2, TraversalFilter(Direction.IN, ("Risk", "Procedure"), ("HAS_RISK",))),
])  # fmt: skip
def test_the_selection_is_found_again(selection: Selection, tmp_path: Path) -> None:
    complete = world_part() if not selection.seeds else shipped_part()
    part = selection.subgraph(complete.topology, complete.version, complete.sources)
    (tmp_path / "x.manifest.json").write_bytes(build_manifest(part, FORMATS["csv"]))
    declared = read_manifest(tmp_path / "x")
    assert declared.selection is not None
    assert Selection.from_json(declared.selection) == selection
    assert (declared.format, declared.version, declared.licensed) == ("csv", complete.version, selection.licensed)
    assert (declared.nodes, declared.edges) == (part.node_kinds, part.edge_kinds)


def test_a_zip_has_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"".join(FORMATS["csv"].write(world_part())))
    assert read_manifest(path).nodes == world_part().node_kinds


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"format": 1}'])
def test_without_one_it_is_told(text: str | None, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    if text is not None:
        (tmp_path / "x.manifest.json").write_text(text)
    with pytest.raises(UnreadableExport, match="manifest"):
        read_manifest(tmp_path / "x")
