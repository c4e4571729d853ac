"""What free texts mean, and what is said where that cannot be told."""

import pytest

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.search.entry import node_entry
from graph.search.finder import Finder
from graph.search.grounding import MARGIN, SURE, AbstentionReason, Grounding, ground, word_overlap
from graph.search.index import write_index
from tests.conftest import Ask
from tests.world import NODES

MORE = [
    Node("ICD10CM:K75.9", "Diagnosis", "Inflammatory liver disease, unspecified", {"synonyms": ("Hepatitis",)}),
    Node("RISK:pneumonia", "Risk", "Pneumonia"),
    Node("RISK:frozen-shoulder", "Risk", "Frozen shoulder"),
    Node("ICD10CM:M75.0", "Diagnosis", "Adhesive capsulitis of shoulder", {"synonyms": ("Frozen shoulder",)}),
    Node("MSDRG:470", "DiagnosisGroup", "Major joint replacement"),
    Node("POLICY:470", "Policy", "Shoes", {"number": "4701"}),
]
FINDER = Finder(write_index(node_entry(node) for node in (*NODES, *MORE) if node.kind not in ("Section", "Step")))


def meant(term: str, *kinds: str) -> str | None:
    found = ground(FINDER, term, kinds)
    return found.meant.hit.curie if found.meant else None


def curies(found: Grounding) -> list[str]:
    return [candidate.hit.curie for candidate in found.candidates]


@pytest.mark.parametrize(
    ("term", "curie"),
    [
        ("Fracture", "INDICATION:fracture"),
        ("the FRACTURE of the wrist", "INDICATION:wrist-fracture"),
        ("wrist fracture", "INDICATION:wrist-fracture"),
        ("broken bone", "INDICATION:fracture"),
        ("k759", "ICD10CM:K75.9"),
        ("DRG 470", "MSDRG:470"),
        ("INDICATION:sprain", "INDICATION:sprain"),
        ("hepatitis", "ICD10CM:K75.9"),
    ],
)
def test_a_code_a_name_another_name_or_all_its_words_are_meant(term: str, curie: str) -> None:
    assert meant(term) == curie


def test_the_surer_the_more_of_the_term_is_what_is_written() -> None:
    terms = ["DRG 470", "wrist fracture", "broken bone", "fracture, wrist", "wrist fracturre", "wrist pain"]
    confidences = [ground(FINDER, term).candidates[0].confidence for term in terms]
    assert confidences == sorted(set(confidences), reverse=True)
    assert 0 < confidences[-1] < SURE <= confidences[-2]
    assert confidences[0] == 1


def test_candidates_are_likeliest_first_and_then_by_curie() -> None:
    found = ground(FINDER, "wrist skin")
    keys = [(-candidate.confidence, candidate.hit.curie) for candidate in found.candidates]
    assert keys == sorted(keys)
    assert len(keys) > 1


def test_of_two_nodes_with_one_name_neither_is_meant_and_both_are_told() -> None:
    found = ground(FINDER, "Splint")
    assert (found.abstention, found.meant) == (AbstentionReason.AMBIGUOUS, None)
    assert curies(found) == ["ALTERNATIVE:splint", "PAGE:splint"]
    assert found.candidates[0].confidence - found.candidates[1].confidence < MARGIN


def test_a_name_and_another_name_that_are_the_same_are_too_close() -> None:
    found = ground(FINDER, "frozen shoulder")
    assert found.abstention is AbstentionReason.AMBIGUOUS
    assert curies(found) == ["RISK:frozen-shoulder", "ICD10CM:M75.0"]


def test_a_kind_decides_between_nodes_of_one_name() -> None:
    assert meant("Splint", "Procedure") == "PAGE:splint"
    assert meant("Splint", "Alternative") == "ALTERNATIVE:splint"


@pytest.mark.parametrize("term", ["Hepatitis A", "other pneumonia", "hepatitis or", "pneumonia with"])
def test_a_short_word_that_says_something_is_not_passed_over(term: str) -> None:
    assert ground(FINDER, term).abstention is AbstentionReason.TOO_WEAK


@pytest.mark.parametrize("term", ["wrist", "a fracture of the left wrist bone", "casts and plaster"])
def test_what_has_only_some_of_the_words_is_too_weak_and_is_told(term: str) -> None:
    found = ground(FINDER, term)
    assert (found.abstention, found.meant) == (AbstentionReason.TOO_WEAK, None)
    assert found.candidates


def test_the_beginning_of_a_code_is_no_code() -> None:
    assert ground(FINDER, "K75").abstention is AbstentionReason.TOO_WEAK


@pytest.mark.parametrize("term", ["xyzzy", "fract", "", "…", "of the"])
def test_a_term_of_which_no_node_has_a_whole_word_finds_nothing(term: str) -> None:
    found = ground(FINDER, term)
    assert (found.abstention, found.candidates, found.meant) == (AbstentionReason.NOTHING_FOUND, [], None)


def test_a_typo_is_less_sure_than_the_word_but_is_put_right() -> None:
    (right, wrong) = (ground(FINDER, term).candidates[0] for term in ("fracture, wrist", "fracturre, wrist"))
    assert right.hit.curie == wrong.hit.curie == "INDICATION:wrist-fracture"
    assert SURE <= wrong.confidence < right.confidence


def test_the_share_of_words_is_in_singular_and_without_words_that_join() -> None:
    assert word_overlap("tonsillitis", "tonsils") == word_overlap("thyroid", "thyroiditis") == 0
    assert word_overlap("lung biopsies", "biopsy of the lung") == 1
    assert word_overlap("Fractures of the wrist", "wrist fracture") == 1
    assert word_overlap("wrist fracture", "wrist") == 0.5
    assert word_overlap("hepatitis a", "hepatitis") == 0.5
    assert word_overlap("wrist", "ankle") == word_overlap("", "") == 0


def test_graphql_grounds_in_the_order_of_the_terms(ask: Ask) -> None:
    query = """query ($terms: [String!]!, $kind: NodeKind) { ground(terms: $terms, kind: $kind) {
        term node { curie } confidence abstention candidates {
            confidence hit { matchType field text node { curie } } } } }"""
    terms = ["nothing", "broken bone", "Splint", "broken bone"]
    found = ask(query, terms=terms)["ground"]
    assert [item["term"] for item in found] == terms
    assert [item["node"] for item in found] == [
        None, {"curie": "INDICATION:fracture"}, {"curie": "PAGE:splint"}, found[1]["node"],
    ]  # fmt: skip
    assert [item["abstention"] for item in found] == ["NOTHING_FOUND", None, None, None]
    assert [item["confidence"] for item in found] == [None, 0.95, 0.99, 0.95]
    assert found[1]["candidates"][0] == {
        "confidence": 0.95,
        "hit": {
            "matchType": "SYNONYM", "field": "SYNONYM", "text": "Broken bone", "node": {"curie": "INDICATION:fracture"},
        },
    }  # fmt: skip
    (only,) = ask(query, terms=["Splint"], kind="PROCEDURE")["ground"]
    assert only["node"] == {"curie": "PAGE:splint"}


def test_as_many_terms_as_are_allowed_are_grounded_and_one_more_is_refused(ask: Ask, refuse: Ask) -> None:
    query = "query ($terms: [String!]!) { ground(terms: $terms) { abstention } }"
    assert len(ask(query, terms=["x"] * Limits.terms)["ground"]) == 1000
    error = refuse(query, terms=["x"] * (Limits.terms + 1))
    assert error["extensions"] == {
        "code": "INVALID_ARGUMENT", "argument": "terms", "count": 1001, "maximum": 1000, "hint": "Use at most 1000.",
    }  # fmt: skip


def test_a_term_that_is_too_long_is_refused(refuse: Ask) -> None:
    error = refuse('query ($term: String!) { ground(terms: ["cast", $term]) { term } }', term="x" * 501)
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"
