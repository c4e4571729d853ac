"""Codes as people have them, pasted into the page of reviews."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.reviewing import Kind, box, codes, have_codes, paste, rows

DIAGNOSES = [
    ("E11.65 N17.9,I10;J44.1\tE66.9", ["E11.65", "N17.9", "I10", "J44.1", "E66.9"]),
    ("e1165\ns72001a\ni10", ["E11.65", "S72.001A", "I10"]),
    ("ICD10CM:E11.65, ICD-10-CM e1122", ["E11.65", "E11.22"]),
    ("1. E11.65 Type 2 diabetes with hyperglycemia\n2) I10 Essential hypertension", ["E11.65", "I10"]),
    ("Code\tTitle\nE1165\tT2 diabetes, 03/02/2026", ["E11.65"]),
    ("[E11.65] (I10) 'N17.9'", ["E11.65", "I10", "N17.9"]),
    ("E11.- M80.00XA", ["E11", "M80.00XA"]),
    ("HI*ABK:S72001A:::::::Y*ABF:E1165:::::::N~NM1*IL*1*DOE*A12*B20~", ["S72.001A", "E11.65"]),
]
PRESENT = [
    ("N17.9 N, E11.65 Y", ["NO", "YES"]),
    ("N17.9-U; S72.001A W", ["UNKNOWN", "UNDETERMINED"]),
    ("Z79.4 1\nE11.65\tType 2 diabetes\tY\nI10\tHypertension w/o failure", ["EXEMPT", "YES", ""]),
    ("HI*ABK:S72001A:::::::Y*ABF:E1165:::::::N~", ["YES", "NO"]),
]
PROCEDURES = [
    ("27447-59 x2", [("27447", "2", "59")]),
    ("27447-RT-59, 99213 25 1", [("27447", "1", "RT 59"), ("99213", "1", "25")]),
    ("CPT: 20610 LT units: 3", [("20610", "3", "LT")]),
    ("0sr9019; G0105 2 units", [("0SR9019", "1", ""), ("G0105", "2", "")]),
    ("SV2*0360*HC:27447:RT:59*12500*UN*2~", [("27447", "2", "RT 59")]),
]


@pytest.mark.parametrize(("text", "wanted"), DIAGNOSES)
def test_diagnoses_are_read(page: Page, text: str, wanted: list[str]) -> None:
    page.goto("/review")
    paste(page, "diagnoses", text)
    have_codes(page, "diagnoses", wanted)
    assert codes(page, "procedures") == []


@pytest.mark.parametrize(("text", "wanted"), PRESENT)
def test_what_was_present_on_admission_is_read(page: Page, text: str, wanted: list[str]) -> None:
    page.goto("/review")
    paste(page, "diagnoses", text)
    expect(rows(page, "diagnoses")).to_have_count(len(wanted))
    assert [field.input_value() for field in page.get_by_label("POA").all()] == wanted


@pytest.mark.parametrize(("text", "wanted"), PROCEDURES)
def test_procedures_are_read_with_units_and_modifiers(
    page: Page, text: str, wanted: list[tuple[str, str, str]]
) -> None:
    page.goto("/review")
    paste(page, "procedures", text)
    expect(rows(page, "procedures")).to_have_count(len(wanted))
    fields = (
        (row.locator(f".{name}") for name in ("code", "units", "modifiers")) for row in rows(page, "procedures").all()
    )
    assert [tuple(field.input_value() for field in row) for row in fields] == wanted


@pytest.mark.parametrize(
    ("kind", "text", "diagnoses", "procedures"),
    [
        ("diagnoses", "S72.001A 0SR9019", ["S72.001A"], ["0SR9019"]),
        ("procedures", "S72.001A 0SR9019", ["S72.001A"], ["0SR9019"]),
        ("diagnoses", "E1165", ["E11.65"], []),
        ("procedures", "E1165", [], ["E1165"]),
        ("procedures", "ICD10CM:E1165", ["E11.65"], []),
        ("diagnoses", "CPT 27447", [], ["27447"]),
    ],
)
def test_a_code_that_can_only_be_of_the_other_list_goes_there(
    page: Page, kind: Kind, text: str, diagnoses: list[str], procedures: list[str]
) -> None:
    page.goto("/review")
    paste(page, kind, text)
    have_codes(page, "diagnoses", diagnoses)
    have_codes(page, "procedures", procedures)


def test_what_may_be_meant_as_a_code_and_is_none_is_named(page: Page) -> None:
    page.goto("/review")
    paste(page, "diagnoses", "E11.65 E9999999X 12345 of surgery")
    have_codes(page, "diagnoses", ["E11.65"])
    expect(page.get_by_text("Not read as codes: E9999999X, 12345.")).to_be_visible()


def test_typed_codes_are_read_by_enter(page: Page) -> None:
    page.goto("/review")
    box(page, "diagnoses").press_sequentially("e1165 y")
    assert codes(page, "diagnoses") == []
    page.keyboard.press("Enter")
    have_codes(page, "diagnoses", ["E11.65"])
    expect(box(page, "diagnoses")).to_have_value("")
    box(page, "diagnoses").press_sequentially("nothing")
    page.keyboard.press("Enter")
    expect(page.get_by_text("There is no code in this.")).to_be_visible()


def test_more_codes_than_a_review_takes_are_not_added(page: Page) -> None:
    page.goto("/review")
    paste(page, "diagnoses", "I10")
    paste(page, "diagnoses", "E11.65 " * 500)
    expect(page.get_by_role("alert").filter(has_text="at most 500 codes; with these it would have 501")).to_be_visible()
    have_codes(page, "diagnoses", ["I10"])
