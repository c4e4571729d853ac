"""Searching: the order of hits and how each was found."""

import pytest

from graph.model.elements import Node
from graph.search.entry import Field
from graph.search.match_type import MatchType
from graph.search.search_types import Search
from tests.search.finders import CODES, finder, first, found, reasons
from tests.world import NODES


def test_hits_by_what_is_exact_come_in_the_order_of_how_they_were_found() -> None:
    searched = finder(
        [
            Node("POLICY:longer", "Policy", "Slings", {"number": "A0001B"}),
            Node("RISK:words", "Risk", "Injury by an a0001 sling"),
            Node("RISK:synonym", "Risk", "Sling injury", {"synonyms": ("Injury", "Sling A", "A0001")}),
            Node("RISK:name", "Risk", "a0001"),
            Node("HCPCS:A0001", "Procedure", "Sling"),
        ]
    )
    assert reasons(searched.search(Search("A0001")).hits) == [
        ("HCPCS:A0001", "EXACT_CODE", "CODE", "A0001", ("A0001",)),
        ("RISK:name", "EXACT_LABEL", "NAME", "a0001", ("a0001",)),
        ("RISK:synonym", "SYNONYM", "SYNONYM", "A0001", ("A0001",)),
        ("POLICY:longer", "PREFIX", "CODE", "A0001B", ("A0001",)),
        ("RISK:words", "WORDS", "NAME", "Injury by an a0001 sling", ("a0001",)),
    ]


def test_hits_by_words_come_in_the_order_of_how_they_were_found() -> None:
    searched = finder(
        [
            Node("RISK:some", "Risk", "Fractures"),
            Node("RISK:typo", "Risk", "Wirst fracture"),
            Node("RISK:words", "Risk", "Fractured bones of the left wrist"),
            Node("RISK:other", "Risk", "Infection"),
        ]
    )
    hits = searched.search(Search("wrist fractures")).hits
    assert reasons(hits) == [
        ("RISK:words", "WORDS", "NAME", "Fractured bones of the left wrist", ("Fractured", "wrist")),
        ("RISK:typo", "FUZZY", "NAME", "Wirst fracture", ("Wirst", "fracture")),
        ("RISK:some", "SOME_WORDS", "NAME", "Fractures", ("Fractures",)),
    ]
    assert [int(hit.score) for hit in hits] == [MatchType.WORDS, MatchType.FUZZY, MatchType.SOME_WORDS]


def test_scores_never_rise() -> None:
    searched = finder([*NODES[:10], *CODES])
    for query in ("fracture of the wrist", "type 2", "splint", "diabetis whatever", "e11"):
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
        ("drg 470", "MSDRG:470"),
        ("MS-DRG 470", "MSDRG:470"),
        ("470", "MSDRG:470"),
        ("l4701", "POLICY:shoes"),
        ("icd-10-pcs 0sr9019", "ICD10PCS:0SR9019"),
        ("POLICY:shoes", "POLICY:shoes"),
    ],
)
def test_a_code_is_found_with_and_without_its_dots_and_its_system(query: str, curie: str) -> None:
    assert first(finder(CODES), query) == (curie, "EXACT_CODE")


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


@pytest.mark.parametrize(
    ("query", "curies"),
    [
        ("cast", ["RISK:cast"]),
        ("cats", []),
        ("sprain", ["RISK:sprain"]),
        ("spriain", ["RISK:sprain"]),
        ("sprian", ["RISK:sprain"]),
        ("spain", ["RISK:sprain"]),
        ("sprint", []),
        ("sspriain", []),
    ],
)
def test_one_typo_is_forgiven_from_five_letters_on(query: str, curies: list[str]) -> None:
    assert found(finder([Node("RISK:cast", "Risk", "Cast"), Node("RISK:sprain", "Risk", "Sprain")]), query) == curies


def test_a_typo_is_forgiven_in_a_word_whose_stem_is_meant_and_the_word_is_marked() -> None:
    searched = finder([Node("RISK:attack", "Risk", "Gallstone attack"), Node("RISK:stones", "Risk", "Gallstones")])
    hits = searched.search(Search("gallstnoes")).hits
    assert [(hit.curie, hit.match_type.name, hit.words) for hit in hits] == [
        ("RISK:stones", "FUZZY", ("Gallstones",)),
        ("RISK:attack", "FUZZY", ("Gallstone",)),
    ]


@pytest.mark.parametrize(
    ("query", "how"),
    [("wrist fr", "WORDS"), ("wrist f", "WORDS"), ("fracture wri", "WORDS"), ("wirst frac", "FUZZY"), ("wris f", None)],
)
def test_only_the_last_word_may_be_unfinished(query: str, how: str | None) -> None:
    hits = finder([Node("RISK:fracture", "Risk", "Fracture of the wrist")]).search(Search(query)).hits
    assert [hit.match_type.name for hit in hits] == ([how] if how else [])


def test_words_in_any_form_and_order_are_found() -> None:
    searched = finder([Node("RISK:fracture", "Risk", "Fracture of the wrist")])
    for query in ("wrists fractured", "fracturing of a wrist", "The WRIST: fracture!"):
        assert first(searched, query) == ("RISK:fracture", "WORDS")


@pytest.mark.parametrize("query", ["xray", "x-ray", "X ray", "x‑ray"])
def test_words_joined_by_a_hyphen_are_found_joined_apart_and_with_it(query: str) -> None:
    searched = finder([Node("PREPARATION:x-ray", "Preparation", "Chest X-ray"), Node("RISK:rays", "Risk", "Burn")])
    (hit,) = searched.search(Search(query)).hits
    assert (hit.curie, hit.match_type, hit.text) == ("PREPARATION:x-ray", MatchType.WORDS, "Chest X-ray")
    assert hit.words in {("X-ray",), ("X", "ray")}


def test_a_joined_word_is_marked_in_the_name_that_has_it() -> None:
    searched = finder([Node("ROLE:radiologist", "Role", "Radiologist", {"synonyms": ("Doctor", "X-ray doctor")})])
    assert reasons(searched.search(Search("xray")).hits) == [
        ("ROLE:radiologist", "WORDS", "SYNONYM", "X-ray doctor", ("X-ray",))
    ]


def test_hepatitis_a_is_not_hepatitis() -> None:
    searched = finder([Node("RISK:hepatitis", "Risk", "Hepatitis"), Node("RISK:hepatitis-a", "Risk", "Hepatitis A")])
    assert first(searched, "hepatitis") == ("RISK:hepatitis", "EXACT_LABEL")
    assert first(searched, "hepatitis a") == ("RISK:hepatitis-a", "EXACT_LABEL")
    hits = searched.search(Search("hepatitis a")).hits
    assert [hit.match_type.name for hit in hits] == ["EXACT_LABEL", "WORDS"]


def test_a_query_of_words_that_say_nothing_looks_for_them() -> None:
    searched = finder([Node("RISK:a", "Risk", "Other risks"), Node("RISK:b", "Risk", "Infection")])
    assert found(searched, "other") == ["RISK:a"]
