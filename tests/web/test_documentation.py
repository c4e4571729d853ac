"""The documentation in a browser: every sort of page by all rules in both colour schemes, the search, the way there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from serving import documentation
from tests.docs_site.built import built_site
from tests.web.conftest import Accessible

KINDS = {
    "home": "/docs/",
    "role": "/docs/look-up/",
    "answers": "/docs/look-up/questions/",
    "code": "/docs/frontend/typed-client/",
    "python": "/docs/analyse/python/",
    "table": "/docs/reference/settings/",
    "schema": "/docs/reference/schema/inputs/",
    "errors": "/docs/reference/findings-and-errors/",
    "decision": "/docs/explanation/decisions/025-content-security-policy/",
}


@pytest.fixture(autouse=True, scope="module")
def site() -> Iterator[None]:
    """The server shows the site as it is now, whether `make docs` has built it or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documentation, "SITE", built_site())
        yield


@pytest.mark.parametrize(
    ("kind", "scheme"),
    [*((kind, "light") for kind in KINDS), ("code", "dark"), ("schema", "dark")],
    indirect=["scheme"],
)
def test_a_page_is_accessible(page: Page, accessible: Accessible, kind: str) -> None:
    """Nor does it ask another origin, breach its policy or say an error: `page` sees to that."""
    page.goto(KINDS[kind])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    accessible(reloads=True)


def test_the_search_finds_without_internet(page: Page) -> None:
    page.goto("/docs/")
    page.keyboard.press("/")
    page.keyboard.type("prior authorization")
    hit = page.locator(".md-search-result__link", has_text="Policies of health plans").first
    expect(hit).to_be_visible()
    hit.click()
    expect(page.get_by_role("heading", name="Policies of health plans")).to_be_in_viewport()


def test_a_setting_is_found_by_its_name(page: Page) -> None:
    page.goto("/docs/reference/")
    found = page.locator(".md-search-result__link", has_text="Settings").first
    for _ in range(20):  # What is typed before the script of the theme listens is lost.
        page.get_by_role("textbox", name="Search").fill("")
        page.get_by_role("textbox", name="Search").press_sequentially("MEDCODE_RATE")
        page.wait_for_timeout(1_000)
        if found.is_visible():
            break
    expect(found).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_phone(page: Page, kind: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(KINDS[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [320, 1280])
def test_the_explorer_leads_there_and_back_by_keyboard(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("/review")
    page.get_by_role("link", name="Help").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title("medcode-graph")
    expect(page.get_by_role("heading", name="What do you want to do?")).to_be_visible()
    if width < 1_000:
        page.get_by_role("button", name="Navigation").focus()
        page.keyboard.press("Enter")
    page.get_by_role("link", name="Explorer").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search all medical codes")).to_be_visible()
