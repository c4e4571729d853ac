"""The graph view when something is missing or fails, and for everybody."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Accessible, Watched
from tests.web.graphing import START, neighborhood, opened, picture, row


def abort(route: Route) -> None:
    route.abort()


def test_without_the_service_it_says_so_and_tries_again(page: Page, watched: Watched) -> None:
    page.route("**/graphql", abort)
    page.goto(START)
    failed = page.get_by_role("alert")
    expect(failed).to_contain_text("The service cannot be reached.")
    page.unroute("**/graphql")
    failed.get_by_role("button", name="Try again").click()
    expect(picture(page)).to_be_visible()
    watched.expect("ERR_FAILED")


def test_what_is_shown_stays_if_an_expansion_fails(page: Page, watched: Watched) -> None:
    opened(page, f"{START}&view=table&rows=all")
    page.route("**/graphql", abort)
    row(page, "ROLE:neurosurgeon").get_by_role("button", name="Expand").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(row(page, "ROLE:neurosurgeon")).to_be_visible()
    page.unroute("**/graphql")
    page.get_by_role("button", name="Try again").first.click()
    for node in neighborhood(page, "ROLE:neurosurgeon")["nodes"]:
        expect(row(page, node["curie"])).to_be_visible()
    watched.expect("ERR_FAILED")


@pytest.mark.parametrize("curie", ["PAGE:nope", "nonsense"])
def test_an_unknown_code_leads_on(page: Page, curie: str) -> None:
    page.goto(f"/graph?of={curie}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"The graph has no {curie}")
    expect(page.get_by_role("link", name="See what is near it")).to_be_visible()
    expect(page.get_by_label("Begin with")).to_be_visible()


@pytest.mark.parametrize(
    "more", ["&expanded=RISK%3Anothing", "&expanded=nonsense", "&picked=RISK%3Anothing&picked=RISK%3Ainfection"]
)
def test_nodes_of_an_old_address_that_are_gone_leave_the_others(page: Page, more: str) -> None:
    opened(page, START + more)
    expect(row(page, "RISK:infection")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(
    "more",
    [
        "",
        "&view=table",
        "&selected=RISK%3Ainfection&picked=RISK%3Ainfection&picked=PAGE%3Aaorta",
        "&depth=2&selected=RISK%3Ainfection+HAS_RISK+in+PROCEDURE",
        "&picked=RISK%3Ainfection&picked=PREPARATION%3Afasting",
    ],
)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")], indirect=["scheme"])
def test_it_is_accessible(page: Page, accessible: Accessible, more: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, START + more)
    expect(page.get_by_role("region", name="Details")).to_be_visible()
    page.get_by_label("Find in it").fill("infection")
    accessible()


def test_the_beginning_is_accessible(page: Page, accessible: Accessible) -> None:
    page.goto("/graph")
    expect(page.get_by_label("Begin with")).to_be_visible()
    accessible()
