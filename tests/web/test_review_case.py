"""What is told of a case beside its findings, and what of it is taken along."""

import csv
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.web.asking import ask
from tests.web.conftest import Accessible, Watched
from tests.web.reviewing import EXAMPLE, codes, example, finding, have_codes, paste, reviewed


def test_fields_are_those_of_the_setting(page: Page) -> None:
    example(page)
    expect(page.get_by_label("Discharge status")).to_have_value("01")
    expect(page.get_by_label("Place of service")).to_have_count(0)
    page.get_by_label("Setting").select_option("Practitioner")
    expect(page.get_by_label("Discharge status")).to_have_count(0)
    expect(page.get_by_label("POA")).to_have_count(0)
    with page.expect_request("**/graphql") as asked:
        page.get_by_label("Place of service").select_option("11")
    case = sent_case(asked.value)
    assert (case["placeOfService"], case["dischargeStatus"], case["setting"]) == ("11", None, "PROFESSIONAL")


def test_payers_of_the_graph_are_suggested(page: Page) -> None:
    page.goto("/review")
    payers = ask(page, "{ payers { totalCount } }")["payers"]
    expect(page.locator("datalist option")).to_have_count(payers["totalCount"])
    paste(page, "procedures", "0FT44ZZ")
    expect(page.get_by_text("State the payer: coverage is by payer.")).to_be_visible()
    page.get_by_label("Payer").fill("Palmetto GBA")
    expect(finding(page, "Coverage")).to_contain_text("No policy of Palmetto GBA in the graph speaks of 0FT44ZZ.")


def test_a_stay_has_its_group_with_what_decided(page: Page) -> None:
    example(page)
    panel = page.get_by_role("region", name="Group of the stay")
    expect(panel.locator(".group")).to_have_text(
        re.compile("^522 Hip Replacement with Principal Diagnosis of Hip Fracture")
    )
    expect(panel.locator(".figures")).to_contain_text("Relative weight2.1177")
    expect(panel.get_by_text("Decided by")).to_contain_text("S72.001A, 0SR9019")
    expect(panel.get_by_role("listitem").filter(has_text="0SR9019 →")).to_contain_text(
        "536 Fractures of Hip and Pelvis"
    )
    expect(page.get_by_role("button", name="MS-DRG 522")).to_be_visible()
    page.get_by_label("Setting").select_option("Practitioner")
    reviewed(page)
    expect(panel).to_have_count(0)


def test_risk_categories_are_told_by_model_and_expected_ones_are_missed(page: Page) -> None:
    example(page)
    panel = page.get_by_role("region", name="Risk categories")
    expect(panel.get_by_role("heading", level=3).first).to_contain_text("V28, payment year 2027")
    expect(panel.get_by_role("listitem").filter(has_text="V28 HCC 37 ")).to_contain_text("by E11.22")
    page.get_by_label("Expected HCCs").fill("v28-37 HCC:V28-238")
    missed = page.locator(".finding.warning", has_text="(HCC:V28-238)")
    expect(missed).to_contain_text("No diagnosis of the case documents")
    expect(page.locator(".finding", has_text="(HCC:V28-37)")).to_have_count(0)


def test_a_link_has_the_codes_and_nothing_of_the_patient(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    example(page)
    assert page.url.endswith("/review")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.partition("/review")[2] == f"#dx={','.join(EXAMPLE)}&px=0SR9019"
    assert page.url == link
    stored = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])"
    assert not re.search("S72|0SR|FEMALE|2026-03-02", page.evaluate(stored))
    assert not [one for one in asked if "S72" in one or (one.startswith("GET") and "graphql" in one)]
    page.get_by_role("button", name="Remove: I50").click()
    expect(page).to_have_url(re.compile("/review$"))
    other = page.context.new_page()
    other.goto(link)
    have_codes(other, "diagnoses", EXAMPLE)
    have_codes(other, "procedures", ["0SR9019"])
    expect(other.get_by_label("Age in years")).to_have_value("")


def test_the_case_stays_while_one_reads_of_a_code_and_goes_with_the_page(page: Page) -> None:
    example(page)
    page.get_by_role("link", name="Heart failure").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heart failure")
    page.go_back()
    have_codes(page, "diagnoses", EXAMPLE)
    expect(page.get_by_label("Age in years")).to_have_value("70")
    page.reload()
    expect(page.get_by_role("button", name="Try an example")).to_be_visible()
    expect(page.get_by_label("Age in years")).to_have_value("")


def test_findings_are_taken_along_as_a_table_without_formulas(page: Page, tmp_path: Path) -> None:
    example(page)
    page.get_by_label("Code of procedure 1").fill("=1+1")
    page.keyboard.press("Enter")
    expect(page.locator(".finding.error", has_text="=1+1")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    download.value.save_as(tmp_path / "review.csv")
    with (tmp_path / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    found = [row for row in table if row["Severity"] in ("Error", "Warning", "Information")]
    assert len(found) == page.locator(".finding").count()
    assert next(row["Codes"] for row in found if "=1+1" in row["Codes"]).startswith("'=")
    (heading,) = [row for row in found if row["Rule"] == "Not a whole code"]
    assert heading["Codes"] == "I50"
    assert "I50.20" in heading["Instead or as well"]
    assert any("ICD-10-CM tabular list" in row["Sources"] for row in found)
    assert {"Not looked at", "Edition", "Disclaimer"} <= {row["Severity"] for row in table}


def test_on_paper_all_is_open_and_sources_are_footnotes(page: Page) -> None:
    example(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    expect(page.get_by_label("Add diagnoses")).to_be_hidden()
    for quote in page.locator(".why q").all():
        expect(quote).to_be_visible()
    expect(page.locator(".from sup").first).to_have_text("1")
    expect(page.locator(".footnotes li").first).to_contain_text("ICD-10-CM tabular list, fiscal year 2026")
    expect(page.locator(".encounter-line")).to_have_text(re.compile("^Hospital stay · 2026-03-02 · 70 years · female"))


def test_a_review_that_a_network_fails_to_bring_can_be_asked_for_again(page: Page, watched: Watched) -> None:
    page.goto("/review", wait_until="networkidle")
    page.route("**/graphql", lambda route: route.abort())
    page.get_by_role("button", name="Try an example").click()
    expect(page.get_by_role("alert").filter(has_text="The service cannot be reached.")).to_be_visible()
    assert codes(page, "diagnoses") == EXAMPLE
    page.unroute("**/graphql")
    page.get_by_role("button", name="Try again").click()
    reviewed(page)
    watched.expect("ERR_FAILED")


def test_findings_are_told_without_reasons_where_these_are_more_than_an_answer_holds(page: Page) -> None:
    refused = {"errors": [{"message": "Too much.", "extensions": {"code": "QUERY_TOO_COSTLY"}}]}

    def answer(route: Route) -> None:
        if json.loads(route.request.post_data or "")["variables"].get("reasons"):
            route.fulfill(json=refused)
        else:
            route.continue_()

    page.route("**/graphql", answer)
    example(page)
    expect(finding(page, "Code first").locator(".from")).to_contain_text("too many findings for their reasons")
    expect(page.get_by_role("alert").filter(has_text="did not answer")).to_have_count(0)


def sent_case(request: Request) -> dict[str, object]:
    """The case that a request asks about."""
    case: dict[str, object] = json.loads(request.post_data or "")["variables"]["case"]
    return case


def test_an_age_that_is_none_is_left_out(page: Page) -> None:
    example(page)
    with page.expect_request("**/graphql") as asked:
        page.get_by_label("Age in years").fill("200")
    assert sent_case(asked.value)["age"] is None
    expect(page.get_by_label("Age in years")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("0 to 130; left out")).to_be_visible()


def test_the_page_is_accessible_empty(page: Page, accessible: Accessible) -> None:
    page.goto("/review")
    expect(page.get_by_label("Add diagnoses")).to_be_visible()
    accessible()


def test_the_page_is_accessible_with_everything_open(page: Page, accessible: Accessible) -> None:
    example(page)
    page.evaluate("document.querySelectorAll('.review details').forEach((one) => (one.open = true))")
    accessible()


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_small_phone(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    example(page)
    page.evaluate("document.querySelectorAll('.review details').forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") == width
