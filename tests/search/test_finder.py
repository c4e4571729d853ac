"""Searching: the order of hits and how each was found."""

import pytest

from graph.model.elements import Node
from graph.search.entry import Field
from graph.search.match_type import MatchType
from graph.search.search_types import Search
from tests.search.finders import CODES, codes, diagnoses, finder, first, found, reasons, suggested
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
