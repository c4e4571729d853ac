"""The page of a code as a coding book has it: what is reported, with what, what it pays."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask
from tests.web.conftest import Accessible
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


def test_a_procedure_code_says_who_covers_it_by_its_pages(page: Page) -> None:
    page.goto(address("ICD10PCS:0SR9019"))
    coverage = page.locator("#coverage")
    expect(coverage).to_contain_text("As the page Total Hip Replacement says:")
    expect(coverage.get_by_role("link", name="Total Hip Arthroplasty")).to_be_visible()


def test_what_is_around_it_is_a_key_away(page: Page) -> None:
    page.goto(address("ICD10CM:E11.65"))
    around = page.get_by_role("navigation", name="Around it in the book")
    expect(around.locator("p")).to_contain_text(["E11.649", "E11.6 ", "E11.69"])
    for key, code in [("ArrowRight", "E11.69"), ("ArrowLeft", "E11.65"), ("ArrowUp", "E11.6"), ("ArrowUp", "E11")]:
        page.keyboard.press(key)
        expect(page.locator(".copy code")).to_have_text(code)
    page.go_back()
    expect(page.locator(".copy code")).to_have_text("E11.6")
    page.goto(address("ICD10PCS:0SR9019"))
    expect(around).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".copy code")).to_have_text("0SR901A")
    page.keyboard.press("ArrowUp")
    heading(page).to_have_text("Replacement, Lower Joints")


def test_keys_stay_with_who_types_scrolls_or_turned_them_off(page: Page) -> None:
    page.goto(address("ICD10CM:E11.65"))
    code = page.locator(".copy code")
    expect(code).to_have_text("E11.65")
    page.get_by_role("combobox").first.press("ArrowRight")
    page.locator("main").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Alt+ArrowUp")
    page.evaluate("scrollTo(0, 600)")
    page.keyboard.press("ArrowUp")
    page.get_by_role("checkbox", name="The key / goes to the search").uncheck()
    page.locator("main").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    expect(code).to_have_text("E11.65")
    page.get_by_role("checkbox", name="The key / goes to the search").check()
    page.locator("main").focus()
    page.keyboard.press("ArrowRight")
    expect(code).to_have_text("E11.69")


def test_the_keys_are_listed(page: Page, accessible: Accessible) -> None:
    page.goto(address("ICD10CM:E11.65"))
    page.get_by_text("Keys", exact=True).click()
    keys = page.locator(".keys dt")
    expect(keys).to_have_text(["←", "→", "↑", "/"])
    expect(keys.first).to_be_visible()
    page.locator("#groups").wait_for()
    accessible()


def test_a_click_copies_the_code(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address("ICD10CM:E11.65"))
    page.get_by_role("button", name="E11.65 Copy the code").click()
    expect(page.locator(".copy").get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "E11.65"


def test_where_the_clipboard_is_closed_the_code_is_marked(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address("ICD10CM:E11.65"))
    page.get_by_role("button", name="E11.65 Copy the code").click()
    expect(page.locator(".copy").get_by_role("status")).to_contain_text("Ctrl+C")
    assert page.evaluate("getSelection().toString()") == "E11.65"


@pytest.mark.parametrize("curie", ["ICD10CM:E11.65", FRACTURE, "ICD10CM:I10", "ICD10PCS:0SR9019"])
def test_a_code_prints_on_one_sheet(page: Page, curie: str) -> None:
    page.goto(address(curie), wait_until="networkidle")
    expect(page.locator("#groups")).to_be_visible()
    margin = {"top": "10mm", "bottom": "10mm", "left": "10mm", "right": "10mm"}
    printed = page.pdf(format="A4", margin=margin)  # type: ignore[arg-type]
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_on_paper_sources_are_footnotes_with_document_and_edition(page: Page) -> None:
    page.goto(address(FRACTURE), wait_until="networkidle")
    sources = page.locator(".footnotes li")
    expect(sources.first).to_be_hidden()
    page.emulate_media(media="print")
    expect(sources.first).to_be_visible()
    expect(sources).to_contain_text(
        ["ICD-10-CM tabular list, fiscal year 2026", "MS-DRG grouper v43.1, fiscal year 2026"]
    )
    numbers = {int(number) for text in page.locator(".footnote").all_text_contents() for number in text.split(",")}
    assert numbers == set(range(1, sources.count() + 1))
    expect(page.locator("#groups tbody tr", has_text="535").locator(".footnote")).to_have_text("2")
    for left_out in (page.locator("#nearest"), page.locator(".ways"), page.locator("#groups summary").first):
        expect(left_out).to_be_hidden()


def test_there_is_no_empty_panel(page: Page) -> None:
    page.goto(address("ICD10CM:A00.0"), wait_until="networkidle")
    expect(page.locator("#groups")).to_be_visible()
    expect(page.locator("main .state")).to_have_count(0)
    panels = page.locator(".panel").all()
    assert all(len(panel.locator("li, tr, p").all()) > 1 for panel in panels)
    expect(page.locator("#procedures")).to_have_count(0)


@pytest.mark.parametrize("curie", [FRACTURE, "ICD10CM:S72", "ICD10CM:chapter-4", "ICD10PCS:0SR9019"])
def test_codes_are_accessible(page: Page, accessible: Accessible, curie: str) -> None:
    page.goto(address(curie), wait_until="networkidle")
    for summary in page.locator("main summary").all()[:6]:
        summary.click()
    accessible()


@pytest.mark.parametrize("curie", [FRACTURE, "ICD10CM:E11", "ICD10PCS:0SR9019"])
def test_codes_fit_a_small_phone(page: Page, curie: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address(curie), wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
