import pytest

from graph.ingest.build import build
from graph.model.elements import Edge, Evidence, Node
from graph.traversal.diagnostic import is_diagnostic
from tests.conftest import topology_of
from tests.world import World

EVIDENCE = (Evidence("world/cast.txt"),)


def purpose(*targets: str) -> bool:
    """Whether a page is diagnostic that maps to these codes and tables."""
    page = Node("PAGE:it", "Procedure", "It")
    kinds = {"ICD10PCS": "Procedure", "PCSTABLE": "ProcedureTable"}
    nodes = [page, *(Node(target, kinds[target.partition(":")[0]], target) for target in targets)]
    edges = [Edge("PAGE:it", "MAPS_TO", target, {}, EVIDENCE) for target in targets]
    topology = topology_of(build([World([*nodes, *edges])]).graph)
    return is_diagnostic(topology, int(topology.find(["PAGE:it"])[0]))


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["ICD10PCS:B24BZZZ"], True),
        (["ICD10PCS:4A023N7", "PCSTABLE:4A0"], True),
        (["ICD10PCS:0DJD8ZZ"], True),
        (["ICD10PCS:0DBN8ZX"], True),
        (["ICD10PCS:0DBN8ZZ"], False),
        (["ICD10PCS:0SR90JZ"], False),
        (["ICD10PCS:0DJD8ZZ", "ICD10PCS:0DBN8ZZ"], False),
        ([], False),
    ],
)
def test_what_only_looks_is_diagnostic(codes: list[str], expected: bool) -> None:
    assert purpose(*codes) is expected


def test_a_code_is_what_it_is_itself() -> None:
    topology = topology_of(build([World([Node("ICD10PCS:0DJD8ZZ", "Procedure", "Inspection")])]).graph)
    assert is_diagnostic(topology, 0)
