import pytest

from graph.build import build
from graph.lexical import CEILING, DiagnosisIndex
from graph.link import NAME_CONFIDENCE
from graph.model import Node
from tests.world import EDGES, NODES, World

DIAGNOSES = [
    Node("ICD10CM:S62", "Diagnosis", "Fracture at wrist and hand level"),
    Node("ICD10CM:S62.9", "Diagnosis", "Unspecified fracture of wrist"),
    Node("ICD10CM:M41", "Diagnosis", "Scoliosis", {"synonyms": ("Curvature of the spine",)}),
    Node("ICD10CM:J45", "Diagnosis", "Asthma"),
]


@pytest.mark.parametrize(
    ("term", "curies"),
    [
        ("Fractures of the wrist", ["ICD10CM:S62.9"]),
        ("Spine curvature", ["ICD10CM:M41"]),
        ("Hand", []),
        ("Gout", []),
        ("of the", []),
        ('"AND* (', []),
        ("", []),
    ],
)
def test_what_shares_most_words_is_a_candidate_and_nothing_else(term: str, curies: list[str]) -> None:
    assert [candidate.curie for candidate in DiagnosisIndex(DIAGNOSES).candidates(term)] == curies


def test_candidates_by_words_never_outrank_candidates_by_name() -> None:
    (candidate,) = DiagnosisIndex(DIAGNOSES).candidates("Fractures of the wrist")
    assert candidate.confidence <= CEILING < NAME_CONFIDENCE


def test_a_candidate_says_how_it_was_found() -> None:
    graph = build([World([*NODES, *DIAGNOSES, *EDGES])]).graph
    said = graph.edges["INDICATION:wrist-fracture", "ICD10CM:S62.9", "MAPS_TO"]
    assert (said["predicate"], said["justification"]) == ("skos:relatedMatch", "semapv:LexicalMatching")
    assert {evidence.method for evidence in said["evidence"]} == {"shared words"}
