"""The pages of codes: a diagnosis in its tree, a code of ICD-10-PCS on its seven axes."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.asking import ask
from tests.web.test_node import address, heading

GALLBLADDER = "ICD10PCS:0FT44ZZ"


def test_a_diagnosis_stands_in_its_tree(page: Page) -> None:
    page.goto(address("ICD10CM:E11.9"))
    tree = page.locator("#tree .tree")
    way = ["Endocrine, nutritional and metabolic diseases", "E08-E13 Diabetes mellitus", "E11 Type 2 diabetes mellitus"]
    nested = tree
    for step in way:
        nested = nested.locator("> ul > li" if nested is tree else ":scope > ul > li")
        expect(nested.locator(":scope > a")).to_have_text(step)
    expect(tree.locator("[aria-current=page]")).to_have_text("E11.9 Type 2 diabetes mellitus without complications")
    expect(tree.get_by_role("link", name="E11.8")).to_be_visible()
    tree.get_by_role("link", name="E11 Type 2 diabetes mellitus").click()
    heading(page).to_have_text("Type 2 diabetes mellitus")
    expect(tree.locator("[aria-current] code")).to_have_text("E11")


def test_all_neighbours_of_a_diagnosis_are_shown_on_demand(page: Page) -> None:
    found = ask(page, '{ diagnosis(curie: "ICD10CM:E11") { narrower { totalCount } } }')["diagnosis"]["narrower"]
    page.goto(address("ICD10CM:E11.9"))
    page.get_by_role("button", name=f"Show all {found['totalCount']} on this level").click()
    expect(page.locator("#tree .tree ul:has(> li > strong) > li")).to_have_count(found["totalCount"])
    expect(page).to_have_url(f"{page.url.partition('?')[0]}?siblings=all")


def test_a_diagnosis_has_procedures_by_what_pages_call_it(page: Page) -> None:
    page.goto(address("ICD10CM:E11"))
    panel = page.locator("#procedures")
    sleeve = panel.locator("li", has_text="Laparoscopic Sleeve Gastrectomy for Type 2 diabetes")
    expect(sleeve).to_be_visible()
    page.goto(address("ICD10CM:E11.9"))
    expect(panel).to_contain_text("Indications that mean something wider: E11 Type 2 diabetes mellitus")


AXES = [
    ("0", "Code section", "Medical and Surgical"),
    ("F", "Body system", "Hepatobiliary System and Pancreas"),
    ("T", "Root operation", "Resection"),
    ("4", "Body part", "Gallbladder"),
    ("4", "Approach", "Percutaneous Endoscopic"),
    ("Z", "Device", "No Device"),
    ("Z", "Qualifier", "No Qualifier"),
]


def test_a_procedure_code_is_seven_characters_with_their_meanings(page: Page) -> None:
    page.goto(address(GALLBLADDER))
    axes = page.locator("#axes .axes > li")
    expect(axes).to_have_count(len(AXES))
    for place, (character, axis, meaning) in enumerate(AXES):
        expect(axes.nth(place).locator("code")).to_have_text(character)
        expect(axes.nth(place).locator(".axis")).to_have_text(axis)
        expect(axes.nth(place).get_by_role("link")).to_have_text(meaning)
    axes.nth(4).get_by_role("link").click()
    heading(page).to_have_text("Percutaneous Endoscopic")


def test_a_procedure_code_that_is_only_mentioned_offers_others(page: Page) -> None:
    page.goto(address("ICD10PCS:00H033J"), wait_until="networkidle")
    expect(page.locator("#axes")).to_contain_text("No table that was read says what these mean.")
    expect(page.locator("#nearest li").first).to_contain_text("00H03")
    expect(page.locator("#groups tbody tr").first).to_be_visible()
    expect(page.locator(".failed")).to_have_count(0)


def test_a_procedure_code_has_its_table_groups_and_mappings(page: Page) -> None:
    page.goto(address(GALLBLADDER))
    expect(page.locator("#axes")).to_contain_text("Of table 0FT Resection, Hepatobiliary System and Pancreas")
    expect(page.locator("#axes")).to_contain_text("Cutting out or off, without replacement, all of a body part")
    expect(page.locator("#groups h2")).to_have_text("Groups of hospital stays 27")
    expect(page.locator("#crosswalks").get_by_role("link", name="Laparoscopic Cholecystectomy")).to_be_visible()


@pytest.mark.parametrize(
    ("axis", "other", "code"), [("approach", "Open", "0FT40ZZ"), ("qualifier", "Hand-Assisted", "0FT44ZG")]
)
def test_the_nearest_codes_differ_in_one_axis(page: Page, axis: str, other: str, code: str) -> None:
    page.goto(address(GALLBLADDER))
    group = page.locator("#nearest div", has=page.get_by_role("heading", name=f"Another {axis}"))
    expect(group.locator("li").first).to_contain_text(f"{other} {code}")
    group.get_by_role("link", name=code).click()
    expect(page.locator(".what code")).to_have_text(f"ICD10PCS:{code}")
