"""The page of all that a search finds."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Accessible, Watched
from tests.web.searching import QUERIES, box, found


def facet(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(rf"^{name}\b"))


def test_a_hit_says_why_it_was_found(page: Page) -> None:
    page.goto("/search?q=heart+attack&kind=DIAGNOSIS")
    hit = page.get_by_role("listitem").filter(has_text="I21.9 Acute myocardial infarction, unspecified")
    expect(hit).to_contain_text("Exactly an everyday expression for it")
    expect(hit.locator("mark")).to_have_text(["heart", "attack"])


def test_facets_narrow_the_results_stay_in_the_address_and_go_back(page: Page) -> None:
    page.goto("/search?q=gallbladder")
    total = page.get_by_role("heading", name=re.compile(r"^Hits \d+$"))
    before = total.inner_text()
    facet(page, "Indication").check()
    expect(page).to_have_url(re.compile(r"\?q=gallbladder&kind=INDICATION$"))
    indications = f"Hits {found(page, 'gallbladder', kinds=['INDICATION'])['totalCount']}"
    expect(total).to_have_text(indications)
    facet(page, "Alternative").check()
    expect(page).to_have_url(re.compile(r"&kind=INDICATION&kind=ALTERNATIVE$"))
    both = found(page, "gallbladder", kinds=["INDICATION", "ALTERNATIVE"])
    expect(total).to_have_text(f"Hits {both['totalCount']}")
    expect(facet(page, "Alternative")).to_be_focused()
    page.go_back()
    expect(total).to_have_text(indications)
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


def test_a_choice_of_codes_procedures_or_concepts_has_counts_and_stays_in_the_address(page: Page) -> None:
    everything = found(page, "heart attack")
    counts = {one["scope"]: one["count"] for one in everything["facets"]["scopes"]}
    page.goto("/search?q=heart+attack")
    sorts = page.get_by_role("navigation", name="Sorts of hits").get_by_role("link")
    texts = [f"All {everything['totalCount']}"]
    texts += [f"{scope.title()} {counts[scope]}" for scope in ("CODES", "PROCEDURES", "CONCEPTS")]
    expect(sorts).to_have_text(texts)
    expect(sorts.nth(0)).to_have_attribute("aria-current", "page")
    sorts.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=heart\+attack&scope=codes$"))
    expect(page.get_by_role("heading", name="Hits")).to_have_text(f"Hits {counts['CODES']}")
    expect(sorts.nth(1)).to_have_attribute("aria-current", "page")
    expect(sorts.nth(1)).to_be_focused()
    expect(sorts).to_have_text(texts)
    page.reload()
    expect(page.locator(".hits li code")).to_have_count(20)
    page.go_back()
    expect(sorts.nth(0)).to_have_attribute("aria-current", "page")


def test_codes_that_can_be_reported_can_be_asked_for_alone(page: Page) -> None:
    page.goto("/search?q=heart+attack&scope=codes")
    reported = page.get_by_role("checkbox", name="Only codes that can be reported")
    reported.check()
    expect(page).to_have_url(re.compile(r"\?q=heart\+attack&scope=codes&billable=true$"))
    hits = found(page, "heart attack", scope="CODES", billable=True)
    expect(page.get_by_role("heading", name="Hits")).to_have_text(f"Hits {hits['totalCount']}")
    expect(page.locator(".hits li > a .hit-name")).to_contain_text([hit["node"]["name"] for hit in hits["nodes"]])
    page.reload()
    expect(reported).to_be_checked()
    reported.uncheck()
    expect(page).to_have_url(re.compile(r"\?q=heart\+attack&scope=codes$"))


def test_a_number_that_is_licensed_is_said_to_be_so_without_advice_that_does_not_help(page: Page) -> None:
    page.goto("/search?q=CPT+27447")
    expect(page.get_by_role("heading", name="Hits")).to_have_text("Hits 0")
    expect(page.locator(".notices")).to_have_role("status")
    expect(page.locator(".notices")).to_contain_text("27447' looks like a CPT code.")
    expect(page.locator(".advice")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Sorts of hits")).to_have_count(0)


def test_a_number_of_a_system_without_file_leads_to_what_may_be_meant(page: Page) -> None:
    page.goto("/search?q=J1100")
    notice = page.locator(".notices")
    expect(notice).to_have_text(found(page, "J1100")["notices"][0]["message"])
    notice.get_by_role("link", name="J11.00").click()
    expect(page).to_have_url(re.compile(r"\?q=J11\.00$"))
    expect(page.locator(".hits li").first).to_contain_text("J11.00")
    expect(notice).to_be_empty()


def test_a_number_that_no_system_has_is_told_with_the_nearest_codes(page: Page) -> None:
    page.goto("/search?q=E11.99")
    notice = page.locator(".notices")
    expect(notice).to_have_text("No code system that is loaded has 'E11.99'; nearest: E11.9.")
    expect(page.get_by_text("only the beginning of a code")).to_be_visible()
    notice.get_by_role("link", name="E11.9").click()
    expect(page.locator(".hits li").first).to_contain_text("E11.9")


def test_an_abbreviation_of_several_things_offers_each(page: Page) -> None:
    (said,) = found(page, "PE")["notices"]
    assert len(said["suggestions"]) > 1
    page.goto("/search?q=PE&scope=codes")
    notice = page.locator(".notices")
    expect(notice).to_have_text(said["message"])
    expect(notice.get_by_role("link")).to_have_text(said["suggestions"])
    notice.get_by_role("link", name="pulmonary embolism").click()
    expect(page).to_have_url(re.compile(r"\?q=pulmonary\+embolism&scope=codes$"))
    expect(notice).to_be_empty()


def test_a_hit_that_pages_name_says_so_and_leads_there(page: Page) -> None:
    hit = next(hit for hit in found(page, "heart attack")["nodes"] if hit["sameAs"])
    page.goto("/search?q=heart+attack")
    shown = page.locator(".hits li").filter(has=page.locator(f"a[href$='{quote(hit['node']['curie'], safe='')}']"))
    links = shown.locator(".same-as a")
    expect(links).to_have_count(len(hit["sameAs"]))
    risk = next(thing for thing in hit["sameAs"] if thing["node"]["kind"] == "RISK")
    expect(shown.locator(".same-as")).to_contain_text(f"a risk of {risk['procedures']}")
    links.filter(has_text="a risk of").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(risk["node"]["name"])


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
    expect(page.locator(".hits li").first).to_contain_text("gallbladder", ignore_case=True)


def test_without_a_question_the_page_says_what_can_be_asked(page: Page) -> None:
    page.goto("/search")
    expect(page.get_by_text("Type a code as E11.9")).to_be_visible()


@pytest.mark.parametrize("refused", ["after=nonsense", "specialty=nonsense", "kind=NONSENSE", "scope=nonsense"])
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


@pytest.mark.parametrize("asked", ["heart+attack&kind=PROCEDURE", "heart+attack&scope=codes", "PE", "27447", "zzzqq"])
def test_the_results_are_accessible(page: Page, accessible: Accessible, asked: str) -> None:
    page.goto(f"/search?q={asked}")
    expect(page.get_by_role("heading", name="Hits")).to_be_visible()
    accessible()


def test_the_results_are_no_wider_than_a_small_phone(page: Page, accessible: Accessible) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/search?q=heart+attack")
    expect(page.locator(".hits li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    accessible()
