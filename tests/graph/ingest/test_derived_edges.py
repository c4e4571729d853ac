from typing import Any

import pytest

from graph.ingest.build import build
from graph.ingest.derived_edges import MAX_OVERLAP_CONFIDENCE, NAME_CONFIDENCE
from graph.model.elements import Node
from graph.model.property_graph import Graph
from tests.world import EDGES, NODES, World, edge

DIAGNOSES = [
    Node("ICD10CM:S62", "Diagnosis", "Fracture at wrist and hand level"),
    Node("ICD10CM:S62.9", "Diagnosis", "Unspecified fracture of wrist"),
    Node("ICD10CM:M41", "Diagnosis", "Scoliosis", {"synonyms": ("Curvature of the spine",)}),
    Node("ICD10CM:J45", "Diagnosis", "Asthma"),
]


def graph_with(term: str) -> Graph:
    """The world with a condition of this name, and some diagnoses."""
    condition = Node("INDICATION:it", "Indication", term)
    treats = edge("PAGE:cast", "HAS_INDICATION", "INDICATION:it", position=1)
    return build([World([*NODES, condition, *DIAGNOSES, *EDGES, treats])]).graph


def mapped(term: str) -> dict[str, float]:
    found: Any = graph_with(term).out_edges("INDICATION:it", keys=True, data="confidence")
    return {far: confidence for _, far, key, confidence in found if key == "MAPS_TO"}


@pytest.mark.parametrize(
    ("term", "curies"),
    [
        ("Fractures of the wrist", ["ICD10CM:S62.9"]),
        ("Spine curvature", ["ICD10CM:M41"]),
        ("Curvature of the spine", ["ICD10CM:M41"]),
        ("Hand", []),
        ("Gout", []),
        ("of the", []),
        ('"AND* (', []),
    ],
)
def test_what_shares_most_words_is_a_candidate_and_nothing_else(term: str, curies: list[str]) -> None:
    assert list(mapped(term)) == curies


def test_candidates_by_words_never_outrank_candidates_by_name() -> None:
    (by_words,), (sorted_by_name,) = mapped("Wrist fractures").values(), mapped("Asthma").values()
    assert by_words <= MAX_OVERLAP_CONFIDENCE < NAME_CONFIDENCE == sorted_by_name


def test_a_candidate_says_how_it_was_found() -> None:
    said = graph_with("Wrist fractures").edges["INDICATION:it", "ICD10CM:S62.9", "MAPS_TO"]
    assert (said["predicate"], said["justification"]) == ("skos:relatedMatch", "semapv:LexicalMatching")
    assert {evidence.method for evidence in said["evidence"]} == {"shared words"}


@pytest.mark.parametrize(
    ("predicate", "groups"),
    [
        ("skos:exactMatch", 1),
        ("skos:closeMatch", 1),
        ("skos:narrowMatch", 1),
        ("skos:broadMatch", 0),
        ("skos:relatedMatch", 0),
    ],
)
def test_a_page_leads_to_the_groups_of_codes_that_mean_no_more_than_it(predicate: str, groups: int) -> None:
    code = Node("ICD10PCS:2W3CX2Z", "Procedure", "Immobilization of Right Lower Arm using Cast")
    group = Node("MSDRG:562", "DiagnosisGroup", "Fractures, sprains and strains")
    mapping = edge("PAGE:cast", "MAPS_TO", code.curie, predicate=predicate, justification="x", confidence=0.9)
    graph = build([World([*NODES, code, group, *EDGES, mapping, edge(code.curie, "GROUPS_TO", group.curie)])]).graph
    found: Any = graph.out_edges("PAGE:cast", keys=True, data=True)
    derived = [data for _, far, key, data in found if key == "CODES_GROUP_TO" and far == group.curie]
    assert len(derived) == groups
    assert all(data["code_count"] == 1 for data in derived)
