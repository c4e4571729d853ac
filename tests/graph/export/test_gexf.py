"""GEXF: right by its schema, with colours and places; NetworkX reads it."""

from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import parse

import networkx as nx
import pytest
import xmlschema

from graph.export.atomic_file import write_file
from graph.export.colours import COLOURS
from graph.export.columns import EDGE_FIELDS, NODE_FIELDS
from graph.export.gexf import GEXF, edge_xml, node_xml
from graph.export.layout import iter_positions
from graph.export.subgraph import ExportedSubgraph
from graph.export.xml_text import replace_invalid
from tests.graph.export.columns import column_values
from tests.graph.export.parts import PARTS, a_node, an_edge, each_part, networkx_of, same_graph, world_part

SCHEMA = Path(__file__).parent / "schemas" / "gexf-1.3.xsd"


def _written(name: str, folder: Path) -> Path:
    path = folder / "graph.gexf"
    write_file(path, GEXF.write(PARTS[name]()))
    return path


@cache
def _schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMA)


def _expected(part: ExportedSubgraph) -> Any:
    nodes = (
        (
            item.curie,
            {
                "label": replace_invalid(item.name),
                "kind": item.kind,
                **column_values(item.properties, NODE_FIELDS, replace_invalid),
                "viz": {
                    "color": {
                        "r": COLOURS[item.kind].red,
                        "g": COLOURS[item.kind].green,
                        "b": COLOURS[item.kind].blue,
                        "a": 1.0,
                    },
                    "position": {"x": x, "y": y, "z": 0.0},
                },
            },
        )
        for item, (x, y) in zip(part.nodes(), iter_positions(part), strict=True)
    )
    edges = (
        (
            item,
            {
                "id": str(number),
                "label": item.kind,
                **column_values(item.properties, EDGE_FIELDS, replace_invalid),
                "evidence": replace_invalid(item.evidence_json),
            },
        )
        for number, item in enumerate(part.edges())
    )
    return networkx_of(nodes, edges)


@each_part
def test_it_is_right_by_the_schema(name: str, tmp_path: Path) -> None:
    _schema().validate(_written(name, tmp_path))


@pytest.mark.parametrize(
    ("old", "new"),
    [('version="1.3"', 'version="1.2"'), ('target="RISK:', 'target="NONE:'), ('type="long"', 'type="number"')],
)
def test_the_schema_refuses_what_is_wrong(old: str, new: str, tmp_path: Path) -> None:
    path = _written("world", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 2), encoding="utf-8")
    assert not _schema().is_valid(path)


@each_part
def test_networkx_reads_an_equal_graph(name: str, tmp_path: Path) -> None:
    """Without parallel edges NetworkX reads a plain graph, without keys; each key is the edge's kind then."""
    graph, part = nx.read_gexf(_written(name, tmp_path), version="1.3"), PARTS[name]()
    expected = _expected(part)
    assert graph.is_multigraph() == any(len(keys) > 1 for ends in expected.adj.values() for keys in ends.values())
    assert same_graph(graph, expected if graph.is_multigraph() else nx.DiGraph(expected))


def test_parallel_edges_of_different_kinds_are_kept_apart_by_gephi(tmp_path: Path) -> None:
    edges = parse(_written("nasty", tmp_path)).iterfind(".//{http://gexf.net/1.3}edge")  # noqa: S314 -- our own
    assert {edge.get("kind") for edge in edges} == set(PARTS["nasty"]().edge_kinds)


def test_a_property_never_takes_the_place_of_what_gexf_has(tmp_path: Path) -> None:
    assert 'for="label_"' in node_xml(a_node(label="x"), 0.0, 0.0)
    edge = edge_xml(0, an_edge(type="x", weight=1), "[]")
    assert ('for="type_"' in edge, 'for="weight_"' in edge) == (True, True)


def test_each_column_is_declared_once(tmp_path: Path) -> None:
    text = b"".join(GEXF.write(world_part())).decode()
    for of in ("node", "edge"):
        declared = text.partition(f'<attributes class="{of}"')[2].partition("</attributes>")[0]
        titles = [line.split('"')[1] for line in declared.splitlines() if line.startswith("<attribute ")]
        assert len(titles) == len(set(titles)) > 20
