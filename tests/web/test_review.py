"""A case reviewed: what was found stands at its codes, and is mended there."""

import csv
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.web.asking import ask
from tests.web.conftest import Accessible, Watched
from tests.web.reviewing import codes, example, finding, have_codes, paste, reviewed, rows

EXAMPLE = ["S72.001A", "N18.30", "E11.22", "I50", "N17.9"]
ASKED = """query ($case: CaseInput!) {
  review(case: $case) { findings { severity message action codes { place isProcedure } } unreviewed { reason } }
}"""
CASE = {
    "diagnoses": [{"code": "E10.9"}, {"code": "E11.65"}, {"code": "N18.30"}],
    "procedures": [{"code": "0FT44ZZ"}],
}


def test_what_is_found_stands_at_its_codes_as_the_service_says_it(page: Page) -> None:
    page.goto("/review")
    paste(page, "diagnoses", "E10.9 E11.65 N18.30")
    paste(page, "procedures", "0FT44ZZ")
    reviewed(page)
    review = ask(page, ASKED, case=CASE)["review"]
    assert {found["severity"] for found in review["findings"]} >= {"ERROR", "INFORMATION"}
    for found in review["findings"]:
        first = found["codes"][0]
        row = rows(page, "procedures" if first["isProcedure"] else "diagnoses").nth(first["place"])
        shown = row.locator(f".finding.{found['severity'].lower()}", has_text=found["message"])
        expect(shown).to_have_count(1)
        expect(shown.locator(".action")).to_have_text(found["action"])
    expect(page.locator(".finding")).to_have_count(len(review["findings"]))
    not_looked_at = page.get_by_role("region", name="Not looked at")
    expect(not_looked_at.locator("dd")).to_have_text([one["reason"] for one in review["unreviewed"]])
    expect(page.get_by_role("region", name="What this is based on")).to_contain_text("ICD-10-CM tabular list")


def test_codes_have_their_names_and_unknown_ones_are_said_to_be(page: Page) -> None:
    page.goto("/review")
    paste(page, "diagnoses", "E11.65 E11.659")
    reviewed(page)
    expect(rows(page, "diagnoses").nth(0)).to_contain_text("Type 2 diabetes mellitus with hyperglycemia")
    expect(rows(page, "diagnoses").nth(1)).to_contain_text("The graph has no E11.659")
    expect(rows(page, "diagnoses").nth(1).locator(".finding.error")).to_contain_text("There is no code E11.659.")


def test_a_heading_is_replaced_and_the_case_reviewed_again(page: Page) -> None:
    example(page)
    finding(page, "Not a whole code").get_by_role("button", name=re.compile("^Replace by I50.20")).click()
    expect(finding(page, "Not a whole code")).to_have_count(0)
    have_codes(page, "diagnoses", [*EXAMPLE[:3], "I50.20", "N17.9"])
    expect(reviewed(page)).to_contain_text("Replaced I50 by I50.20.")
    page.get_by_role("button", name="Undo").click()
    expect(finding(page, "Not a whole code")).to_be_visible()
    have_codes(page, "diagnoses", EXAMPLE)


def test_a_code_that_comes_too_late_is_moved(page: Page) -> None:
    example(page)
    finding(page, "Code first").get_by_role("button", name=re.compile("^Move before N18.30")).click()
    have_codes(page, "diagnoses", ["S72.001A", "E11.22", "N18.30", "I50", "N17.9"])
    expect(page.locator(".finding", has_text="E11.22 comes before")).to_have_count(0)


def test_what_is_to_be_used_additionally_is_added(page: Page) -> None:
    page.goto("/review")
    paste(page, "diagnoses", "E11.65")
    found = finding(page, "Use additional code")
    found.locator(":scope > summary").click()
    found.get_by_role("button", name=re.compile("^Add Z79.4 ")).click()
    have_codes(page, "diagnoses", ["E11.65", "Z79.4"])
    expect(found).to_have_count(0)


def test_one_of_two_that_exclude_each_other_is_kept(page: Page) -> None:
    page.goto("/review")
    paste(page, "diagnoses", "E11.65 E10.9")
    finding(page, "Excludes1").get_by_role("button", name=re.compile("^Keep only E10.9")).click()
    have_codes(page, "diagnoses", ["E10.9"])


def test_reasons_have_their_words_source_and_edition(page: Page) -> None:
    page.goto("/review")
    paste(page, "diagnoses", "E11.65 E10.9 E11")
    reviewed(page)
    excluded = page.locator(".finding", has_text="Excludes1 at E11")
    excluded.locator(".why summary").click()
    expect(excluded.locator("q")).to_have_text("type 1 diabetes mellitus (E10.-)")
    expect(excluded.locator(".from")).to_contain_text("ICD-10-CM tabular list, fiscal year 2026")
    expect(excluded.locator(".why").get_by_role("link", name="E10", exact=True)).to_have_attribute(
        "href", "/node/ICD10CM%3AE10"
    )
    heading = finding(page, "Not a whole code")
    heading.locator(".why summary").click()
    expect(heading.locator(".why")).to_contain_text("E11 Type 2 diabetes mellitus: is billable, no")


def test_a_finding_is_told_at_its_other_codes_too(page: Page) -> None:
    example(page)
    link = rows(page, "diagnoses").nth(2).get_by_role("link", name="Code first, at N18.30")
    link.click()
    expect(finding(page, "Code first").locator(":scope > summary")).to_be_focused()
    assert page.url.endswith("/review")


def test_severities_are_shown_alone(page: Page) -> None:
    example(page)
    errors, others = page.locator(".finding.error"), page.locator(".finding.information")
    chip = page.get_by_role("button", name=re.compile("Errors"))
    expect(chip).to_contain_text(str(errors.count()))
    expect(others.first).to_be_visible()
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(others.first).to_be_hidden()
    expect(errors.first).to_be_visible()
    page.get_by_role("button", name=re.compile("^All")).click()
    expect(others.first).to_be_visible()


def test_codes_change_places_by_keys_and_by_buttons(page: Page) -> None:
    example(page)
    field = page.get_by_label("Code of diagnosis 3")
    field.focus()
    page.keyboard.press("Alt+ArrowUp")
    have_codes(page, "diagnoses", ["S72.001A", "E11.22", "N18.30", "I50", "N17.9"])
    expect(page.get_by_label("Code of diagnosis 2")).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowUp")
    have_codes(page, "diagnoses", ["E11.22", "S72.001A", "N18.30", "I50", "N17.9"])
    expect(rows(page, "diagnoses").first).to_contain_text("Principal")
    page.get_by_role("button", name="Make principal: N17.9").click()
    have_codes(page, "diagnoses", ["N17.9", "E11.22", "S72.001A", "N18.30", "I50"])
    page.get_by_role("button", name="Move down: N17.9").click()
    expect(page.get_by_role("button", name="Move down: N17.9")).to_be_focused()
    page.get_by_role("button", name="Remove: N17.9").click()
    have_codes(page, "diagnoses", ["E11.22", "S72.001A", "N18.30", "I50"])
    expect(page.get_by_role("button", name="Remove: S72.001A")).to_be_focused()


def test_a_code_is_corrected_where_it_stands(page: Page) -> None:
    example(page)
    page.get_by_label("Code of diagnosis 4").fill("i5023")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code of diagnosis 4")).to_have_value("I50.23")
    expect(rows(page, "diagnoses").nth(3)).to_contain_text("Acute on chronic systolic")


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
