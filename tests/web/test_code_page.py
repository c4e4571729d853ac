"""The page of a code as a coding book has it: what is reported, with what, what it pays."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask
from tests.web.test_node import address, heading

FRACTURE = "ICD10CM:S72.001A"


def notes(page: Page, kind: str) -> Locator:
    return page.locator(f"#notes [data-kind={kind}]")


def test_a_billable_code_says_so_with_its_level_and_edition(page: Page) -> None:
    page.goto(address(FRACTURE))
    lead = page.locator(".lead")
    expect(lead.locator(".tag")).to_have_text(["Billable", "MCC"])
    expect(lead).to_contain_text("ICD-10-CM tabular list, fiscal year 2026")
    expect(page.locator("#below")).to_have_count(0)


def test_what_is_not_billable_leads_to_what_is_below(page: Page) -> None:
    page.goto(address("ICD10CM:E11"))
    expect(page.locator(".lead .tag")).to_have_text(["Not billable", "Category"])
    entries = page.locator("#below li")
    expect(entries).to_have_count(10)
    expect(entries.first).to_have_text("E11.0 Type 2 diabetes mellitus with hyperosmolarity2 entries below")
    expect(entries.nth(8)).to_have_text("E11.9 Type 2 diabetes mellitus without complicationsbillable")
    entries.nth(8).get_by_role("link").click()
    heading(page).to_have_text("Type 2 diabetes mellitus without complications")


def test_seventh_characters_are_a_table_with_the_codes_they_make(page: Page) -> None:
    page.goto(address(FRACTURE))
    rows = page.locator("#seventh tbody tr")
    expect(rows).to_have_count(16)
    expect(rows.first).to_have_text(re.compile("A *initial encounter for closed fracture *S72.001A"))
    expect(page.locator("#seventh tr[aria-current] code")).to_have_text("A")
    expect(page.locator("#seventh")).to_contain_text("From S72 Fracture of femur")
    rows.last.get_by_role("link", name="S72.001S").click()
    heading(page).to_have_text("Fracture of unspecified part of neck of right femur, sequela")
    page.goto(address("ICD10CM:S72"))
    expect(page.locator("#seventh thead th")).to_have_text(["7th", "Meaning"])


def test_a_code_without_a_seventh_character_has_no_table(page: Page) -> None:
    page.goto(address("ICD10CM:E11.65"))
    expect(page.locator("#notes")).to_be_visible()
    expect(page.locator("#seventh")).to_have_count(0)


def test_notes_have_a_coders_labels_and_say_where_they_stand(page: Page) -> None:
    page.goto(address("ICD10CM:E11.65"))
    expect(page.locator("#notes h3")).to_have_text(["Includes", "Notes", "Use additional code", "Excludes1"])
    additional = notes(page, "USE_ADDITIONAL")
    expect(additional.locator(".from").first).to_have_text("From E11 Type 2 diabetes mellitus:")
    expect(additional).to_contain_text("insulin (Z79.4)")
    expect(notes(page, "EXCLUDES1")).to_contain_text("type 1 diabetes mellitus (E10.-)")
    notes(page, "EXCLUDES1").get_by_role("link", name="E10", exact=True).click()
    heading(page).to_have_text("Type 1 diabetes mellitus")


def test_own_notes_come_first_and_say_no_place(page: Page) -> None:
    page.goto(address("ICD10CM:E11"))
    own = notes(page, "EXCLUDES1").locator("> div").first
    expect(own.locator(".from")).to_have_count(0)
    expect(own.locator("li")).to_have_count(8)
    expect(notes(page, "INCLUDES")).to_contain_text("insulin resistant diabetes (mellitus)")


def test_a_range_in_a_note_leads_to_its_entries(page: Page) -> None:
    page.goto(address("ICD10CM:I10"))
    expect(notes(page, "USE_ADDITIONAL")).to_contain_text("From I10-I1A Hypertensive diseases")
    page.goto(address("ICD10CM:chapter-4"))
    general = notes(page, "GENERAL")
    expect(general).to_contain_text("E16-E31")
    expect(general.locator(".detail")).to_contain_text("→ E20, E21")


def test_other_codes_whose_notes_name_it_are_there(page: Page) -> None:
    page.goto(address("ICD10CM:Z79.4"))
    expect(page.locator("#additionalTo")).to_contain_text("E11 Type 2 diabetes mellitus")


def test_principals_that_exclude_a_complication_can_be_searched(page: Page) -> None:
    page.goto(address(FRACTURE))
    severity = page.locator("#severity")
    expect(severity).to_contain_text("A major complication or comorbidity.")
    expect(severity).to_contain_text("05 Falls and trauma")
    lists = "exclusionLists { nodes { principalDiagnoses { totalCount } } }"
    asked = ask(page, f'{{ diagnosis(curie: "{FRACTURE}") {{ {lists} }} }}')
    (found,) = asked["diagnosis"]["exclusionLists"]["nodes"]
    total = found["principalDiagnoses"]["totalCount"]
    severity.get_by_text(f"{total} principal diagnoses exclude it").click()
    entries = severity.locator(".principals .statements > li")
    expect(entries).to_have_count(50)
    severity.get_by_role("button", name="Show 50 more").click()
    expect(entries).to_have_count(100)
    box = severity.get_by_role("searchbox", name="Is yours among them?")
    box.fill("m84.4")
    expect(entries.first).to_contain_text("M84.4")
    box.fill("no such thing")
    expect(severity.get_by_role("status")).to_have_text("0 entries")


def test_groups_stand_in_a_table_with_weight_and_stay(page: Page) -> None:
    page.goto(address("ICD10CM:E11.9"))
    rows = page.locator("#groups tbody tr")
    expect(rows).to_have_text(
        [
            "As the principal diagnosis: complications decide",
            *(
                re.compile(rf"^{code} Diabetes.*\d\.\d{{4}}\d+\.\d days\d+\.\d days$", re.DOTALL)
                for code in (637, 638, 639)
            ),
        ]
    )
    weights = {"637": "1.4367", "638": "0.8962", "639": "0.6212"}
    for number, weight in enumerate(weights.values(), 1):
        expect(rows.nth(number).locator("td").nth(1)).to_have_text(weight)
    page.goto(address(FRACTURE))
    expect(page.locator("#groups [scope=rowgroup]")).to_have_text(
        [
            "As the principal diagnosis: complications decide",
            "As the principal diagnosis, with an O.R. procedure",
            "As a secondary diagnosis, if more is there",
        ]
    )


def test_a_code_says_its_risk_categories_by_model(page: Page) -> None:
    page.goto(address("ICD10CM:E11.65"))
    risk = page.locator("#risk")
    newest = risk.locator(".statements").first.locator("> li").first
    expect(newest).to_contain_text("HCC 38 Diabetes with Glycemic, Unspecified, or No Complications")
    expect(newest.locator(".tag")).to_have_text("CMS-HCC V28")
    expect(newest).to_contain_text("Payment years 2025, 2026, 2027 (initial)")
    newest.get_by_text("Coefficients of payment year 2026").click()
    expect(newest.locator("li", has_text="Community, non-dual, aged")).to_contain_text("0.166")
    expect(risk).to_contain_text("Diabetes with chronic complications")


def test_a_code_says_for_whom_it_is_and_where_it_stands(page: Page) -> None:
    page.goto(address("ICD10CM:O80"))
    expect(page.locator("#edits")).to_contain_text("Maternity: age 9 to 64")
    expect(page.locator("#edits")).to_contain_text("Female patients")
    page.goto(address(FRACTURE))
    expect(page.locator("#edits h2")).to_contain_text("The other sides")
    expect(page.locator("#edits li")).to_contain_text(["S72.002A", "S72.009A"])


def test_a_deleted_code_leads_to_what_took_its_place(page: Page) -> None:
    page.goto(address("ICD10CM:T40.7X5A"))
    expect(page.locator(".lead .tag").first).to_have_text("Deleted")
    history = page.locator("#history")
    expect(history).to_contain_text("It was last reported in fiscal year 2021.")
    expect(history.locator("li", has_text="T40.715A")).to_contain_text("since fiscal year 2022")
    history.get_by_role("link", name="T40.715A").click()
    expect(history).to_contain_text("In the place of")
    expect(page.locator("#tree")).to_be_visible()


def test_a_procedure_code_says_what_it_was_in_icd9(page: Page) -> None:
    page.goto(address("ICD10PCS:0FT44ZZ"))
    expect(page.locator("#icd9")).to_contain_text("51.23 Laparoscopic cholecystectomy")


def test_a_procedure_code_says_who_covers_it_by_its_pages(page: Page) -> None:
    page.goto(address("ICD10PCS:0SR9019"))
    coverage = page.locator("#coverage")
    expect(coverage).to_contain_text("As the page Total Hip Replacement says:")
    expect(coverage.get_by_role("link", name="Total Hip Arthroplasty")).to_be_visible()
