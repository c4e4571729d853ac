"""Words as they are compared."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.search.words import (
    STOP_WORDS,
    code_key,
    folded_words,
    joined_tokens,
    name_key,
    stem,
    tokens,
)

WORD = st.text("abc", min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wrist FRACTURE", ["wrist", "fracture"]),
        ("Ménière's disease", ["menieres", "disease"]),
        ("Crohn’s", ["crohns"]),
        ("Roux-en-Y", ["roux", "en", "y"]),
        ("E11.9", ["e11", "9"]),
        ("ｗｉｄｅ ﬁber", ["wide", "fiber"]),
        ("e\u0301clair", ["eclair"]),
        ("a\x00b\tc\u200fd", ["a", "b", "c", "d"]),
        ("كسر שבר 骨折", ["كسر", "שבר", "骨折"]),
        ("🦴 …", []),
        ("", []),
    ],
)
def test_text_is_folded_to_words_without_case_accents_and_signs(text: str, words: list[str]) -> None:
    assert folded_words(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Resection of the Gallbladder", "resection gallbladder"),
        ("Roux-en-Y Gastric Bypass", "roux en y gastric bypass"),
        ("Barrett's esophagus", "barretts esophagus"),
        ("Hypertension (essential)", "hypertension, essential"),
        ("Skin and bone", "skin bone"),
    ],
)
def test_names_that_differ_by_signs_and_joining_words_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hepatitis A", "Hepatitis"),
        ("Other fracture", "Fracture"),
        ("Anemia with bleeding", "Anemia bleeding"),
        ("Skin or bone", "Skin and bone"),
        ("Wrist fracture", "Fracture wrist"),
    ],
)
def test_names_that_differ_by_any_other_word_or_by_order_have_two(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_of_joining_words_alone_is_all_of_them() -> None:
    assert name_key("On and of") == "on and of"


@pytest.mark.parametrize("written", ["E11.9", "e119", " E11-9 ", "E 11 9", "Ｅ11.9"])
def test_a_code_is_the_same_with_and_without_signs_and_case(written: str) -> None:
    assert code_key(written) == "e119"


def test_a_code_keeps_its_zeros_and_text_without_letters_and_digits_is_none() -> None:
    assert code_key("MS-DRG 039") == "msdrg039"
    assert code_key(" .-… ") == ""


def test_tokens_keep_how_a_word_is_written() -> None:
    (first, second) = tokens("Ménière's FRACTURES")
    assert (first.written, first.word) == ("Ménière's", "menieres")
    assert (second.written, second.word, second.stem) == ("FRACTURES", "fractures", stem("fracture"))


def test_words_joined_by_hyphens_are_also_one() -> None:
    assert [(token.written, token.word) for token in joined_tokens("An X-ray and Roux-en-Y, - not this")] == [
        ("X-ray", "xray"),
        ("Roux-en-Y", "rouxeny"),
    ]
    assert list(joined_tokens("no hyphen")) == []


def test_words_that_say_nothing_are_those_that_only_join_and_a_few_more() -> None:
    assert {"a", "of", "the", "with", "or"} <= STOP_WORDS
    assert STOP_WORDS.isdisjoint({"without", "no", "not", "left", "right"})
    assert all(folded_words(word) == [word] for word in STOP_WORDS)


@example("ᴠ")
@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    words = folded_words(text)
    assert folded_words(" ".join(words)) == words
