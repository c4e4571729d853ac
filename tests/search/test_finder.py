"""Searching: the order of hits and how each was found."""

import pytest

from graph.model.elements import Node
from graph.search.entry import Field
from graph.search.match_type import MatchType
from graph.search.search_types import Search
from tests.search.finders import CODES, codes, diagnoses, finder, first, found, reasons
from tests.world import NODES


def test_a_code_comes_first_then_codes_that_begin_so_then_words() -> None:
    searched = finder(
        [
            Node("RISK:words", "Risk", "Injury by an a0001 sling"),
            Node("POLICY:longer", "Policy", "Slings", {"number": "A0001B"}),
            Node("RISK:name", "Risk", "a0001"),
            Node("HCPCS:A0001", "Procedure", "Sling"),
        ]
    )
    assert reasons(searched.search(Search("A0001")).hits) == [
        ("HCPCS:A0001", "EXACT_CODE", "CODE", "A0001", ("A0001",)),
        ("POLICY:longer", "PREFIX", "CODE", "A0001B", ("A0001",)),
        ("RISK:name", "EXACT_LABEL", "NAME", "a0001", ("a0001",)),
        ("RISK:words", "WORDS", "NAME", "Injury by an a0001 sling", ("a0001",)),
    ]


def test_hits_by_words_come_by_how_much_of_the_query_they_have_and_how_little_else() -> None:
    searched = finder(
        [
            Node("RISK:other", "Risk", "Infection"),
            Node("RISK:some", "Risk", "Fractures"),
            Node("RISK:more", "Risk", "Fractured bones of the left wrist"),
            Node("RISK:words", "Risk", "Fracture of a wrist"),
        ]
    )
    assert reasons(searched.search(Search("wrist fractures")).hits) == [
        ("RISK:words", "WORDS", "NAME", "Fracture of a wrist", ("Fracture", "wrist")),
        ("RISK:more", "WORDS", "NAME", "Fractured bones of the left wrist", ("Fractured", "wrist")),
        ("RISK:some", "SOME_WORDS", "NAME", "Fractures", ("Fractures",)),
    ]


def test_scores_never_rise() -> None:
    searched = finder([*NODES[:10], *CODES])
    for query in ("fracture of the wrist", "type 2", "splint", "diabetis whatever", "e11", "no fracture"):
        scores = [hit.score for hit in searched.search(Search(query)).hits]
        assert scores == sorted(scores, reverse=True)
        assert scores


@pytest.mark.parametrize(
    ("query", "curie"),
    [
        ("E11.9", "ICD10CM:E11.9"),
        ("e119", "ICD10CM:E11.9"),
        ("E11 9", "ICD10CM:E11.9"),
        ("ICD-10 E11.9", "ICD10CM:E11.9"),
        ("icd10cm:e11.9", "ICD10CM:E11.9"),
        ("ICD-10-CM E119", "ICD10CM:E11.9"),
        ("dx e11.9", "ICD10CM:E11.9"),
        ("diagnosis code: E11.9", "ICD10CM:E11.9"),
        ("drg 470", "MSDRG:470"),
        ("MS-DRG 470", "MSDRG:470"),
        ("470", "MSDRG:470"),
        ("l4701", "POLICY:shoes"),
        ("icd-10-pcs 0sr9019", "ICD10PCS:0SR9019"),
        ("ICD10PCS:0SR9019", "ICD10PCS:0SR9019"),
        ("POLICY:shoes", "POLICY:shoes"),
        ("policy:shoes ", "POLICY:shoes"),
    ],
)
def test_a_code_is_found_with_and_without_its_dots_and_its_system(query: str, curie: str) -> None:
    assert first(finder(CODES), query) == (curie, "EXACT_CODE")


@pytest.mark.parametrize("query", ["E11.x", "E11.*", "e11.", "E11-"])
def test_what_stands_for_the_rest_of_a_code_is_left_out(query: str) -> None:
    assert first(finder(CODES), query) == ("ICD10CM:E11", "EXACT_CODE")


@pytest.mark.parametrize("query", ["El1.9", "EI1.9", "e1l9"])
def test_a_letter_for_a_digit_in_a_code_is_put_right(query: str) -> None:
    (hit, *_) = finder(CODES).search(Search(query)).hits
    assert (hit.curie, hit.match_type, hit.field) == ("ICD10CM:E11.9", MatchType.FUZZY, Field.CODE)


@pytest.mark.parametrize(
    "query", ["E11.95", "E12.9", "99213", "cpt 99213", "G0101", "hcpcs e1190", "drg 471", "0SR901Z", "modifier 25"]
)
def test_an_unknown_code_finds_nothing_and_never_a_shorter_one(query: str) -> None:
    page = finder(CODES).search(Search(query))
    assert (list(page.hits), page.total, page.facets.kind) == ([], 0, ())


@pytest.mark.parametrize("query", ["icd 10 gout", "ICD-10 gout", "icd10 code gout"])
def test_a_word_behind_the_name_of_a_system_is_no_code(query: str) -> None:
    assert found(finder([*CODES, Node("RISK:gout", "Risk", "Gout")]), query)[0] == "RISK:gout"


def test_what_has_the_form_of_a_code_but_is_a_word_of_a_name_is_found() -> None:
    assert found(finder([Node("RISK:a1c", "Risk", "High A1c")]), "a1c") == ["RISK:a1c"]


@pytest.mark.parametrize(("query", "written"), [("E11.9", "E11.9"), ("e119", "E11.9"), ("e11.", "E11"), ("E1", "E1")])
def test_what_is_typed_of_a_code_is_marked_as_it_is_written(query: str, written: str) -> None:
    hit = next(hit for hit in finder(CODES).search(Search(query)).hits if hit.curie == "ICD10CM:E11.90")
    assert (hit.match_type, hit.field, hit.text, hit.words) == (MatchType.PREFIX, Field.CODE, "E11.90", (written,))


def test_codes_that_begin_so_come_in_their_own_order() -> None:
    assert found(finder(CODES), "e1") == ["ICD10CM:E11", "ICD10CM:E11.9", "ICD10CM:E11.90"]


def test_a_code_beside_words_is_marked() -> None:
    hits = finder(CODES).search(Search("e119 shoes")).hits
    assert ("ICD10CM:E11.9", "SOME_WORDS", "CODE", "E11.9", ("E11.9",)) in reasons(hits)


@pytest.mark.parametrize("query", ["INSULIN-resistant diabetes", "replace r. hip JT"])
def test_official_texts_are_names_too(query: str) -> None:
    assert first(finder(CODES), query)[1] == "SYNONYM"


def test_what_is_called_just_so_comes_before_what_is_called_so_besides() -> None:
    searched = finder(
        [
            Node("RISK:longer", "Risk", "Sprain of the ankle"),
            Node("RISK:synonym", "Risk", "Twist", {"synonyms": ("Sprain",)}),
            Node("RISK:name", "Risk", "Sprain"),
        ]
    )
    hits = searched.search(Search("sprain")).hits
    assert [(hit.curie, hit.match_type.name) for hit in hits] == [
        ("RISK:name", "EXACT_LABEL"),
        ("RISK:synonym", "SYNONYM"),
        ("RISK:longer", "WORDS"),
    ]


def test_the_default_code_of_a_condition_comes_before_its_category_and_its_special_forms() -> None:
    searched = finder(diagnoses("D649 D61", D64="Other anemias", D649="Anemia, unspecified", D61="Aplastic anemia"))
    assert codes(searched, "anemia") == ["D64.9", "D64", "D61"]


def test_of_codes_of_one_name_the_billable_one_comes_first() -> None:
    searched = finder(diagnoses("I100", I10="Essential hypertension", I100="Essential hypertension"))
    assert codes(searched, "essential hypertension") == ["I10.0", "I10"]


def test_first_comes_the_initial_encounter_of_the_side_that_is_meant_and_never_the_other_side() -> None:
    searched = finder(
        diagnoses(
            "S621A S622A S622D",
            S621A="Fracture of carpal bone, right wrist, initial encounter",
            S622A="Fracture of carpal bone, left wrist, initial encounter",
            S622D="Fracture of carpal bone, left wrist, subsequent encounter",
        )
    )
    assert codes(searched, "left wrist fracture") == ["S62.2A", "S62.2D", "S62.1A"]
    assert codes(searched, "fracture of wrist, R")[0] == "S62.1A"


ULCERS = diagnoses(
    K254="Gastric ulcer with bleeding",
    K257="Gastric ulcer without bleeding",
    K259="Gastric ulcer, unspecified, no perforation",
)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("gastric ulcer with bleeding", "K25.4"),
        ("bleeding gastric ulcer", "K25.4"),
        ("gastric ulcer w bleeding", "K25.4"),
        ("gastric ulcer without bleeding", "K25.7"),
        ("gastric ulcer, no bleeding", "K25.7"),
        ("gastric ulcer, denies bleeding", "K25.7"),
    ],
)
def test_what_is_there_and_what_is_absent_are_not_the_same(query: str, code: str) -> None:
    assert codes(finder(ULCERS), query)[0] == code


def test_what_says_the_contrary_comes_last() -> None:
    assert codes(finder(ULCERS), "gastric ulcer with bleeding")[-1] == "K25.7"
    assert codes(finder(ULCERS), "gastric ulcer without bleeding")[-1] == "K25.4"


def test_what_is_to_be_ruled_out_is_not_looked_for() -> None:
    searched = finder(diagnoses(R05="Cough", J18="Pneumonia"))
    assert codes(searched, "cough r/o pneumonia") == codes(searched, "cough, rule out pneumonia") == ["R05"]
