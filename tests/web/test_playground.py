"""The playground: GraphiQL with our examples, what a run cost, and addresses that can be passed on."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from serving.web import QUERIES
from tests.web.conftest import Accessible, Watched

EXAMPLES = sorted(QUERIES.glob("*.graphql"))
NAME_OF = "query NameOf($slug: String!) { procedure(slug: $slug) { name } }"
HIP = {"slug": "total-hip-replacement"}
WRONG = '{\n  procedure(slug: "pelvic-fixation") { nam }\n}'
BOTH_SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)


def link(query: str, **others: str) -> str:
    return f"/graphql?{urlencode({'query': query, **others})}"


def asked(page: Page) -> dict[str, str]:
    """What the address of a page asks."""
    return {name: value for name, [value] in parse_qs(urlsplit(page.url).query).items()}


def opened(page: Page, address: str = "/graphql") -> None:
    """A playground with its editors there and the schema known."""
    with page.expect_response(lambda response: "PlaygroundSchema" in (response.request.post_data or "")):
        page.goto(address)
    expect(editor(page, "Query").locator(".view-line").first).to_be_visible()


def editor(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=f"{name}: Enter goes in")


def response(page: Page) -> Locator:
    return editor(page, "Response").locator(".view-lines")


def cost(page: Page) -> Locator:
    """What the last run cost; there only after it."""
    return page.locator(".cost")


def run(page: Page) -> None:
    page.get_by_role("button", name="Execute query").click()
    expect(cost(page)).to_be_visible()


def write(page: Page, text: str) -> None:
    """Puts a line in place of the query, from the keyboard."""
    editor(page, "Query").press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def title(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def test_every_example_runs_and_shows_an_answer(page: Page) -> None:
    opened(page)
    examples = page.get_by_role("region", name="Examples").get_by_role("button")
    expect(examples).to_have_text([title(path) for path in EXAMPLES])
    assert len(EXAMPLES) >= 15
    for path in EXAMPLES:
        examples.filter(has_text=title(path)).click()
        expect(editor(page, "Query")).to_contain_text(title(path)[:20].replace(" ", "\N{NO-BREAK SPACE}"))
        expect(cost(page)).to_be_hidden()
        run(page)
        expect(page.get_by_role("list", name="Errors")).to_be_hidden()
        expect(cost(page)).to_contain_text(re.compile(r"Items[1-9]"))
        expect(response(page)).to_contain_text('"data":')


def test_an_example_brings_the_defaults_of_its_variables_to_change(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="Which procedures treat scoliosis").click()
    expect(editor(page, "Variables").locator(".view-line")).to_have_count(4)
    expect(editor(page, "Variables")).to_contain_text('"scoliosis"')
    expect(editor(page, "Variables")).to_contain_text('"stroke"')


def test_an_example_that_is_open_is_not_opened_again(page: Page) -> None:
    opened(page)
    tabs = page.get_by_role("list", name="Tabs").locator(".graphiql-tab-button")
    for name in ("Which procedures share a risk?", "Which code is the same", "Which procedures share a risk?"):
        page.get_by_role("button", name=name).click()
    expect(tabs).to_have_text(["Procedure", "SharedRisk", "Nearest"])
    expect(page.get_by_role("button", name="SharedRisk")).to_have_attribute("aria-current", "true")


def test_a_link_carries_the_query_and_its_variables(page: Page) -> None:
    opened(page, link(NAME_OF, variables=json.dumps(HIP)))
    expect(editor(page, "Variables")).to_contain_text("total-hip-replacement")
    run(page)
    expect(response(page)).to_contain_text(re.compile(r"Total\sHip\sReplacement"))


def test_a_link_says_which_operation_is_meant(page: Page) -> None:
    two = 'query One { procedure(slug: "pelvic-fixation") { name } } query Two { risk(slug: "infection") { name } }'
    opened(page, link(two, operationName="Two"))
    page.get_by_role("button", name="Execute query").click()
    page.get_by_role("menuitem", name="Two").click()
    expect(response(page)).to_contain_text('"risk":')
    assert asked(page)["operationName"] == "Two"


def test_the_address_follows_the_editor_and_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, link(NAME_OF, variables=json.dumps(HIP)))
    changed = NAME_OF.replace("{ name", "{ curie")
    write(page, changed)
    page.wait_for_url(lambda url: "curie" in url)
    assert asked(page) == {"query": changed, "variables": json.dumps(HIP)}
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_query_too_long_for_a_link_has_none(page: Page) -> None:
    opened(page, link("{ __typename }\n" + f"#{'x' * 95}\n" * 590))
    editor(page, "Query").press("Enter")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"#{'é' * 100}")
    page.wait_for_url("/graphql")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("too long for a link")).to_be_visible()


def test_what_a_run_cost_is_shown(page: Page) -> None:
    opened(page, link('{ procedure(slug: "pelvic-fixation") { name } }'))
    run(page)
    expect(cost(page)).to_have_text(re.compile(r"^Time[\d.]+ msSize49 BItems4Executioncompiled$"))


def test_each_tab_has_the_cost_of_its_own_run(page: Page) -> None:
    opened(page)
    run(page)
    page.get_by_role("button", name="New tab").click()
    expect(cost(page)).to_be_hidden()
    page.get_by_role("button", name="Procedure", exact=True).click()
    expect(cost(page)).to_be_visible()


def test_an_error_is_told_in_words_and_leads_to_its_place(page: Page) -> None:
    opened(page, link(WRONG))
    run(page)
    errors = page.get_by_role("list", name="Errors")
    expect(errors).to_contain_text("Cannot query field 'nam' on type 'Procedure'. Did you mean 'name'?")
    errors.get_by_role("button", name="line 2, column 40").click()
    page.keyboard.insert_text("e")
    expect(editor(page, "Query")).to_contain_text("{ enam }".replace(" ", "\N{NO-BREAK SPACE}"))
    expect(response(page)).to_contain_text('"errors":')


def test_a_server_that_is_gone_is_told(page: Page, watched: Watched) -> None:
    opened(page)
    page.route("**/graphql", lambda route: route.abort())
    run(page)
    expect(page.get_by_role("list", name="Errors")).to_contain_text("The server cannot be reached")
    watched.expect("ERR_FAILED")


def test_what_is_not_json_is_told(page: Page, watched: Watched) -> None:
    opened(page)
    page.route("**/graphql", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    run(page)
    expect(page.get_by_role("list", name="Errors")).to_contain_text("did not answer in JSON, but with status 502")
    watched.expect("502")


def test_a_query_can_be_stopped(page: Page) -> None:
    opened(page)
    page.route("**/graphql", never)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Execute query").click()
        page.get_by_role("button", name="Stop query").click()
    expect(page.get_by_role("button", name="Execute query")).to_be_visible()
    expect(cost(page)).to_be_hidden()


def never(route: Route) -> None:
    """Leaves a request without an answer."""


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
    expect(docs.get_by_role("link", name="ProcedureRisksConnection")).to_be_visible()


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


SHOWN: dict[str, Callable[[Page], None]] = {
    "examples": lambda page: expect(page.get_by_role("region", name="Examples")).to_be_visible(),
    "documentation": lambda page: page.get_by_role("button", name="Show Documentation Explorer").click(),
    "history": lambda page: page.get_by_role("button", name="Show History").click(),
    "an error": wrong,
    "settings": lambda page: page.get_by_role("button", name="Open settings dialog").click(),
    "keys": lambda page: page.get_by_role("button", name="Open short keys dialog").click(),
}


@BOTH_SCHEMES
@pytest.mark.parametrize("shown", SHOWN)
def test_the_playground_is_accessible(page: Page, accessible: Accessible, shown: str) -> None:
    opened(page)
    run(page)
    page.get_by_role("button", name="New tab").click()
    page.get_by_role("button", name="Procedure", exact=True).click()
    SHOWN[shown](page)
    accessible()


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
    accessible()
