"""What exports are tried with: the world, a graph of all that breaks files, and a part of what is shipped."""

import os
import shutil
from collections.abc import Iterable
from functools import cache
from typing import Any

import networkx as nx
import pytest

from graph.export.selection import Selection
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.ingest.build import build
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.elements import Edge, Evidence, Node, Properties
from graph.storage.freeze import freeze_in_memory
from graph.store.snapshot import attach_snapshot
from graph.traversal.topology import Topology
from tests.world import DOCUMENT, EDGES, NODES, World

TEXTS = (
    "",
    " ",
    "  blanks  around  ",
    "\"double\" and 'single'",
    "back\\slash\\",
    "line\nfeed\r\nboth\rreturn\ttab",
    "]]> <!-- --> <b>&amp;</b> & <",
    "\\N \\G \\l %s {} |",
    "naïve 😀 \u2028 \x85",
    "\x00\x01\x0b\x1f\x7f\ufffe\uffff",
    "None",
    "true",
    "007",
    "=1+1",
    "a,b;c",
    "# no comment",
)
CURIES = ("RISK:a/b", "RISK:ü", "RISK:a_x002F_b", "RISK:<&>'", "RISK:a#1", "RISK:00012", "RISK:__proto__")


def nasty_items() -> Iterable[Node | Edge]:
    """Every text as a name, in a list, in a property of a node and of an edge, and as a quote; parallel edges."""
    page = Node("PAGE:007", "Procedure", "Nasty", {"slug": "007", "duration_min_minutes": 0, "is_stub": False})
    yield page
    for number, text in enumerate(TEXTS):
        risk = Node(f"RISK:t{number}", "Risk", text, {"synonyms": TEXTS})
        step = Node(f"STEP:007/{number}", "Step", f"Step {number}", {"number": number, "text": text})
        said = (Evidence(DOCUMENT.id, text, text), Evidence(DOCUMENT.id, None, text, confidence=1 / 3))
        yield from (risk, step)
        yield Edge(page.curie, "HAS_STEP", step.curie, {"position": number}, said)
        yield Edge(page.curie, "HAS_RISK", risk.curie, {"position": number, "detail": text}, said)
        yield Edge(page.curie, "HAS_RISK", risk.curie, {"position": number, "detail": f"{text} again"}, said)
    for curie in CURIES:
        yield Node(curie, "Risk", curie, {"synonyms": ()})
        yield Edge(page.curie, "HAS_RISK", curie, {"duration_min": 0.1 + 0.2, "duration_max": 1e300})
    yield Node("POLICY:0", "Policy", "Policy", {"number": "00042", "type": "LCD", "version": "1", "status": "id"})
    yield Edge(page.curie, "GOVERNED_BY", "POLICY:0", {"position": 0})
    yield Node("ALTERNATIVE:a", "Alternative", "Alone in its kind")
    yield Edge(page.curie, "HAS_ALTERNATIVE", "ALTERNATIVE:a", {"pros": TEXTS, "cons": ()})


def part_of(items: Iterable[Node | Edge]) -> ExportedSubgraph:
    built = build([World(list(items))])
    assert built.findings == []
    topology = Topology(freeze_in_memory(built.graph))
    return Selection().subgraph(topology, built.graph.graph["version"], built.graph.graph["documents"])


@cache
def world_part() -> ExportedSubgraph:
    return part_of([*NODES, *EDGES])


@cache
def nasty_part() -> ExportedSubgraph:
    return part_of(nasty_items())


@cache
def shipped_part() -> ExportedSubgraph:
    """What is within two hops of a page that is shipped."""
    ensure_default_snapshot()
    snapshot = attach_snapshot(DEFAULT_SNAPSHOT)
    selection = Selection(("PAGE:total-hip-replacement",), depth=1)
    return selection.subgraph(Topology(snapshot.graph), snapshot.version, snapshot.documents)


PARTS = {"world": world_part, "nasty": nasty_part, "shipped": shipped_part}
each_part = pytest.mark.parametrize("name", PARTS)


def said_of(part: ExportedSubgraph) -> tuple[dict[str, Any], dict[str, Any]]:
    """Nodes by CURIE and edges by id, with all that is said of them: what a reader that loses nothing gives."""
    return {item.curie: item for item in part.nodes()}, {item.id: item for item in part.edges()}


def in_json(properties: Properties) -> dict[str, Any]:
    """Properties as JSON gives them back."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def networkx_of(nodes: Iterable[tuple[str, dict[str, Any]]], edges: Iterable[tuple[EdgeItem, dict[str, Any]]]) -> Any:
    """The graph that NetworkX should have read."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    for item, attributes in edges:
        graph.add_edge(item.source, item.target, item.key)
        graph.edges[item.source, item.target, item.key].update(attributes)
    return graph


def same_graph(read: Any, expected: Any) -> bool:
    """Whether nodes, edges, keys and attributes are the same, whatever is said of the graph itself."""
    return bool(read.adj == expected.adj and read.nodes == expected.nodes)


def a_node(**properties: Any) -> NodeItem:
    return NodeItem("PAGE:a", "Procedure", "A", properties)


def an_edge(**properties: Any) -> EdgeItem:
    return EdgeItem("PAGE:a", "PAGE:b", "SIMILAR_TO", "SIMILAR_TO", properties, (), "[]")


def program(name: str, advice: str) -> str:
    """Where a program is; without it the test is skipped, and fails in CI."""
    found = shutil.which(name)
    if found is None:
        lacking(f"{name} is not installed: {advice}")
    return str(found)


def lacking(problem: str) -> None:
    """Something that the test needs is not there."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(problem)
