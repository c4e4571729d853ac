"""Words in one spelling, with digits for numerals, and stems that say what is absent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.search.normalization import name_stems, normalised_words, says_no_more, signed_stems, spellings
from graph.search.words import folded_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anaemia of the OESOPHAGUS", "anemia of the esophagus"),
        ("stage III", "stage 3"),
        ("Type ii", "type 2"),
        ("grade four", "grade 4"),
        ("stage IIIb", "stage 3b"),
        ("stage 3 B", "stage 3b"),
        ("factor VIII", "factor 8"),
        ("2nd degree", "second degree"),
    ],
)
def test_one_spelling_and_digits_stand_for_all_others(text: str, words: str) -> None:
    assert normalised_words(text) == words.split()


@pytest.mark.parametrize("text", ["i v fluids", "vitamin d", "hepatitis b", "x", "one leg", "iv"])
def test_letters_and_numbers_that_count_nothing_stay(text: str) -> None:
    assert normalised_words(text) == text.split()


@pytest.mark.parametrize("one", ["xray", "X-ray", "x ray"])
def test_a_word_written_apart_is_the_same_word(one: str) -> None:
    assert normalised_words(one) == ["x", "ray"]


def test_no_spelling_leads_to_another_one() -> None:
    known = spellings()
    assert [one for one, american in known.items() if known.get(american, american) != american] == []
    assert known["naevi"] == "nevus"


@given(st.text())
def test_words_that_are_normalised_are_folded_words(text: str) -> None:
    words = normalised_words(text)
    assert folded_words(" ".join(words)) == words


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("fracture without bleeding", "fractur !bleed"),
        ("no acute fracture", "!acut !fractur"),
        ("denies fever", "!fever"),
        ("without bleeding with fever", "!bleed fever"),
        ("not the left wrist", "left wrist"),
        ("no pain of back or wrist bones", "!pain !back !wrist bone"),
    ],
)
def test_a_negation_speaks_of_some_words_behind_it_up_to_what_ends_it(text: str, stems: str) -> None:
    assert list(signed_stems(text.split())) == stems.split()


def test_a_negation_ends_with_its_clause() -> None:
    assert name_stems("Ulcer without bleeding, perforation") == {"ulcer", "!bleed", "perfor"}
    assert name_stems("Ulcer without bleeding perforation") == {"ulcer", "!bleed", "!perfor"}


def test_a_letter_at_the_end_is_a_word_but_an_article_is_none() -> None:
    assert name_stems("Hepatitis A") != name_stems("Hepatitis")
    assert name_stems("A hepatitis") == name_stems("Hepatitis")


@pytest.mark.parametrize(
    ("name", "other", "is_no_more"),
    [
        ("Ulcer, unspecified, without bleeding", "Ulcer", True),
        ("Ulcer", "Ulcer of stomach", True),
        ("Ulcer with bleeding", "Ulcer", False),
    ],
)
def test_what_is_unspecified_or_absent_says_no_more(name: str, other: str, is_no_more: bool) -> None:
    assert says_no_more(name_stems(name), name_stems(other)) is is_no_more
