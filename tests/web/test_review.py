"""A case reviewed: what was found stands at its codes, and is mended there."""

import re

from playwright.sync_api import Page, expect

from tests.web.asking import ask
from tests.web.reviewing import EXAMPLE, example, finding, have_codes, paste, reviewed, rows

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
