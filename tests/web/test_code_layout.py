"""The page of a code on paper, on a phone, and for all: one sheet, footnotes, no empty panels."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Accessible
from tests.web.test_code_page import FRACTURE
from tests.web.test_node import address


@pytest.mark.parametrize("curie", ["ICD10CM:E11.65", FRACTURE, "ICD10CM:I10", "ICD10PCS:0SR9019"])
def test_a_code_prints_on_one_sheet(page: Page, curie: str) -> None:
    page.goto(address(curie), wait_until="networkidle")
    expect(page.locator("#groups")).to_be_visible()
    margin = {"top": "10mm", "bottom": "10mm", "left": "10mm", "right": "10mm"}
    printed = page.pdf(format="A4", margin=margin)  # type: ignore[arg-type]
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_on_paper_sources_are_footnotes_with_document_and_edition(page: Page) -> None:
    page.goto(address(FRACTURE), wait_until="networkidle")
    sources = page.locator(".footnotes li")
    expect(sources.first).to_be_hidden()
    page.emulate_media(media="print")
    expect(sources.first).to_be_visible()
    expect(sources).to_contain_text(
        ["ICD-10-CM tabular list, fiscal year 2026", "MS-DRG grouper v43.1, fiscal year 2026"]
    )
    numbers = {int(number) for text in page.locator(".footnote").all_text_contents() for number in text.split(",")}
    assert numbers == set(range(1, sources.count() + 1))
    expect(page.locator("#groups tbody tr", has_text="535").locator(".footnote")).to_have_text("2")
    for left_out in (page.locator("#nearest"), page.locator(".ways"), page.locator("#groups summary").first):
        expect(left_out).to_be_hidden()


def test_there_is_no_empty_panel(page: Page) -> None:
    page.goto(address("ICD10CM:A00.0"), wait_until="networkidle")
    expect(page.locator("#groups")).to_be_visible()
    expect(page.locator("main .state")).to_have_count(0)
    panels = page.locator(".panel").all()
    assert all(panel.locator("li, td, p:not(:empty)").count() for panel in panels)
    expect(page.locator("#procedures")).to_have_count(0)


@pytest.mark.parametrize("curie", [FRACTURE, "ICD10CM:S72", "ICD10CM:chapter-4", "ICD10PCS:0SR9019"])
def test_codes_are_accessible(page: Page, accessible: Accessible, curie: str) -> None:
    page.goto(address(curie), wait_until="networkidle")
    for summary in page.locator("main summary").all()[:6]:
        summary.click()
    accessible()


@pytest.mark.parametrize("curie", [FRACTURE, "ICD10CM:E11", "ICD10PCS:0SR9019"])
def test_codes_fit_a_small_phone(page: Page, curie: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address(curie), wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
