"""GraphML: right by its schema; NetworkX and igraph read it, and so do we."""

import re
from dataclasses import asdict
from functools import cache
from pathlib import Path

import igraph
import networkx as nx
import pytest
import xmlschema

from graph.export.atomic_file import write_file
from graph.export.columns import EDGE_FIELDS, NODE_FIELDS
from graph.export.graphml import GRAPHML, xml_id
from graph.export.read.graphml import read
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.export.xml_text import replace_invalid
from graph.model.elements import Evidence
from graph.model.errors import UnreadableExport
from tests.graph.export.columns import column_values
from tests.graph.export.parts import CURIES, PARTS, each_part, nasty_part, networkx_of, said_of, same_graph, world_part

SCHEMA = Path(__file__).parent / "schemas" / "graphml.xsd"


def _written(name: str, folder: Path) -> Path:
    path = folder / "graph.graphml"
    write_file(path, GRAPHML.write(PARTS[name]()))
    return path


@cache
def _schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMA)


def _expected(part: ExportedSubgraph) -> object:
    nodes = (
        (
            item.curie,
            {
                "curie": item.curie,
                "kind": item.kind,
                "name": replace_invalid(item.name),
                **column_values(item.properties, NODE_FIELDS, replace_invalid),
            },
        )
        for item in part.nodes()
    )
    edges = (
        (
            item,
            {
                "kind": item.kind,
                "key": item.key,
                **column_values(item.properties, EDGE_FIELDS, replace_invalid),
                "evidence": replace_invalid(item.evidence_json),
            },
        )
        for item in part.edges()
    )
    return networkx_of(nodes, edges)


@each_part
def test_it_is_right_by_the_published_schema(name: str, tmp_path: Path) -> None:
    _schema().validate(_written(name, tmp_path))


def test_the_schema_refuses_what_is_wrong(tmp_path: Path) -> None:
    path = _written("world", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('target="', 'target="UNKNOWN:', 1), encoding="utf-8")
    assert not _schema().is_valid(path)


@each_part
def test_networkx_reads_an_equal_graph(name: str, tmp_path: Path) -> None:
    graph = nx.read_graphml(_written(name, tmp_path), force_multigraph=True)
    graph = nx.relabel_nodes(graph, dict(graph.nodes(data="curie")))
    assert same_graph(graph, _expected(PARTS[name]()))
    assert graph.graph["version"] == PARTS[name]().version


@each_part
def test_igraph_reads_an_equal_graph(name: str, tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(_written(name, tmp_path)))
    nodes, edges = said_of(PARTS[name]())
    assert graph.is_directed()
    assert [vertex["curie"] for vertex in graph.vs] == list(nodes)
    assert [vertex["name"] for vertex in graph.vs] == [replace_invalid(item.name) for item in nodes.values()]
    assert [(graph.vs[edge.source]["curie"], edge["key"], graph.vs[edge.target]["curie"]) for edge in graph.es] == [
        (item.source, item.key, item.target) for item in edges.values()
    ]
    assert [edge["evidence"] for edge in graph.es] == [replace_invalid(item.evidence_json) for item in edges.values()]


def test_igraph_reads_types(tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(_written("world", tmp_path)))
    cast = graph.vs.find(curie="PAGE:cast")
    assert (cast["duration_min_minutes"], cast["is_stub"], cast["slug"]) == (30, False, "cast")


@pytest.mark.parametrize("name", ["world", "shipped"])
def test_it_is_read_back_as_it_was(name: str, tmp_path: Path) -> None:
    back = read(_written(name, tmp_path))
    nodes, edges = said_of(PARTS[name]())
    assert {item.curie: item for item in back.nodes} == nodes
    assert {item.id: item for item in back.edges} == edges


def test_it_is_read_back_up_to_the_characters_that_xml_cannot_hold(tmp_path: Path) -> None:
    back = read(_written("nasty", tmp_path))
    nodes, edges = said_of(nasty_part())
    assert {item.curie: _what_is_carried(item) for item in back.nodes} == {
        curie: _what_is_carried(item) for curie, item in nodes.items()
    }
    assert {item.id: _what_is_carried(item) for item in back.edges} == {
        key: _what_is_carried(item) for key, item in edges.items()
    }


def _what_is_carried(value: object) -> object:
    """A value in which each text is what XML can hold of it."""
    if isinstance(value, str):
        return replace_invalid(value)
    if isinstance(value, EdgeItem):
        return _what_is_carried([*value._replace(evidence_json="")])
    if isinstance(value, (tuple, list)):
        return [_what_is_carried(inner) for inner in value]
    if isinstance(value, dict):
        return {name: _what_is_carried(inner) for name, inner in value.items()}
    return _what_is_carried(asdict(value)) if isinstance(value, (NodeItem, Evidence)) else value


def test_ids_are_different_where_curies_are() -> None:
    ids = {xml_id(curie) for curie in [*CURIES, "RISK:a_x2F_b", "RISK:a_x002f_b", "RISK:a_x005F_x002F_b"]}
    assert len(ids) == len(CURIES) + 3
    assert all(re.fullmatch(r"[\w.:-]+", made, re.ASCII) for made in ids)
    assert (xml_id("ICD10CM:E11.9"), xml_id("STEP:cast/1")) == ("ICD10CM:E11.9", "STEP:cast_x002F_1")


def _spoilt(folder: Path, old: bytes, new: bytes) -> Path:
    path = folder / "spoilt.graphml"
    path.write_bytes(b"".join(GRAPHML.write(world_part())).replace(old, new, 1))
    return path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"</graphml>", b"", "line="),
        (b"<graphml", b'<!DOCTYPE x [<!ENTITY a "b">]><graphml', "DTD"),
        (b'target="RISK:', b'target="NONE:', "KeyError"),
        (b">30</data>", b">thirty</data>", "ValueError"),
        (b'<data key="n.kind">Risk</data>', b"", "KeyError"),
        (b"<data key=\"n.kind\">Risk</data>", b'<data key="n.kind">Ghost</data>', "KeyError"),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_told(old: bytes, new: bytes, told: str, tmp_path: Path) -> None:
    back = read(_spoilt(tmp_path, old, new))
    with pytest.raises(UnreadableExport, match=told):
        list(back.nodes), list(back.edges)
