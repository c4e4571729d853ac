"""The sides of shipped codes and their counterparts."""

import pytest

from graph.store import GraphStore
from graph.traversal.code_sides import counterparts, side_of


def number(store: GraphStore, curie: str) -> int:
    found = store.topology.graph.find(curie)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("curie", "side"),
    [
        ("ICD10CM:M25.511", "right"),
        ("ICD10CM:H25.13", "bilateral"),
        ("ICD10CM:S72.009A", "unspecified"),
        ("ICD10CM:I50.1", None),
        ("ICD10PCS:0SRD0J9", "left"),
        ("ICD10PCS:0FT44ZZ", None),
    ],
)
def test_sides(shipped: GraphStore, curie: str, side: str | None) -> None:
    assert side_of(shipped.topology, number(shipped, curie)) == side


def test_counterparts_are_seen_from_each_side(shipped: GraphStore) -> None:
    topology, graph = shipped.topology, shipped.topology.graph
    curies = {"right": "M25.511", "left": "M25.512", "unspecified": "M25.519"}
    for own, code in curies.items():
        found = counterparts(topology, number(shipped, f"ICD10CM:{code}"))
        named = {side: [graph.curie(node) for node in nodes] for side, nodes in found.items()}
        assert named == {side: [f"ICD10CM:{other}"] for side, other in curies.items() if side != own}


def test_a_code_without_side_has_no_counterparts(shipped: GraphStore) -> None:
    assert counterparts(shipped.topology, number(shipped, "ICD10CM:I10")) == {}
