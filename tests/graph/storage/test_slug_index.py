"""Finding nodes by their slugs."""

import networkx as nx
import pytest

from graph.model.property_graph import Graph
from graph.storage.frozen_graph import FrozenGraph
from tests.conftest import topology_of


@pytest.fixture(scope="module")
def frozen() -> FrozenGraph:
    graph: Graph = nx.MultiDiGraph()
    nodes = [("CPT:2", "B", "twin"), ("CPT:1", "C", "TWIN"), ("PAGE:a", "D", "a"), ("HCPCS:Z", "E", "z\x1fz")]
    for curie, name, slug in nodes:
        graph.add_node(curie, kind="Procedure", name=name, slug=slug)
    graph.add_node("CPT:3", kind="Procedure", name="No slug")
    graph.add_node("RISK:b", kind="Risk", name="No slug either")
    return topology_of(graph).graph


@pytest.mark.parametrize(
    ("slug", "curie"),
    [("a", "PAGE:a"), ("A", "PAGE:a"), ("twin", "CPT:2"), ("Twin", "CPT:2"), ("z\x1fz", "HCPCS:Z")],
)
def test_a_slug_is_found_in_any_case_and_the_first_by_name(frozen: FrozenGraph, slug: str, curie: str) -> None:
    number = frozen.slugs.find("Procedure", slug)
    assert number is not None
    assert frozen.curie(number) == curie


@pytest.mark.parametrize("slug", ["", "aa", "tw", "twins", "zz", "null"])
def test_what_is_no_slug_is_not_found(frozen: FrozenGraph, slug: str) -> None:
    assert frozen.slugs.find("Procedure", slug) is None


def test_kinds_have_slugs_of_their_own(frozen: FrozenGraph) -> None:
    assert frozen.slugs.find("Risk", "a") is None


def test_a_graph_without_slugs_has_none() -> None:
    assert topology_of(nx.MultiDiGraph()).graph.slugs.find("Procedure", "a") is None
