"""A query as a code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.search.code_query import CodeQuery, read_code


def code(text: str) -> CodeQuery:
    read = read_code(text)
    assert read is not None
    return read


@pytest.mark.parametrize("text", ["", "fracture", "E", "diabetes type 2 with complications", "x" * 13, "foo:bar", "dx"])
def test_what_has_no_digit_or_is_too_long_is_no_code(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize("text", ["E11.9", "e119", "dx e11.9", "Diagnosis code: E11.9", "E11-9", " E 11.9 "])
def test_how_a_code_is_written_and_what_stands_beside_it_do_not_count(text: str) -> None:
    assert code(text).key == "e119"


@pytest.mark.parametrize("text", ["PAGE:cast", "page:cast", " INDICATION:a-very-long-name-of-an-indication "])
def test_a_curie_is_a_code_without_digits_and_of_any_length(text: str) -> None:
    assert code(text).key.endswith(("cast", "indication"))


@pytest.mark.parametrize(
    ("text", "system_codes"),
    [
        ("drg 470", {("MSDRG", "470")}),
        ("ICD-10-CM S72.001A", {("ICD10CM", "s72001a")}),
        ("icd10 e11", {("ICD10CM", "e11"), ("ICD10PCS", "e11")}),
        ("hcpcs g0101", {("HCPCS", "g0101")}),
        ("e11", set()),
        ("icd10 asthma", set()),
        ("icd 10 gout", set()),
    ],
)
def test_a_system_is_told_by_what_stands_before_its_code(text: str, system_codes: set[tuple[str, str]]) -> None:
    assert system_codes <= set(code(text).system_codes)
    assert bool(system_codes) == bool(code(text).system_codes)


@pytest.mark.parametrize("text", ["E11.9", "e1", "99213", "G0101", "470", "0SR9019", "cpt 1", "250.00", "modifier 25"])
def test_what_has_the_form_of_a_code_is_meant_as_one(text: str) -> None:
    assert code(text).has_form


@pytest.mark.parametrize("text", ["type 2", "covid 19", "stage 3b", "e 11", "covid19"])
def test_words_with_a_number_have_not_the_form_of_a_code(text: str) -> None:
    assert not code(text).has_form


@pytest.mark.parametrize(("text", "key"), [("E11.x", "e11"), ("E11xx", "e11"), ("E11.9", "e119")])
def test_what_stands_for_the_rest_of_a_code_is_cut(text: str, key: str) -> None:
    assert code(text).begun().key == key


@pytest.mark.parametrize(
    ("text", "known", "alike"),
    [
        ("S62.1O", {"s6210"}, "s6210"),
        ("El1", {"e11"}, "e11"),
        ("O80", {"080"}, "080"),
        ("e1l", {"e1i", "e12"}, None),
        ("lI1", {"111", "1i1"}, "1i1"),
        ("l1l", {"11l", "l11"}, None),
    ],
)
def test_letters_and_digits_that_look_alike_are_put_right_where_that_is_clear(
    text: str, known: set[str], alike: str | None
) -> None:
    assert code(text).alike(known.__contains__) == alike


@given(st.text("0o1il", min_size=1, max_size=12))
def test_a_code_of_letters_that_look_alike_is_never_its_own_correction(text: str) -> None:
    assert CodeQuery(text).alike(lambda key: key == text) is None
