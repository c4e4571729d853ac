"""Paths and neighbourhoods among procedures that resemble each other."""

import pytest

from graph.model.property_graph import Graph
from tests.conftest import Answer, ask_store, store_of
from tests.described import Had, described, four

BODY = "{ length informativeness nodes { name } edges { kind } }"


def ask(graph: Graph, query: str) -> Answer:
    answer = ask_store(store_of(graph), query)
    assert answer["errors"] == []
    data = answer["data"]
    assert isinstance(data, dict)
    return data


@pytest.fixture(scope="module")
def many() -> Graph:
    """Twelve procedures of which all have the risk Usual, and A and L also Rare."""
    usual, rare = ("HAS_RISK", "RISK:a-usual"), ("HAS_RISK", "RISK:rare")
    pages: dict[str, Had] = {slug: [usual, rare] if slug in "al" else [usual] for slug in "abcdefghijkl"}
    return described(pages)


@pytest.mark.parametrize("order", ["", "by: HOPS", "by: INFORMATIVENESS"])
def test_of_equally_short_paths_the_one_that_says_most_comes_first(many: Graph, order: str) -> None:
    path = ask(many, f'{{ path(from: "PAGE:a", to: "PAGE:l", {order}) {BODY} }}')["path"]
    assert [node["name"] for node in path["nodes"]] == ["A", "Rare", "L"]
    assert path["length"] == 2


def test_paths_by_what_they_say_come_with_the_most_first(many: Graph) -> None:
    found = ask(many, f'{{ paths(from: "PAGE:a", to: "PAGE:l", first: 5, by: INFORMATIVENESS) {BODY} }}')["paths"]
    says = [path["informativeness"] for path in found]
    assert says == sorted(says, reverse=True)
    assert says[0] == pytest.approx(2 ** (-0.4 * 4))
    assert [path["nodes"][1]["name"] for path in found[:2]] == ["Rare", "A-usual"]


def test_a_computed_resemblance_is_no_path_unless_asked_for() -> None:
    path = '{{ path(from: "PAGE:beta", to: "PAGE:gamma"{}) {{ length nodes {{ name }} }} }}'
    graph = four()
    assert ask(graph, path.format(""))["path"]["length"] == 2
    assert ask(graph, path.format(", edgeKinds: [RESEMBLES]"))["path"]["length"] == 1
    assert ask(graph, path.format(", edgeKinds: [SIMILAR_TO]"))["path"] is None


def test_a_computed_resemblance_is_no_neighbour_unless_asked_for() -> None:
    around = '{{ neighborhood(of: ["PAGE:beta"]{}) {{ nodes {{ name }} edges {{ kind }} }} }}'
    plain, asked = (ask(four(), around.format(more))["neighborhood"] for more in ("", ", edgeKinds: [RESEMBLES]"))
    assert [node["name"] for node in plain["nodes"]] == ["Beta", "Ache", "Alpha", "Itch", "Scar", "Summary"]
    assert "RESEMBLES" not in {edge["kind"] for edge in plain["edges"]}
    assert {edge["kind"] for edge in plain["edges"]} >= {"SIMILAR_TO", "HAS_RISK"}
    assert [node["name"] for node in asked["nodes"]] == ["Beta", "Alpha", "Gamma"]
    assert {edge["kind"] for edge in asked["edges"]} == {"RESEMBLES"}
