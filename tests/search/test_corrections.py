"""What an unknown word may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.search.corrections import Corrections

COUNTS = {
    "fracture": 900,
    "heart": 200,
    "attack": 50,
    "pneumonia": 80,
    "psoriasis": 20,
    "cast": 9,
    "costs": 9,
    "ileum": 5,
    "ilium": 500,
    "gallstones": 3,
}
PUT_RIGHT = Corrections(COUNTS, known={"patient"})


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("fractur", "fracture"),
        ("frcature", "fracture"),
        ("fraccturee", "fracture"),
        ("pnumonia", "pneumonia"),
        ("newmonia", "pneumonia"),
        ("soriasis", "psoriasis"),
        ("sorriassis", "psoriasis"),
        ("csat", "cast"),
        ("galstnoes", "gallstones"),
    ],
)
def test_a_word_is_put_right_by_edits_and_by_sound(word: str, right: str) -> None:
    assert PUT_RIGHT.of(word)[0] == right


@pytest.mark.parametrize("word", ["fracture", "patient", "cas", "hip", "f29x", "xyzzyxyzzy", ""])
def test_a_word_that_is_known_short_no_word_or_like_no_other_is_left(word: str) -> None:
    assert PUT_RIGHT.of(word) == ()


def test_of_words_that_are_as_near_the_one_of_more_names_is_likelier_and_both_are_told() -> None:
    assert PUT_RIGHT.of("ilum") == ("ilium", "ileum")


def test_a_short_word_has_one_edit_and_a_longer_one_two() -> None:
    assert PUT_RIGHT.of("caxx") == ()
    assert PUT_RIGHT.of("fraktuer") == ("fracture",)


def test_two_known_words_written_together_are_told_apart() -> None:
    assert PUT_RIGHT.parts("heartattack") == ("heart", "attack")
    assert PUT_RIGHT.parts("castattack") == ("cast", "attack")


@pytest.mark.parametrize("word", ["heart", "heartxyz", "patient", "heart2attack", ""])
def test_what_is_known_or_has_an_unknown_part_is_not_taken_apart(word: str) -> None:
    assert PUT_RIGHT.parts(word) is None


@given(st.text("fractueihxéß2 ", max_size=12))
def test_every_correction_is_a_word_that_is_known_and_another_one(word: str) -> None:
    for other in PUT_RIGHT.of(word):
        assert other in COUNTS
        assert other != word


def test_without_words_nothing_is_put_right() -> None:
    assert Corrections({}).of("fracture") == ()
    assert Corrections({}).parts("fracture") is None
