import pytest

from graph.model import errors, findings
from graph.model.elements import make_curie, slugify, split_curie
from graph.model.errors import InvalidCurie, MedcodeError, QueryTooCostly
from graph.model.findings import SourceError, UnknownTerm


def test_a_curie_keeps_the_zeros_of_its_code() -> None:
    assert split_curie(make_curie("CPT", "00100")) == ("CPT", "00100")


@pytest.mark.parametrize("text", ["", "infection", "risk:infection", "RISK:", ":x", "RISK:two words"])
def test_what_is_no_curie_is_refused(text: str) -> None:
    with pytest.raises(InvalidCurie):
        split_curie(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Blood clots", "blood-clots"),
        ("Crohn's disease", "crohns-disease"),
        ("Ménière disease", "meniere-disease"),
        ("X-ray (plain)", "x-ray-plain"),
        ("骨折", "u9aa8-u6298"),
        ("β-thalassemia", "beta-thalassemia"),
        ("BMI > 40", "bmi-over-40"),
        ("BMI < 40", "bmi-under-40"),
        ("…", "nameless"),
    ],
)
def test_a_slug_is_lower_case_ascii(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_an_error_has_a_constant_message_and_a_code() -> None:
    error = QueryTooCostly(limit=3)
    assert error.message == QueryTooCostly().message
    assert error.code() == "QUERY_TOO_COSTLY"
    assert "limit=3" in str(error)


def test_a_finding_says_where() -> None:
    assert str(UnknownTerm("a.txt", 7, term="x")).startswith("a.txt:7: UnknownTerm: ")


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = errors.__doc__ or ""
    named = {
        name
        for name, value in {**vars(errors), **vars(findings)}.items()
        if isinstance(value, type) and issubclass(value, MedcodeError)
    }
    assert {name for name in named if name not in drawn} == set()
    assert issubclass(SourceError, MedcodeError)
