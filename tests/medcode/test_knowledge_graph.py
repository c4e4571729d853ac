"""A graph that is open in Python, over the world and over the shipped graph."""

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from defusedxml import ElementTree

import medcode
from graph.model.errors import InvalidArgument, SnapshotError, UnknownNode
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store.snapshot_writer import write_snapshot
from medcode.knowledge_graph import KnowledgeGraph, QueryError
from tests.conftest import snapshot_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def world(graph: Graph) -> KnowledgeGraph:
    return KnowledgeGraph(snapshot_of(graph))


def test_a_graph_of_one_s_own_is_opened(graph: Graph, tmp_path: Path) -> None:
    write_snapshot(graph, tmp_path / "mine")
    opened = medcode.open(tmp_path / "mine")
    assert repr(opened).startswith(f"<KnowledgeGraph of {len(graph)} nodes and {graph.number_of_edges()} edges")
    assert opened.version == graph.graph["version"]
    assert nx.utils.graphs_equal(opened.to_networkx(), graph)


def test_a_folder_without_a_graph_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="medcode build"):
        medcode.open(tmp_path)


def test_the_part_around_a_node_has_the_edges_among_its_nodes(world: KnowledgeGraph, graph: Graph) -> None:
    part = world.to_networkx("cast", edge_kinds=["HAS_RISK"])
    reached = {target for _, target, key in graph.out_edges("PAGE:cast", keys=True) if key == "HAS_RISK"}
    assert set(part) == {"PAGE:cast", *reached}
    assert all(graph.edges[edge] == part.edges[edge] for edge in part.edges(keys=True))
    part.nodes["PAGE:cast"]["name"] = "changed"
    assert world.node("PAGE:cast").name == "Cast"


def test_parts_of_pages_and_without_single_nodes(world: KnowledgeGraph) -> None:
    kinds = ["Procedure", "Risk"]
    described = world.to_networkx(node_kinds=kinds, pages_only=True)
    procedures = [node for node, found in described.nodes(data=True) if found["kind"] == "Procedure"]
    assert procedures
    assert all(described.nodes[node].get("has_page") for node in procedures)
    connected = world.to_networkx(node_kinds=kinds, edge_kinds=["HAS_RISK"], connected_only=True)
    assert all(degree for _, degree in connected.degree())
    assert len(connected) < len(world.to_networkx(node_kinds=kinds, edge_kinds=["HAS_RISK"]))


def test_what_a_query_touches_is_a_graph(world: KnowledgeGraph) -> None:
    part = world.to_networkx(query='{ procedure(slug: "cast") { risks { nodes { name } } } }')
    assert {key for *_, key in part.edges(keys=True)} == {"HAS_RISK"}
    assert "PAGE:cast" in part


def test_a_table_has_a_row_for_each_edge_of_the_kind(world: KnowledgeGraph, graph: Graph) -> None:
    table = world.table("HAS_RISK")
    wanted = sorted((source, target) for source, target, key in graph.edges(keys=True) if key == "HAS_RISK")
    assert sorted(zip(table["subject"], table["object"], strict=True)) == wanted
    with_evidence = world.table("HAS_RISK", evidence=True)
    assert len(with_evidence) == len(table)
    assert with_evidence["evidence_count"].min() >= 1
    around = world.table("HAS_RISK", "PAGE:cast")
    assert set(around["subject"]) == {"PAGE:cast"}


def test_an_answer_is_a_frame(world: KnowledgeGraph) -> None:
    query = '{ procedure(slug: "cast") { name steps { edges { position node { name } } } } }'
    frame = world.frame(query)
    steps = world.query(query)["procedure"]["steps"]["edges"]
    assert list(frame["procedure.steps.name"]) == [step["node"]["name"] for step in steps]
    assert set(frame["procedure.name"]) == {"Cast"}
    assert frame["procedure.steps.position"].dtype == "Int64"


def test_a_refused_query_says_why(world: KnowledgeGraph) -> None:
    for ask in (world.query, world.frame, lambda text: world.to_networkx(query=text)):
        with pytest.raises(QueryError, match="nothing") as refused:
            ask("{ nothing }")
        assert refused.value.errors[0]["locations"] == [{"line": 1, "column": 3}]


def test_limits_are_those_that_are_given(graph: Graph) -> None:
    few = KnowledgeGraph(snapshot_of(graph), Limits(nodes=1))
    with pytest.raises(QueryError):
        few.query("{ procedures { nodes { name } } }")


def test_a_search_gives_rows_with_what_matched(world: KnowledgeGraph) -> None:
    found = world.search("infection", kinds=["Risk"])
    assert (found["curie"][0], found["match"][0]) == ("RISK:infection", "exact label")
    assert world.search("xyzzy").empty
    assert list(world.search("xyzzy").columns) == list(found.columns)


def test_grounding_keeps_order_index_and_what_is_no_text(world: KnowledgeGraph) -> None:
    texts = pd.Series(["Infection", None, "xyzzy", "Infection", "  "], index=[5, 4, 3, 2, 1])
    table = world.ground(texts, progress=False)
    assert list(table.index) == [5, 4, 3, 2, 1]
    assert table["curie"].isna().tolist() == [False, True, True, False, True]
    assert set(table["curie"].dropna()) == {"RISK:infection"}
    assert table["reason"].dropna().tolist() == ["no text", "nothing found", "no text"]
    assert world.ground(["Infection"], progress=False)["name"].tolist() == ["Infection"]


def test_progress_is_shown_where_it_is_wanted(world: KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    world.ground(["Infection", "Stiffness"])
    assert "2/2" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["PAGE:cast", "cast", "Cast", "CPT:00100", "00100"])
def test_a_node_is_named_by_curie_code_slug_or_name(world: KnowledgeGraph, name: str) -> None:
    assert world.node(name).kind == "Procedure"


def test_an_unknown_name_tells_the_nearest(world: KnowledgeGraph) -> None:
    for fails in (world.node, world.draw, world.to_networkx):
        with pytest.raises(UnknownNode, match="RISK:infection"):
            fails("infection of the skn and more")


@pytest.mark.parametrize(
    "call",
    [
        lambda world: world.table("HAS_RISKS"),
        lambda world: world.to_networkx("cast", direction="up"),
        lambda world: world.to_networkx(node_kinds=["Nothing"]),
        lambda world: world.search("cast", kinds=["Nothing"]),
        lambda world: world.draw("cast", edge_kinds=["Nothing"]),
    ],
)
def test_unknown_kinds_are_refused_with_those_that_there_are(
    world: KnowledgeGraph, call: Callable[[KnowledgeGraph], object]
) -> None:
    with pytest.raises(InvalidArgument, match="known="):
        call(world)


def test_sources_have_their_licences(world: KnowledgeGraph, graph: Graph) -> None:
    assert world.sources()["licence"].tolist() == [document.licence for document in graph.graph["documents"]]


def test_a_drawing_says_what_its_table_says(world: KnowledgeGraph, tmp_path: Path) -> None:
    drawing = world.draw("cast", limit=1)
    drawing.save(tmp_path / "cast.svg")
    texts = [element.text for element in ElementTree.parse(tmp_path / "cast.svg").iter(f"{SVG}text")]
    frame = drawing.data_frame()
    assert set(frame["name"]) <= set(texts)
    assert "→ risks · 2" in texts
    assert "+1 more" in texts
    assert frame[frame["edge_kind"] == "HAS_RISK"]["more"].tolist() == [1]
    assert drawing._repr_svg_() == (tmp_path / "cast.svg").read_text(encoding="utf-8")


def test_names_of_a_drawing_do_not_overlap(world: KnowledgeGraph) -> None:
    picture = ElementTree.fromstring(world.draw("splint").svg)
    places = [(element.get("x"), element.get("y")) for element in picture.iter(f"{SVG}text")]
    assert len(set(places)) == len(places)
    rows: dict[str | None, list[float]] = {}
    for x, y in places:
        rows.setdefault(x, []).append(float(y or 0))
    for heights in rows.values():
        steps = [after - before for before, after in zip(sorted(heights), sorted(heights)[1:], strict=False)]
        assert all(step >= 16 for step in steps)
