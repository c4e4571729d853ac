"""The playground: GraphiQL with our examples, what a run cost, and addresses that can be passed on."""

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Watched
from tests.web.playing import (
    EXAMPLES,
    HIP,
    NAME_OF,
    WRONG,
    asked,
    cost,
    editor,
    link,
    opened,
    response,
    run,
    title,
    write,
)


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


def test_a_query_that_replaces_another_runs_at_once(page: Page) -> None:
    opened(page, link('query Procedure { procedure(slug: "pelvic-fixation") { name } }'))
    run(page)
    write(page, 'query Named { byCurie(curie: "PAGE:pelvic-fixation") { ... on Procedure { name } } }')
    page.keyboard.press("Control+Enter")
    expect(response(page)).to_contain_text('"byCurie":')
    expect(page.get_by_role("list", name="Errors")).to_be_hidden()


def test_an_example_brings_the_defaults_of_its_variables_to_change(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="Which procedures for scoliosis").click()
    expect(editor(page, "Variables").locator(".view-line")).to_have_count(4)
    expect(editor(page, "Variables")).to_contain_text('"scoliosis"')
    expect(editor(page, "Variables")).to_contain_text('"stroke"')


def test_an_example_that_is_open_is_not_opened_again(page: Page) -> None:
    opened(page)
    tabs = page.get_by_role("list", name="Tabs").locator(".graphiql-tab-button")
    for name in ("Which procedures share a risk?", "Which ICD-10-PCS codes differ", "Which procedures share a risk?"):
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
    opened(page, link("{ __typename }\n" + f"#{'x' * 95}\n" * 295))
    editor(page, "Query").press("Enter")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"#{'é' * 100}")
    page.wait_for_url("/graphql")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("too long for a link")).to_be_visible()


def test_what_a_run_cost_is_shown(page: Page) -> None:
    opened(page, link('{ procedure(slug: "pelvic-fixation") { name } }'))
    run(page)
    expect(cost(page)).to_have_text(re.compile(r"^Time[\d.]+ msSize115 BItems4Executioncompiled$"))


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
