"""What free texts mean, and what is said where that cannot be told."""

import pytest

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.search.entry import node_entry
from graph.search.finder import Finder
from graph.search.grounding import MARGIN, SURE, AbstentionReason, Grounding, ground, word_overlap
from graph.search.index import Meanings, write_index
from tests.conftest import Ask
from tests.world import NODES

MORE = [
    Node("ICD10CM:K75.9", "Diagnosis", "Inflammatory liver disease, unspecified", {"synonyms": ("Hepatitis",)}),
    Node("RISK:pneumonia", "Risk", "Pneumonia"),
    Node("RISK:frozen-shoulder", "Risk", "Frozen shoulder"),
    Node("ICD10CM:M75.0", "Diagnosis", "Adhesive capsulitis of shoulder", {"synonyms": ("Frozen shoulder",)}),
    Node("MSDRG:470", "DiagnosisGroup", "Major joint replacement"),
    Node("POLICY:470", "Policy", "Shoes", {"number": "4701"}),
    Node("RISK:drowsiness", "Risk", "Drowsiness"),
    Node("INDICATION:drowsiness", "Indication", "Drowsiness"),
    Node("ICD10CM:I50.9", "Diagnosis", "Heart failure, unspecified", {"is_billable": True}),
    Node("ICD10CM:I50.2", "Diagnosis", "Systolic heart failure"),
    Node("ICD10CM:I35.0", "Diagnosis", "Aortic stenosis"),
    Node("ICD10CM:M45", "Diagnosis", "Ankylosing spondylitis"),
]
MEANINGS = {"as": ("aortic stenosis", "ankylosing spondylitis"), "hf": ("heart failure", "cardiac insufficiency")}
FINDER = Finder(
    write_index(
        (node_entry(node) for node in (*NODES, *MORE) if node.kind not in ("Section", "Step")),
        meanings=Meanings(MEANINGS, {"as": 2, "hf": 1}),
    )
)


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
        ("of the hepatitis", "ICD10CM:K75.9"),
        ("heart failure", "ICD10CM:I50.9"),
        ("HF", "ICD10CM:I50.9"),
    ],
)
def test_a_code_a_name_another_name_or_all_its_words_are_meant(term: str, curie: str) -> None:
    assert meant(term) == curie


def test_the_surer_the_more_of_the_term_is_what_is_written() -> None:
    terms = ["DRG 470", "wrist fracture", "broken bone", "fracture, wrist", "wrist fracturre", "wrist infection"]
    confidences = [ground(FINDER, term).candidates[0].confidence for term in terms]
    assert confidences == sorted(set(confidences), reverse=True)
    assert 0 < confidences[-1] < SURE <= confidences[-2]
    assert confidences[0] == 1


def test_candidates_have_the_order_of_a_search() -> None:
    found = ground(FINDER, "skin sore infection")
    assert curies(found) == ["RISK:skin-sore", "RISK:infection"]
    first, second = (candidate.confidence for candidate in found.candidates)
    assert first > second > 0


def test_of_two_things_of_one_name_neither_is_meant_and_both_are_told() -> None:
    found = ground(FINDER, "Drowsiness")
    assert (found.abstention, found.meant) == (AbstentionReason.AMBIGUOUS, None)
    assert curies(found) == ["INDICATION:drowsiness", "RISK:drowsiness"]
    assert found.candidates[0].confidence - found.candidates[1].confidence < MARGIN


@pytest.mark.parametrize(
    ("term", "curie", "other"),
    [
        ("Splint", "PAGE:splint", "ALTERNATIVE:splint"),
        ("frozen shoulder", "ICD10CM:M75.0", "RISK:frozen-shoulder"),
        ("heart failure", "ICD10CM:I50.9", "ICD10CM:I50.2"),
    ],
)
def test_of_several_nodes_for_one_thing_the_one_that_stands_for_it_is_meant(term: str, curie: str, other: str) -> None:
    found = ground(FINDER, term)
    assert found.meant is not None
    assert found.meant.hit.curie == curie
    assert other in curies(found)


def test_of_what_an_abbreviation_means_nothing_is_meant_where_it_means_several_things() -> None:
    found = ground(FINDER, "AS")
    assert found.abstention is AbstentionReason.AMBIGUOUS
    assert curies(found) == ["ICD10CM:I35.0", "ICD10CM:M45"]


def test_other_words_for_the_one_thing_that_an_abbreviation_means_are_no_other_meaning() -> None:
    assert not FINDER.has_many_meanings("HF")
    assert meant("HF") == "ICD10CM:I50.9"


def test_a_word_that_is_passed_over_elsewhere_belongs_to_a_name_that_has_it() -> None:
    names = [
        Node("ICD10CM:U07.1", "Diagnosis", "COVID-19", {"synonyms": ("covid",)}),
        Node("ICD10CM:U09.9", "Diagnosis", "Post COVID-19 condition", {"synonyms": ("long covid",)}),
    ]
    finder = Finder(write_index(map(node_entry, names)))
    found = [ground(finder, term).meant for term in ("long covid", "covid", "what is long covid")]
    assert [one and one.hit.curie for one in found] == ["ICD10CM:U09.9", "ICD10CM:U07.1", "ICD10CM:U09.9"]


def test_an_abbreviation_has_no_plural_that_is_another_one() -> None:
    names = [
        Node("ICD10CM:I21.9", "Diagnosis", "Acute myocardial infarction", {"synonyms": ("MI",)}),
        Node("ICD10CM:D03.9", "Diagnosis", "Melanoma in situ", {"synonyms": ("MIS",)}),
    ]
    meanings = Meanings({"mi": ("myocardial infarction",), "mis": ("melanoma in situ",)}, {"mi": 1, "mis": 1})
    finder = Finder(write_index(map(node_entry, names), meanings=meanings))
    assert curies(ground(finder, "MI")) == ["ICD10CM:I21.9"]
    assert curies(ground(finder, "MIS")) == ["ICD10CM:D03.9"]


def test_a_code_and_the_block_that_it_is_in_are_one_thing() -> None:
    names = [
        Node("ICD10CM:M19.90", "Diagnosis", "Unspecified osteoarthritis", {"is_billable": True, "synonyms": ("OA",)}),
        Node("ICD10CM:M15-M19", "Diagnosis", "Osteoarthritis"),
        Node("ICD10CM:M20-M25", "Diagnosis", "Osteoarthritis of others", {"synonyms": ("OA of others",)}),
    ]
    finder = Finder(write_index(map(node_entry, names)))
    found = ground(finder, "osteoarthritis")
    assert found.meant is not None
    assert found.meant.hit.curie == "ICD10CM:M19.90"


def test_a_kind_decides_between_nodes_of_one_name() -> None:
    assert meant("Splint", "Procedure") == "PAGE:splint"
    assert meant("Splint", "Alternative") == "ALTERNATIVE:splint"


@pytest.mark.parametrize("term", ["Hepatitis A", "other pneumonia", "pneumonia 2"])
def test_a_short_word_that_says_something_is_not_passed_over(term: str) -> None:
    assert ground(FINDER, term).abstention is AbstentionReason.TOO_WEAK


@pytest.mark.parametrize("term", ["wrist", "a fracture of the left wrist bone", "casts and plaster"])
def test_what_has_only_some_of_the_words_is_too_weak_and_is_told(term: str) -> None:
    found = ground(FINDER, term)
    assert (found.abstention, found.meant) == (AbstentionReason.TOO_WEAK, None)
    assert found.candidates


def test_the_beginning_of_a_code_is_no_code() -> None:
    assert ground(FINDER, "K75").abstention is AbstentionReason.TOO_WEAK


@pytest.mark.parametrize("term", ["xyzzy", "", "…", "of the", "no fracture"])
def test_a_term_of_which_no_node_has_a_word_finds_nothing(term: str) -> None:
    found = ground(FINDER, term)
    assert (found.abstention, found.candidates, found.meant) == (AbstentionReason.NOTHING_FOUND, [], None)


def test_the_beginning_of_a_word_is_no_word() -> None:
    found = ground(FINDER, "fract")
    assert (found.abstention, curies(found)[0]) == (AbstentionReason.TOO_WEAK, "INDICATION:fracture")


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
    assert len(ask(query, terms=["x"] * Limits.terms)["ground"]) == Limits.terms
    error = refuse(query, terms=["x"] * (Limits.terms + 1))
    assert error["extensions"] == {
        "code": "INVALID_ARGUMENT", "argument": "terms", "count": Limits.terms + 1,
        "maximum": Limits.terms, "hint": f"Use at most {Limits.terms}.",
    }  # fmt: skip


def test_a_term_that_is_too_long_is_refused(refuse: Ask) -> None:
    error = refuse('query ($term: String!) { ground(terms: ["cast", $term]) { term } }', term="x" * 501)
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"
