"""Node-link JSON: NetworkX reads it, and so do we."""

import json
from pathlib import Path

import networkx as nx
import orjson
import pytest

from graph.export.atomic_file import write_file
from graph.export.node_link import NODE_LINK
from graph.export.read.node_link import read
from graph.model.errors import UnreadableExport
from tests.graph.export.parts import (
    PARTS,
    each_part,
    in_json,
    nasty_part,
    networkx_of,
    said_of,
    same_graph,
    world_part,
)


def _written(name: str, folder: Path) -> Path:
    path = folder / "graph.json"
    write_file(path, NODE_LINK.write(PARTS[name]()))
    return path


@each_part
def test_networkx_reads_an_equal_graph(name: str, tmp_path: Path) -> None:
    with _written(name, tmp_path).open(encoding="utf-8") as file:
        graph = nx.node_link_graph(json.load(file), edges="edges")
    part = PARTS[name]()
    nodes = ((item.curie, {"kind": item.kind, "name": item.name, **in_json(item.properties)}) for item in part.nodes())
    edges = (
        (item, {"kind": item.kind, **in_json(item.properties), "evidence": orjson.loads(item.evidence_json)})
        for item in part.edges()
    )
    assert isinstance(graph, nx.MultiDiGraph)
    assert same_graph(graph, networkx_of(nodes, edges))
    assert graph.graph["version"] == part.version


@each_part
def test_it_is_read_back_as_it_was(name: str, tmp_path: Path) -> None:
    back = read(_written(name, tmp_path))
    nodes, edges = said_of(PARTS[name]())
    assert {item.curie: item for item in back.nodes} == nodes
    assert {item.id: item for item in back.edges} == edges


def test_it_is_read_back_when_another_program_wrote_it_anew(tmp_path: Path) -> None:
    path = _written("nasty", tmp_path)
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2), encoding="utf-8")
    back = read(path)
    assert [item.curie for item in back.nodes] == [item.curie for item in nasty_part().nodes()]
    assert list(back.edges) == list(nasty_part().edges())


@pytest.mark.parametrize("keep", [0, 1, 5, 40])
def test_a_file_that_breaks_off_is_told(keep: int, tmp_path: Path) -> None:
    path = tmp_path / "half.json"
    path.write_bytes(b"".join(b"".join(NODE_LINK.write(world_part())).splitlines(keepends=True)[:keep]))
    back = read(path)
    with pytest.raises(UnreadableExport):
        list(back.nodes), list(back.edges)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExport, match="No such file"):
        list(read(tmp_path / "nowhere.json").nodes)
