"""A query read: its terms, and the phrases that may be names."""

import pytest

from graph.search.corrections import Corrections
from graph.search.phrases import in_full, phrases_of
from graph.search.reading import Abbreviations, Reading, read_query

MEANINGS = {"fx": ["fracture"], "as": ["aortic stenosis", "ankylosing spondylitis"], "s p": ["status post"]}
ONLY = {"fx": ["fracture"], "l": ["left"]}
CORRECTIONS = Corrections({"fracture": 9, "wrist": 9, "heart": 9, "attack": 9})


def read(text: str) -> Reading:
    return read_query(text, CORRECTIONS, Abbreviations(MEANINGS, ONLY))


def terms(text: str) -> list[str]:
    return [term.stem for term in read(text).terms]


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("What is the code for a wrist fracture?", "wrist fractur"),
        ("fx L wrist", "fractur left wrist"),
        ("as wrist", "wrist"),
        ("heartattack", "heart attack"),
        ("no wrist fracture", "!wrist !fractur"),
        ("fracture r/o heart attack", "fractur"),
        ("hepatitis a", "hepat a"),
        ("what is the", "what is the"),
        ("", ""),
    ],
)
def test_terms_are_the_words_that_say_something_or_all_where_none_does(text: str, stems: str) -> None:
    assert terms(text) == stems.split()


def test_a_mistyped_term_keeps_its_word_and_tells_what_it_may_be() -> None:
    (wrist, fracture) = read("wrist fraktur").terms
    assert (fracture.word, fracture.corrected, wrist.corrected) == ("fraktur", frozenset(("fractur",)), frozenset())
    (absent,) = read("no fraktur").terms
    assert (absent.is_absent, absent.bare, absent.corrected) == (True, "fraktur", frozenset(("!fractur",)))


@pytest.mark.parametrize(("text", "begun"), [("wrist fr", "fr"), ("wrist of", ""), ("", "")])
def test_the_last_word_is_begun_unless_it_says_nothing(text: str, begun: str) -> None:
    assert read(text).begun == begun
    assert read(text).finished().begun == ""


def phrases(text: str) -> dict[str, tuple[tuple[int, ...], bool, bool]]:
    return {phrase.key: (phrase.terms, phrase.is_all, phrase.is_reworded) for phrase in reversed(read(text).phrases)}


def test_phrases_are_the_words_that_follow_each_other_and_know_their_terms() -> None:
    found = phrases("wrist fracture of heart")
    assert found["wrist"] == ((0,), False, False)
    assert found["wrist fracture"] == ((0, 1), False, False)
    assert found["wrist fracture heart"] == ((0, 1, 2), True, False)
    assert "wrist heart" not in found


def test_a_phrase_in_the_other_number_or_put_right_is_another_than_what_is_written() -> None:
    found = phrases("wrist frakturs")
    assert found["wrist frakturs"] == ((0, 1), True, False)
    assert found["wrist fraktur"][2]
    assert found["wrist fracture"] == ((0, 1), True, True)


def test_an_abbreviation_within_a_phrase_stands_there_in_full() -> None:
    found = phrases("wrist fx")
    assert found["wrist fx"] == ((0, 1), True, False)
    assert found["wrist fracture"] == ((0, 1), True, True)


def test_two_words_are_also_looked_for_as_one() -> None:
    assert phrases("heart attack")["heartattack"] == ((0, 1), True, False)


def test_a_letter_within_a_query_is_no_name_but_a_side_is() -> None:
    assert {"c"}.isdisjoint(phrases("c wrist"))
    assert "l" in phrases("l wrist")
    assert "c" in phrases("c")


def test_the_longest_expression_is_written_in_full_and_what_has_no_meaning_here_stays() -> None:
    words = ["s", "p", "fx", "ra"]
    meanings = {"s p": ["status post"], "p": ["pain"], "fx": ["fracture"]}
    assert list(in_full(words, meanings, {*meanings, "ra"})) == [
        ("status post", frozenset((0, 1))),
        ("fracture", frozenset((2,))),
        ("ra", frozenset((3,))),
    ]


def test_no_words_make_no_phrases() -> None:
    assert phrases_of([], [], {}, {}) == ()
