"""The page of `docs/frontend/typed-client.md` in a real browser, asking a server of another origin."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.frontend.conftest import MUST
from tests.frontend.project import Project
from tests.web.conftest import CHROMIUM

needs_chromium = pytest.mark.skipif(not CHROMIUM and not MUST, reason="no Chromium: on Debian, apt install chromium")


@needs_chromium
def test_lists_go_on_in_both_directions(project: Project) -> None:
    with ThreadPoolExecutor(1) as other:  # In this thread a browser of other tests may run, and Playwright has but one.
        said = other.submit(visit, f"http://127.0.0.1:{project.page}").result()
    asked = [re.fullmatch(r"info: (\w+): [1-9]\d* items", line) for line in said]
    assert [match and match[1] for match in asked] == ["mainProcedureQuery", "RisksPageQuery", "StepsPageQuery"], said


def visit(address: str) -> list[str]:
    """Open the page and read more of both its lists; what its scripts said meanwhile."""
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Pelvic Fixation", timeout=30_000)
        read_more_risks(page)
        read_steps_before(page)
        browser.close()
    return said


def read_more_risks(page: Page) -> None:
    first = ["Infection, of 84 procedures", "Bleeding, of 95 procedures", "Nerve damage, of 24 procedures"]
    risks = page.locator("ul > li")
    expect(risks).to_have_text(first)
    page.get_by_role("button", name="More risks").click()
    expect(page.get_by_role("heading", name="6 of 8 risks")).to_be_visible()
    expect(risks).to_have_count(6)
    assert risks.all_inner_texts()[:3] == first


def read_steps_before(page: Page) -> None:
    steps = page.locator("ol > li")
    expect(steps).to_have_count(2)
    last = steps.all_inner_texts()
    expect(page.locator("ol")).to_have_attribute("start", "6")
    page.get_by_role("button", name="Steps before").click()
    expect(steps).to_have_count(4)
    assert steps.all_inner_texts()[2:] == last
    expect(page.locator("ol")).to_have_attribute("start", "4")
