"""The patterns of code systems, by codes that they have and codes that they have not."""

import re

import pytest

from graph.model.ontology import ONTOLOGY
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.store import GraphStore


@pytest.mark.parametrize(
    ("prefix", "codes", "others"),
    [
        ("CPT", ["00100", "0001F", "0042T", "0002M", "0001U", "0001A"], ["100", "J1100", "0001X", "000100"]),
        ("HCPCS", ["A4253", "J1885", "V5364"], ["W0001", "12345", "A425", "A42531"]),
        ("ICD10PCS", ["0FT44ZZ", "10E0XZZ"], ["0FT44ZI", "0FT44ZO", "0FT44Z"]),
        (
            "ICD10CM",
            ["J44", "J44.9", "S42.001A", "C7A.00", "M1A.00X0", "QA0.0102"],
            ["J4", "44.9", "J44.", "S42.001AB"],
        ),
        ("MSDRG", ["001"], ["1", "1001"]),
        ("MDC", ["05"], ["5"]),
        ("POS", ["11"], ["1"]),
    ],
)
def test_what_is_a_code(prefix: str, codes: list[str], others: list[str]) -> None:
    pattern = re.compile(CODE_SYSTEMS[prefix].pattern)
    assert [code for code in codes if not pattern.fullmatch(code)] == []
    assert [code for code in others if pattern.fullmatch(code)] == []


def test_each_coded_prefix_of_codes_is_a_system() -> None:
    axes = {prefix for kind in ONTOLOGY.node_kinds for prefix in kind.coded if prefix.startswith("PCS")}
    assert {prefix for kind in ONTOLOGY.node_kinds for prefix in kind.coded} - axes == CODE_SYSTEMS.keys()


def test_all_shipped_codes_fit(shipped: GraphStore) -> None:
    graph = shipped.topology.graph
    for prefix, system in CODE_SYSTEMS.items():
        first, end = graph.beginning(f"{prefix}:")
        codes = [curie.partition(":")[2] for curie in graph.curies[first:end]]
        wrong = [code for code in codes if not re.fullmatch(system.pattern, code)]
        # Chapters and blocks of ICD-10-CM are entries, but no codes.
        assert [code for code in wrong if not (prefix == "ICD10CM" and "-" in code)] == [], prefix
