"""The parts of the playground: history, documentation, editors, colours; and for everybody."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Accessible
from tests.web.playing import (
    HIP,
    NAME_OF,
    WRONG,
    editor,
    link,
    opened,
    response,
    run,
    write,
)


def test_the_history_holds_what_was_run(page: Page) -> None:
    opened(page, link(NAME_OF, variables=json.dumps(HIP)))
    run(page)
    write(page, "{ __typename }")
    page.get_by_role("button", name="Show History").click()
    page.get_by_role("region", name="History").get_by_role("button", name="NameOf").click()
    expect(editor(page, "Query")).to_contain_text("NameOf")
    expect(editor(page, "Variables")).to_contain_text("total-hip-replacement")


def test_the_documentation_shows_a_type(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="Show Documentation Explorer").click()
    docs = page.get_by_role("region", name="Documentation Explorer")
    docs.get_by_role("link", name="Procedure", exact=True).click()
    expect(docs).to_contain_text("durationMinMinutes")
    docs.get_by_role("link", name="risks", exact=True).click()
    expect(docs.get_by_role("link", name="ConceptStatementConnection")).to_be_visible()


def test_what_is_written_is_completed_from_the_schema(page: Page) -> None:
    opened(page)
    write(page, '{ procedure(slug: "pelvic-fixation") { durationMi')
    page.keyboard.press("Control+Space")
    page.get_by_role("option", name="durationMinMinutes").click()
    expect(editor(page, "Query")).to_contain_text("durationMinMinutes")


def test_a_query_is_made_pretty(page: Page) -> None:
    opened(page, link("{procedure(slug:1){name}}"))
    page.get_by_role("button", name="Prettify query").click()
    expect(editor(page, "Query").locator(".view-line")).to_have_count(6)


def test_the_keyboard_goes_into_an_editor_and_out_again(page: Page) -> None:
    opened(page)
    query = editor(page, "Query")
    query.press("Enter")
    expect(page.get_by_role("textbox", name="Query")).to_be_focused()
    page.keyboard.press("Escape")
    expect(query).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Execute query")).to_be_focused()


def test_what_was_written_is_there_after_a_reload(page: Page) -> None:
    opened(page)
    write(page, "{ __typename }")
    page.wait_for_url(lambda url: "__typename" in url)
    opened(page, page.url)
    expect(editor(page, "Query")).to_contain_text("__typename")


def test_the_colours_are_those_chosen_in_the_explorer(page: Page) -> None:
    page.add_init_script("localStorage.theme ??= 'dark'")
    opened(page)
    ground = page.locator(".graphiql-container")
    expect(ground).to_have_css("background-color", "rgb(28, 31, 38)")
    page.get_by_role("button", name="Open settings dialog").click()
    page.get_by_role("button", name="Light").click()
    expect(ground).to_have_css("background-color", "rgb(255, 255, 255)")
    assert page.evaluate("localStorage.theme") == "light"


def test_the_explorer_is_a_click_away(page: Page) -> None:
    opened(page)
    page.get_by_role("link", name="medcode-graph").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Search all medical codes")


def wrong(page: Page) -> None:
    write(page, WRONG)
    run(page)
    expect(page.get_by_role("list", name="Errors")).to_be_visible()


BOTH_SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
"""The editor of the playground takes its colours when it loads."""
SHOWN: dict[str, Callable[[Page], None]] = {
    "examples": lambda page: expect(page.get_by_role("region", name="Examples")).to_be_visible(),
    "documentation": lambda page: page.get_by_role("button", name="Show Documentation Explorer").click(),
    "history": lambda page: page.get_by_role("button", name="Show History").click(),
    "an error": wrong,
    "settings": lambda page: page.get_by_role("button", name="Open settings dialog").click(),
    "keys": lambda page: page.get_by_role("button", name="Open short keys dialog").click(),
}


@pytest.mark.parametrize(
    ("shown", "scheme"),
    [(shown, scheme) for shown, scheme in zip(SHOWN, ["light", "dark"] * len(SHOWN), strict=False)],
    indirect=["scheme"],
)
def test_the_playground_is_accessible(page: Page, accessible: Accessible, shown: str) -> None:
    opened(page)
    run(page)
    page.get_by_role("button", name="New tab").click()
    page.get_by_role("button", name="Procedure", exact=True).click()
    SHOWN[shown](page)
    accessible(reloads=True)


@BOTH_SCHEMES
def test_it_works_on_a_phone(page: Page, accessible: Accessible) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    opened(page)
    page.get_by_role("button", name="Show Examples").click()
    page.get_by_role("button", name="Which procedures share a risk?").click()
    expect(page.get_by_role("region", name="Examples")).to_be_hidden()
    run(page)
    expect(response(page)).to_contain_text('"risk":')
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    accessible(reloads=True)
