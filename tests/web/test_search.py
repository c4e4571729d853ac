"""The search: the box that suggests, and the page of all hits."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.conftest import Accessible, Watched

QUERIES = "**/graphql"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search all medical codes")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def active(page: Page) -> Locator:
    """The option that the keys have led to."""
    return page.locator("[role=option][aria-selected=true]")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def facet(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name)


def typed(page: Page, text: str) -> None:
    """Typed into the box of the first page, and answered."""
    page.goto("/")
    box(page).press_sequentially(text)
    expect(page.get_by_role("option", name=f"All results for “{text}”")).to_be_visible()


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


def asks(route: Route, text: str) -> bool:
    return f'"{text}"' in (route.request.post_data or "")


def test_suggestions_come_by_kind_with_the_words_that_matched_marked(page: Page) -> None:
    typed(page, "heart att")
    diagnoses = page.get_by_role("group", name="Diagnosis")
    first = diagnoses.get_by_role("option").first
    expect(first).to_contain_text("I21 Acute myocardial infarction")
    expect(first.locator("mark")).to_have_text(["heart", "attack"])
    expect(page.get_by_role("group", name="Risk").locator("mark")).to_have_text(["Heart", "attack"])


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
    expect(active(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(active(page)).to_have_text("Gallbladder")
    expect(box(page)).to_have_attribute("aria-activedescendant", str(active(page).get_attribute("id")))
    page.keyboard.press("ArrowUp")
    expect(active(page)).to_have_text("All results for “gallbladder”")
    page.keyboard.press("Home")
    expect(active(page)).to_have_text("Gallbladder")
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
    page.get_by_role("checkbox", name="The key / goes to the search").uncheck()
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
    page.route(QUERIES, lambda route: held.append(route))
    with page.expect_request(QUERIES):
        page.keyboard.press("l")
    expect(page.get_by_role("option", name="All results for “gallbl”")).to_be_visible()
    expect(options(page).first).to_have_text("Gallbladder polyps")
    held[0].fulfill(json={"data": {"suggest": []}})
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("Nothing begins so.")


def test_with_a_slow_network_the_answer_is_that_to_what_was_typed_last(page: Page) -> None:
    page.goto("/")
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    box(page).press_sequentially("heart attack", delay=60)
    expect(options(page).locator("mark").first).to_have_text("Heart")
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
    expect(options(page).first).to_have_text("Gallbladder polyps")
    watched.expect("ERR_FAILED")


def test_a_hit_says_why_it_was_found(page: Page) -> None:
    page.goto("/search?q=heart+attack&kind=DIAGNOSIS")
    hit = page.get_by_role("listitem").filter(has_text="Acute myocardial infarction")
    expect(hit).to_contain_text("Exactly an everyday expression for it")
    expect(hit.locator("mark")).to_have_text(["heart", "attack"])


def test_facets_narrow_the_results_stay_in_the_address_and_go_back(page: Page) -> None:
    page.goto("/search?q=gallbladder")
    total = page.get_by_role("heading", name=re.compile(r"^Hits \d+$"))
    before = total.inner_text()
    facet(page, "Indication").check()
    expect(page).to_have_url(re.compile(r"\?q=gallbladder&kind=INDICATION$"))
    expect(total).to_have_text("Hits 5")
    facet(page, "Alternative").check()
    expect(page).to_have_url(re.compile(r"&kind=INDICATION&kind=ALTERNATIVE$"))
    expect(total).to_have_text("Hits 7")
    expect(facet(page, "Alternative")).to_be_focused()
    page.go_back()
    expect(total).to_have_text("Hits 5")
    expect(facet(page, "Alternative")).not_to_be_checked()
    page.go_back()
    expect(total).to_have_text(before)


def test_the_count_beside_a_facet_is_what_choosing_it_shows(page: Page) -> None:
    page.goto("/search?q=infection")
    label = page.get_by_text(re.compile(r"^\s*Cardiology\s*\d+$"))
    count = re.sub(r"\D", "", label.inner_text())
    facet(page, "Cardiology").check()
    expect(page).to_have_url(re.compile(r"specialty=cardiology"))
    expect(page.get_by_role("heading", name="Hits")).to_have_text(f"Hits {count}")


def test_results_go_on_page_by_page_and_back(page: Page) -> None:
    page.goto("/search?q=gallbladder")
    hits = page.locator(".hits li")
    first = hits.first.inner_text()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text(re.compile("^21 to 40 of"))).to_be_visible()
    expect(hits.first).not_to_have_text(first)
    second = hits.first.inner_text()
    page.reload()
    expect(hits.first.locator("a")).to_have_text(second.splitlines()[0])
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text(re.compile("^41 to 60 of"))).to_be_visible()
    page.get_by_role("link", name="Previous").click()
    expect(hits.first.locator("a")).to_have_text(second.splitlines()[0])
    page.go_back()
    page.go_back()
    page.go_back()
    expect(hits.first.locator("a")).to_have_text(first.splitlines()[0])


def test_back_from_a_page_shows_the_results_where_they_were_left(page: Page) -> None:
    page.goto("/search?q=gallbladder")
    hit = page.locator(".hits a").nth(18)
    hit.scroll_into_view_if_needed()
    left = page.evaluate("scrollY")
    hit.click()
    expect(page).to_have_url(re.compile("/node/"))
    page.go_back()
    page.wait_for_function("left => left > 0 && Math.abs(scrollY - left) < 2", arg=left)


def test_an_address_shows_the_same_results_to_anyone(page: Page) -> None:
    page.goto("/search?q=gallbladder&kind=PROCEDURE&system=PAGE&specialty=radiology")
    expect(page.locator(".hits li")).to_have_count(1)
    for name in ("Procedure ", "Procedure pages", "Radiology"):
        expect(facet(page, name).first).to_be_checked()
    expect(page).to_have_title("gallbladder · Search · medcode-graph")


def test_the_query_behind_the_results_opens_in_the_playground(page: Page) -> None:
    page.goto("/search?q=gallbladder&kind=RISK")
    address = page.get_by_role("link", name="Show me the query of Hits").get_attribute("href") or ""
    assert address.startswith("/graphql?query=query+Search")
    assert "RISK" in address


def test_without_hits_the_page_offers_less_to_ask_for(page: Page) -> None:
    page.goto("/search?q=gallbladder+zzzqq&kind=RISK")
    expect(page.get_by_text("Nothing was found in the groups that are chosen.")).to_be_visible()
    page.get_by_role("link", name="Search for “gallbladder” only").click()
    expect(page).to_have_url(re.compile(r"\?q=gallbladder&kind=RISK$"))
    facet(page, "Risk").click()
    expect(page.locator(".hits li").first).to_contain_text("Gallbladder")


def test_without_a_question_the_page_says_what_can_be_asked(page: Page) -> None:
    page.goto("/search")
    expect(page.get_by_text("Type a code as E11.9")).to_be_visible()


@pytest.mark.parametrize("refused", ["after=nonsense", "specialty=nonsense", "kind=NONSENSE"])
def test_what_the_service_refuses_is_said_with_a_way_out(page: Page, watched: Watched, refused: str) -> None:
    page.goto(f"/search?q=gallbladder&{refused}")
    expect(page.get_by_role("alert")).to_contain_text("The service did not answer the question.")
    page.get_by_role("link", name="without filters").click()
    expect(page.locator(".hits li")).to_have_count(20)
    if watched.wrong:  # The browser tells of a status of 400.
        watched.expect("400")


def test_results_that_a_network_fails_to_bring_can_be_asked_for_again(page: Page, watched: Watched) -> None:
    page.route(QUERIES, lambda route: route.abort())
    page.goto("/search?q=gallbladder")
    expect(page.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    page.unroute(QUERIES)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".hits li")).to_have_count(20)
    watched.expect("ERR_FAILED")


def test_a_page_that_a_network_fails_to_bring_says_so(page: Page, watched: Watched) -> None:
    page.goto("/")
    page.route("**/assets/results-*.js", lambda route: route.abort())
    box(page).fill("gallbladder")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This page could not be loaded")
    page.unroute("**/assets/results-*.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".hits li")).to_have_count(20)
    watched.expect("ERR_FAILED")


Seen = Callable[[Page], None]


def seen_list(page: Page) -> None:
    typed(page, "heart att")
    page.keyboard.press("ArrowDown")


def seen_results(page: Page) -> None:
    page.goto("/search?q=heart+attack&kind=PROCEDURE")
    expect(page.locator(".hits li").first).to_be_visible()


def seen_nothing(page: Page) -> None:
    page.goto("/search?q=zzzqq")
    expect(page.get_by_text("Nothing was found.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("seen", [seen_list, seen_results, seen_nothing])
def test_the_search_is_accessible(page: Page, accessible: Accessible, seen: Seen) -> None:
    seen(page)
    accessible()


@pytest.mark.parametrize("seen", [seen_list, seen_results])
def test_nothing_is_wider_than_a_small_phone(page: Page, accessible: Accessible, seen: Seen) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    seen(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    accessible()
