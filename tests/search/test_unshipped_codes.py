"""Numbers of systems that are not loaded."""

import pytest

from graph.model.elements import Node
from graph.search.notices import NoticeKind
from graph.search.search_types import Search, SearchPage
from graph.search.unshipped_codes import twins
from tests.search.finders import CODES, finder

J11 = Node("ICD10CM:J11.00", "Diagnosis", "Influenza with pneumonia", {"is_billable": True})
SEARCHED = finder([*CODES, J11])
OLD = finder(
    [
        *CODES,
        Node("ICD9CM:250.00", "Icd9Code", "250.00"),
        Node("ICD9PCS:40.19", "Icd9Code", "Other diagnostic procedures on lymphatic structures"),
    ]
)


def found(text: str) -> SearchPage:
    return SEARCHED.search(Search(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("27447", NoticeKind.LICENSED_CODE),
        ("0042T", NoticeKind.LICENSED_CODE),
        ("cpt 29881", NoticeKind.LICENSED_CODE),
        ("A4253", NoticeKind.CODE_NOT_LOADED),
        ("j1885", NoticeKind.CODE_NOT_LOADED),
        ("E11.95", NoticeKind.UNKNOWN_CODE),
        ("250.00", NoticeKind.UNKNOWN_CODE),
    ],
)
def test_a_number_that_no_loaded_system_has_is_answered_as_what_it_looks_like(text: str, kind: NoticeKind) -> None:
    page = found(text)
    assert (page.total, [notice.kind for notice in page.notices]) == (0, [kind])
    assert text in page.notices[0].message


@pytest.mark.parametrize(
    ("text", "curies"),
    [
        ("250.00", ["ICD9CM:250.00"]),
        ("icd-9 250.00", ["ICD9CM:250.00"]),
        ("250.0", ["ICD9CM:250.00"]),
        ("40.19", ["ICD9PCS:40.19"]),
        ("icd9 40.19", ["ICD9PCS:40.19"]),
        # 401.9 is hypertension, and is not loaded.
        ("401.9", []),
        ("icd 9 401.9", []),
    ],
)
def test_the_point_tells_diagnoses_of_icd9_from_procedures(text: str, curies: list[str]) -> None:
    assert [hit.curie for hit in OLD.search(Search(text)).hits][:1] == curies


def test_five_digits_are_a_number_of_cpt_before_a_diagnosis_of_icd9() -> None:
    (notice,) = OLD.search(Search("25000")).notices
    assert (notice.kind, notice.suggestions) == (NoticeKind.LICENSED_CODE, ("250.00",))
    assert notice.message.endswith("As a code of ICD-9-CM it is written 250.00.")
    assert [hit.curie for hit in OLD.search(Search("4019")).hits] == ["ICD9PCS:40.19"]


def test_a_number_of_two_systems_is_not_taken_for_the_loaded_one_without_its_point() -> None:
    (notice,) = found("J1100").notices
    assert (notice.kind, notice.suggestions, found("J1100").total) == (NoticeKind.CODE_NOT_LOADED, ("J11.00",), 0)
    assert [hit.curie for hit in found("J11.00").hits] == ["ICD10CM:J11.00"]


def test_where_the_system_is_loaded_its_code_is_found() -> None:
    loaded = finder([*CODES, J11, Node("HCPCS:J1100", "Procedure", "Injection")])
    page = loaded.search(Search("J1100"))
    assert {hit.curie for hit in page.hits} == {"HCPCS:J1100", "ICD10CM:J11.00"}
    assert page.notices == ()


def test_a_code_without_its_point_that_is_no_number_of_another_system_is_found() -> None:
    assert "E1190" not in twins()
    assert [hit.curie for hit in found("E1190").hits] == ["ICD10CM:E11.90"]


def test_every_twin_is_one_code_written_in_two_ways() -> None:
    assert len(twins()) > 500
    assert all(code.replace(".", "") == number for number, code in twins().items())


def test_a_letter_that_was_taken_for_a_digit_is_told() -> None:
    (notice,) = found("0SR9O19").notices
    assert (notice.kind, notice.suggestions) == (NoticeKind.READ_AS, ("0SR9019",))


def test_a_number_of_cpt_may_be_the_beginning_of_codes_of_procedures() -> None:
    page = finder([*CODES, Node("ICD10PCS:0270346", "Procedure", "Dilation of a coronary artery")]).search(
        Search("02703")
    )
    assert [hit.curie for hit in page.hits] == ["ICD10PCS:0270346"]
    assert [(notice.kind, notice.suggestions) for notice in page.notices] == [(NoticeKind.LICENSED_CODE, ())]
