"""The first page."""

from playwright.sync_api import Page, expect

from tests.web.conftest import Accessible, Watched


def test_the_first_page_is_accessible(page: Page, accessible: Accessible) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search all medical codes")
    expect(page.get_by_text("Data version")).to_be_visible()
    accessible()


def test_an_address_that_means_nothing_says_so(page: Page, watched: Watched) -> None:
    answer = page.goto("/nothing")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    watched.expect("404")
