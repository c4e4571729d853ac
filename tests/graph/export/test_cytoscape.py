"""Cytoscape JSON: cytoscape.js and NetworkX load it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import networkx as nx
import orjson

from graph.export.atomic_file import write_file
from graph.export.cytoscape import CYTOSCAPE
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.source_files import ROOT
from tests.graph.export.parts import (
    PARTS,
    each_part,
    in_json,
    lacking,
    networkx_of,
    program,
    same_graph,
)

WEB = ROOT / "web"
LOADED = """
import cytoscape from "cytoscape";
import { readFileSync } from "node:fs";
const { elements } = JSON.parse(readFileSync(process.argv[1], "utf-8"));
const graph = cytoscape({ headless: true, elements });
const nodes = graph.nodes().map((node) => ({ ...node.data(), orphan: node.isOrphan() }));
const edges = graph.edges().map((edge) => ({ ...edge.data(), ends: [edge.source().id(), edge.target().id()] }));
process.stdout.write(JSON.stringify({ nodes, edges }));
"""


def _written(name: str, folder: Path) -> Path:
    path = folder / "graph.cyjs"
    write_file(path, CYTOSCAPE.write(PARTS[name]()))
    return path


def _node(item: NodeItem) -> dict[str, Any]:
    own = {"id": item.curie, "value": item.curie, "kind": item.kind, "name": item.name}
    return {**own, **in_json(item.properties)}


def _edge(item: EdgeItem) -> dict[str, Any]:
    own = {"id": item.id, "source": item.source, "target": item.target, "key": item.key, "kind": item.kind}
    return {**own, **in_json(item.properties), "evidence": orjson.loads(item.evidence_json)}


@each_part
def test_cytoscape_js_loads_all_of_it(name: str, tmp_path: Path) -> None:
    node = program("node", "Node 20.19, 22.12 or newer is needed for the test with cytoscape.js")
    if not (WEB / "node_modules" / "cytoscape").is_dir():
        lacking("cytoscape.js is not installed: run `make web`")
    command = [node, "--input-type=module", "-e", LOADED, str(_written(name, tmp_path))]
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    loaded, part = json.loads(done.stdout), PARTS[name]()
    assert loaded["nodes"] == [{**_node(item), "orphan": True} for item in part.nodes()]
    assert loaded["edges"] == [{**_edge(item), "ends": [item.source, item.target]} for item in part.edges()]


@each_part
def test_networkx_reads_an_equal_graph(name: str, tmp_path: Path) -> None:
    graph = nx.cytoscape_graph(json.loads(_written(name, tmp_path).read_bytes()))
    nodes = ((item.curie, _node(item)) for item in PARTS[name]().nodes())
    edges = ((item, _edge(item)) for item in PARTS[name]().edges())
    assert isinstance(graph, nx.MultiDiGraph)
    assert same_graph(graph, networkx_of(nodes, edges))
