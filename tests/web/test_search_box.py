"""The box that suggests while one types."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.conftest import Accessible, Watched
from tests.web.searching import QUERIES, box, heading, options, suggested, typed

SLOW = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}


def active(page: Page) -> Locator:
    """The option that the keys have led to."""
    return page.locator("[role=option][aria-selected=true]")


def tab_to(page: Page, name: str) -> None:
    """By the Tab key to a link."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if (
            page.evaluate("document.activeElement.matches('a') ? document.activeElement.textContent.trim() : ''")
            == name
        ):
            return
    pytest.fail(f"no way to {name}")


def shown(hit: Any) -> str:
    """The code and the name of a hit, as the box shows them."""
    code, name = hit["node"]["curie"].partition(":")[2], hit["node"]["name"]
    return f"{code} {name}" if re.fullmatch(r"[0-9A-Z][0-9A-Z.-]*", code) else name


def asks(route: Route, text: str) -> bool:
    return f'"{text}"' in (route.request.post_data or "")


def test_suggestions_come_by_kind_with_the_words_that_matched_marked(page: Page) -> None:
    typed(page, "heart att")
    hits = suggested(page, "heart att")
    expect(options(page).locator(".hit-name")).to_have_text([shown(hit) for hit in hits])
    expect(options(page).first.locator("mark")).to_have_text(["heart", "attack"])
    in_kind = page.get_by_role("group", name="Procedure").get_by_role("option")
    expect(in_kind).to_have_count(sum(hit["node"]["kind"] == "PROCEDURE" for hit in hits))


@pytest.mark.parametrize(
    ("typing", "code", "marked"),
    [("e11", "E11.0", "E11"), ("0ft44", "0FT44ZZ", "0FT44"), ("drg 470", "470", "470"), ("e119", "E11.9", "E11.9")],
)
def test_codes_are_suggested_from_their_beginning(page: Page, typing: str, code: str, marked: str) -> None:
    typed(page, typing)
    found = options(page).filter(has=page.locator("code").get_by_text(code, exact=True))
    expect(found.locator("code mark")).to_have_text(marked)


def test_the_keys_lead_through_the_options_and_back_to_the_box(page: Page) -> None:
    typed(page, "gallbladder")
    first = shown(suggested(page, "gallbladder")[0])
    expect(page.locator("[role=option]").first).to_contain_text(first)  # Not what less of the word suggests.
    expect(active(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(active(page)).to_contain_text(first)
    expect(box(page)).to_have_attribute("aria-activedescendant", str(active(page).get_attribute("id")))
    page.keyboard.press("ArrowUp")
    expect(active(page)).to_have_text("All results for “gallbladder”")
    page.keyboard.press("Home")
    expect(active(page)).to_contain_text(first)
    page.keyboard.press("End")
    expect(active(page)).to_have_text("All results for “gallbladder”")
    page.keyboard.press("ArrowLeft")
    expect(active(page)).to_have_count(0)
    expect(box(page)).to_be_focused()


def test_escape_closes_the_list_and_then_empties_the_box(page: Page) -> None:
    typed(page, "gallbladder")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("gallbladder")
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")


def test_tab_leaves_the_box_and_closes_the_list(page: Page) -> None:
    typed(page, "gallbladder")
    page.keyboard.press("Tab")
    expect(box(page)).not_to_be_focused()
    expect(options(page)).to_have_count(0)


def test_enter_opens_the_page_of_what_is_chosen(page: Page) -> None:
    typed(page, "e119")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/node/ICD10CM%3AE11\.9$"))
    expect(heading(page)).to_contain_text("Type 2 diabetes")
    expect(box(page)).to_have_value("")


def test_a_click_opens_the_page_of_what_is_chosen(page: Page) -> None:
    typed(page, "pelvic fix")
    options(page).first.click()
    expect(page).to_have_url(re.compile("/node/PAGE%3Apelvic-fixation$"))


def test_enter_without_a_choice_leads_to_all_results(page: Page) -> None:
    page.goto("/")
    box(page).fill("gallbladder")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=gallbladder$"))
    expect(heading(page)).to_have_text("Results for “gallbladder”")
    expect(box(page)).to_have_value("gallbladder")
    expect(options(page)).to_have_count(0)


def test_from_the_box_to_a_procedure_on_to_a_shared_risk_and_back_by_keys_alone(page: Page) -> None:
    page.goto("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("pelvic fix")
    expect(options(page).first).to_contain_text("Pelvic Fixation")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Pelvic Fixation")
    tab_to(page, "Infection")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Infection")
    page.go_back()
    expect(heading(page)).to_have_text("Pelvic Fixation")


def test_the_slash_leads_to_the_box_but_not_out_of_a_field(page: Page) -> None:
    page.goto("/compare")
    page.get_by_role("link", name="Compare").focus()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    first = page.get_by_role("combobox", name="First procedure")
    first.focus()
    page.keyboard.press("/")
    expect(first).to_have_value("/")


def test_the_slash_can_be_turned_off_and_stays_off(page: Page) -> None:
    page.goto("/compare")
    page.get_by_role("checkbox", name="The key / goes to the search, ← → ↑ through codes").uncheck()
    page.reload()
    page.get_by_role("link", name="Compare").focus()
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()


def test_an_answer_that_was_overtaken_is_never_shown(page: Page) -> None:
    held: list[Route] = []
    page.goto("/")
    page.route(QUERIES, lambda route: held.append(route) if asks(route, "e1") else route.continue_())
    box(page).press_sequentially("e1")
    with page.expect_event("requestfailed"):  # What was overtaken is given up.
        page.keyboard.press("1")
    expect(options(page).first).to_contain_text("E11 Type 2 diabetes mellitus")
    held[0].continue_()
    page.evaluate("fetch('/health').then((answer) => answer.text())")
    expect(options(page).first).to_contain_text("E11 Type 2 diabetes mellitus")


def test_the_last_answer_stays_until_the_next_is_there(page: Page) -> None:
    typed(page, "gallb")
    held: list[Route] = []
    page.route(QUERIES, lambda route: held.append(route) if asks(route, "gallbl") else route.continue_())
    with page.expect_request(QUERIES):
        page.keyboard.press("l")
    expect(page.get_by_role("option", name="All results for “gallbl”")).to_be_visible()
    expect(options(page).first).to_contain_text(shown(suggested(page, "gallb")[0]))
    held[0].fulfill(json={"data": {"suggest": []}})
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("Nothing begins so.")


def test_with_a_slow_network_the_answer_is_that_to_what_was_typed_last(page: Page) -> None:
    page.goto("/")
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    box(page).press_sequentially("heart attack", delay=60)
    expect(options(page).locator("mark").first).to_have_text("heart", ignore_case=True)
    for _ in "attack":
        page.keyboard.press("Backspace")
    page.keyboard.type("valve")
    expect(options(page).locator("mark").filter(has_text="valve").first).to_be_visible()
    expect(options(page).locator("mark").filter(has_text="attack")).to_have_count(0)


def test_the_number_of_suggestions_is_told(page: Page) -> None:
    typed(page, "0ft44")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text(re.compile(r"^\d+ suggestions$"))


def test_where_nothing_is_suggested_the_box_says_so_and_offers_the_results(page: Page) -> None:
    typed(page, "zzzqq")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("Nothing begins so.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=zzzqq$"))


def test_a_network_that_fails_is_told_by_the_box_which_works_again_afterwards(page: Page, watched: Watched) -> None:
    page.goto("/")
    page.route(QUERIES, lambda route: route.abort())
    box(page).press_sequentially("g")
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("The service cannot be reached.")
    page.unroute(QUERIES)
    page.keyboard.type("allb")
    expect(options(page).first).to_contain_text(shown(suggested(page, "gallb")[0]))
    watched.expect("ERR_FAILED")


def test_the_open_list_is_accessible(page: Page, accessible: Accessible) -> None:
    typed(page, "heart att")
    page.keyboard.press("ArrowDown")
    accessible()


def test_the_open_list_is_no_wider_than_a_small_phone(page: Page, accessible: Accessible) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    typed(page, "heart att")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    accessible()
