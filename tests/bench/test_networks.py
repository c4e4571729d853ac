"""The benchmark of network analyses: its networks, when answers are the same, and what its tables say."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bench.networks.libraries import PLAIN, libraries
from bench.networks.measure import Made, Row, measure
from bench.networks.network import DIAGNOSES, DIRECTED, NETWORKS, PAGES, SHARED, WHOLE, Network, networks
from bench.networks.question import ASKED, Asked, Library, Question, asked_of
from bench.networks.same import NotTheSame, check, modularity
from bench.networks.table import conversion_table, network_table, question_table
from graph.model.property_graph import Graph, edges_of
from graph.storage.freeze import freeze_in_memory

RING = np.arange(12)
TWO_RINGS = Network(
    PAGES,
    "two rings of six, joined once",
    12,
    np.array([*RING, 0]),
    np.array([*(RING // 6 * 6 + (RING + 1) % 6), 6]),
)


@pytest.fixture
def of_world(graph: Graph) -> Mapping[str, Network]:
    return {one.name: one for one in networks(freeze_in_memory(graph))}


@pytest.fixture
def there() -> list[Library]:
    return [one for one in libraries() if isinstance(one, Library)]


def pairs(network: Network) -> set[tuple[int, int]]:
    return set(zip(network.source.tolist(), network.target.tolist(), strict=True))


def test_networks_are_simple(of_world: Mapping[str, Network], graph: Graph) -> None:
    assert tuple(of_world) == NETWORKS
    joined = {(edge.source, edge.target) for edge in edges_of(graph)}
    assert len(pairs(of_world[DIRECTED])) == len(joined)
    assert len(pairs(of_world[WHOLE])) == len({frozenset(ends) for ends in joined})
    assert all(one < other for one, other in pairs(of_world[WHOLE]))


def test_parts_and_projections_of_pages(of_world: Mapping[str, Network], graph: Graph) -> None:
    edges = [edge for edge in edges_of(graph) if edge.source == "PAGE:cast"]
    named = {edge.target for edge in edges if edge.kind in {"HAS_INDICATION", "HAS_RISK"}}
    assert of_world[PAGES].nodes > len(named)
    assert of_world[SHARED].nodes == 1, "one page of the world has sections"
    assert not pairs(of_world[SHARED])
    broader = [edge for edge in edges_of(graph) if edge.kind == "IS_A" and edge.source.startswith("ICD10CM:")]
    assert len(pairs(of_world[DIAGNOSES])) == len({(edge.source, edge.target) for edge in broader})


def test_every_question_that_is_asked_is_answered_the_same_by_all(there: list[Library]) -> None:
    made, rows = measure(TWO_RINGS, there, 1, [*Question])
    assert {row.asked.question for row in rows} == set(ASKED[PAGES])
    assert {PLAIN, "igraph", "SciPy"} <= {one.name for one in there}
    assert all({PLAIN, "igraph"} <= row.times.keys() for row in rows)
    assert made.from_networkx.keys() >= {"igraph", "SciPy"}


def test_an_answer_that_differs_ends_the_run() -> None:
    asked = Asked(TWO_RINGS, Question.CORES)
    assert not check(asked, "theirs", [2] * 12, dict.fromkeys(range(12), 2))
    with pytest.raises(NotTheSame, match=r"theirs, k-core of pages: largest difference 1\.0"):
        check(asked, "theirs", [2] * 11 + [1], dict.fromkeys(range(12), 2))


@pytest.mark.parametrize("found", [[0] * 6 + [7] * 6, [set(range(6, 12)), set(range(6))]])
def test_groups_are_compared_by_their_members(found: Any) -> None:
    asked = Asked(TWO_RINGS, Question.COMPONENTS)
    assert not check(asked, "theirs", found, [set(range(6)), set(range(6, 12))])
    with pytest.raises(NotTheSame):
        check(asked, "theirs", found, [set(range(12))])


def test_modularity_of_two_rings() -> None:
    assert modularity(TWO_RINGS, RING // 6) == pytest.approx(12 / 13 - 1 / 2)
    assert modularity(TWO_RINGS, np.zeros(12, dtype=np.int64)) == 0


def test_sources_are_those_that_networkx_draws() -> None:
    asked = [one for one in asked_of(replace(TWO_RINGS, name=DIAGNOSES, nodes=100)) if one.sources]
    assert {len(one.sources) for one in asked} == {8, 16}
    assert all(len(set(one.sources)) == len(one.sources) for one in asked)


def test_tables_say_ratios_with_and_without_conversion(there: list[Library]) -> None:
    plain, other = there[0], next(one for one in there if one.name == "igraph")
    made = Made(TWO_RINGS, {"igraph": 40.0}, {PLAIN: 30.0, "igraph": 20.0})
    rows = [
        Row(Asked(TWO_RINGS, Question.CORES), {PLAIN: 100.0, "igraph": 10.0}, {PLAIN: "", "igraph": ""}),
        Row(Asked(TWO_RINGS, Question.CLUSTERING), {"igraph": 10.0}, {"igraph": ""}),
    ]
    assert [*question_table(rows, [made], [plain, other])][2:] == [
        "| pages | k-core | 100 | 10 (2) |",
        "| pages | clustering | – | 10 ms |",
    ]
    assert [*conversion_table([made], [plain, other])][2:] == ["| pages | – (30) | 40 (20) |"]
    assert [*network_table([TWO_RINGS])][2:] == ["| pages | two rings of six, joined once | 12 | 13 | 3 |"]
