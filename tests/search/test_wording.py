"""Searching: abbreviations, spellings, mistyped and unfinished words."""

import pytest

from graph.model.elements import Node
from graph.search.match_type import MatchType
from graph.search.search_types import Search
from tests.search.finders import codes, diagnoses, finder, first, found, reasons, suggested

MEANINGS = {"as": ("aortic stenosis", "ankylosing spondylitis"), "fx": ("fracture",), "hf": ("heart failure",)}
MEANT = finder(
    diagnoses(
        M45="Ankylosing spondylitis",
        I350="Aortic stenosis",
        I509="Heart failure, unspecified",
        S621="Fracture of wrist",
        S721="Fracture of femur",
        D649="Anemia, unspecified",
        N183="Chronic kidney disease, stage 3",
        N184="Chronic kidney disease, stage 4",
    ),
    MEANINGS,
)


def test_an_abbreviation_finds_all_that_it_means_the_commonest_first() -> None:
    assert codes(MEANT, "AS") == ["I35.0", "M45"]


def test_what_means_an_abbreviation_is_told_by_the_words_of_the_name() -> None:
    assert reasons(MEANT.search(Search("hf")).hits) == [
        ("ICD10CM:I50.9", "WORDS", "NAME", "Heart failure, unspecified", ("Heart", "failure"))
    ]


@pytest.mark.parametrize("query", ["fx wrist", "wrist fx", "FX of the wrist", "wrist fracture"])
def test_an_abbreviation_within_a_longer_query_is_what_it_means(query: str) -> None:
    assert codes(MEANT, query)[0] == "S62.1"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("anaemia", "D64.9"),
        ("kidney disease stage III", "N18.3"),
        ("stage iv kidney disease", "N18.4"),
        ("stage three kidney disease", "N18.3"),
    ],
)
def test_spellings_and_numerals_are_compared_as_one(query: str, code: str) -> None:
    assert codes(MEANT, query)[0] == code


def test_a_filler_of_a_question_is_not_looked_for() -> None:
    assert codes(MEANT, "what is the icd-10 code for a patient with anemia") == ["D64.9"]


SPELT = finder([Node("RISK:cast", "Risk", "Cast"), Node("RISK:sprain", "Risk", "Sprain")])


@pytest.mark.parametrize(
    ("query", "curies"),
    [
        ("cats", ["RISK:cast"]),
        ("csat", ["RISK:cast"]),
        ("ca5t", []),
        ("cat", []),
        ("spriain", ["RISK:sprain"]),
        ("spain", ["RISK:sprain"]),
        ("sspriain", ["RISK:sprain"]),
        ("spoon", []),
    ],
)
def test_a_word_of_four_letters_or_more_may_be_mistyped(query: str, curies: list[str]) -> None:
    assert found(SPELT, query) == curies


def test_a_word_that_is_known_is_not_put_right() -> None:
    searched = finder([Node("RISK:a", "Risk", "Ankle sprain"), Node("RISK:b", "Risk", "Ankle sprein")])
    assert found(searched, "sprain") == ["RISK:a"]


@pytest.mark.parametrize("query", ["sykosis", "konstipation", "diarea"])
def test_a_word_is_put_right_by_its_sound(query: str) -> None:
    searched = finder([Node(f"RISK:{name}", "Risk", name) for name in ("Sycosis", "Constipation", "Diarrhea")])
    (hit,) = searched.search(Search(query)).hits
    assert (hit.match_type, hit.words) == (MatchType.FUZZY, (hit.text,))


@pytest.mark.parametrize("query", ["heartattack", "heart attack", "heart-attack"])
def test_words_that_are_written_together_are_two(query: str) -> None:
    searched = finder([Node("RISK:attack", "Risk", "Heart attack"), Node("RISK:failure", "Risk", "Heart failure")])
    assert found(searched, query)[0] == "RISK:attack"


def test_a_typo_is_forgiven_in_a_word_whose_stem_is_meant_and_the_word_is_marked() -> None:
    searched = finder([Node("RISK:attack", "Risk", "Gallstone attack"), Node("RISK:stones", "Risk", "Gallstones")])
    hits = searched.search(Search("gallstnoes")).hits
    assert [(hit.curie, hit.match_type.name, hit.words) for hit in hits] == [
        ("RISK:stones", "FUZZY", ("Gallstones",)),
        ("RISK:attack", "FUZZY", ("Gallstone",)),
    ]


@pytest.mark.parametrize(
    ("query", "how"), [("wrist fr", "WORDS"), ("fracture wri", "WORDS"), ("wirst frac", "FUZZY"), ("wri fr", None)]
)
def test_only_the_last_word_may_be_unfinished(query: str, how: str | None) -> None:
    hits = finder([Node("RISK:fracture", "Risk", "Fracture of the wrist")]).search(Search(query)).hits
    assert [hit.match_type.name for hit in hits] == ([how] if how else [])


def test_a_short_word_that_is_known_is_whole_unless_it_is_being_typed() -> None:
    searched = finder([Node("RISK:hip", "Risk", "Hip pain"), Node("RISK:hippus", "Risk", "Hippus")])
    assert found(searched, "hip") == ["RISK:hip"]
    assert suggested(searched, "hip") == ["RISK:hip", "RISK:hippus"]
    assert sorted(found(searched, "hi")) == ["RISK:hip", "RISK:hippus"]


def test_words_in_any_form_and_order_are_found() -> None:
    searched = finder([Node("RISK:fracture", "Risk", "Fracture of the wrist")])
    for query in ("wrists fractured", "fracturing of a wrist", "The WRIST: fracture!"):
        assert first(searched, query) == ("RISK:fracture", "WORDS")


@pytest.mark.parametrize("query", ["xray", "x-ray", "X ray", "x‑ray"])
def test_words_joined_by_a_hyphen_are_found_joined_apart_and_with_it_and_marked_once(query: str) -> None:
    searched = finder([Node("PREPARATION:x-ray", "Preparation", "Chest X-ray"), Node("RISK:rays", "Risk", "Burn")])
    assert reasons(searched.search(Search(query)).hits) == [
        ("PREPARATION:x-ray", "WORDS", "NAME", "Chest X-ray", ("X", "ray"))
    ]


def test_hepatitis_a_is_not_hepatitis() -> None:
    searched = finder([Node("RISK:hepatitis", "Risk", "Hepatitis"), Node("RISK:hepatitis-a", "Risk", "Hepatitis A")])
    assert first(searched, "hepatitis") == ("RISK:hepatitis", "EXACT_LABEL")
    hits = searched.search(Search("hepatitis a")).hits
    assert [(hit.curie, hit.match_type.name) for hit in hits] == [
        ("RISK:hepatitis-a", "EXACT_LABEL"),
        ("RISK:hepatitis", "SOME_WORDS"),
    ]


def test_a_query_of_words_that_say_nothing_looks_for_them() -> None:
    searched = finder([Node("RISK:a", "Risk", "Long hospital stay"), Node("RISK:b", "Risk", "Infection")])
    assert found(searched, "long") == ["RISK:a"]
