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
    (by_words,), (by_name,) = mapped("Wrist fractures").values(), mapped("Asthma").values()
    assert by_words <= MAX_OVERLAP_CONFIDENCE < NAME_CONFIDENCE == by_name


def test_a_candidate_says_how_it_was_found() -> None:
    said = graph_with("Wrist fractures").edges["INDICATION:it", "ICD10CM:S62.9", "MAPS_TO"]
    assert (said["predicate"], said["justification"]) == ("skos:relatedMatch", "semapv:LexicalMatching")
    assert {evidence.method for evidence in said["evidence"]} == {"shared words"}
