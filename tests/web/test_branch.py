"""The tree of a diagnosis as a picture: it is what the API says, and pointer and keys go up and down in it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask
from tests.web.conftest import Accessible
from tests.web.exporting import labels, opens_alone, picture, table
from tests.web.test_node import address, heading

BELOW = "narrower(first: 300, orderBy: [{ field: TABULAR_POSITION }])"
ENTRY = "curie code name isBillable"
QUERY = f"""query($curie: String!) {{ diagnosis(curie: $curie) {{
  {ENTRY} {BELOW} {{ nodes {{ {ENTRY} {BELOW} {{ nodes {{ {ENTRY} narrower(first: 0) {{ totalCount }} }} }} }} }}
}} }}"""
PAGES = {  # What is shown at first: so far up that two levels are below it.
    "ICD10CM:S72.0": "ICD10CM:S72.0",
    "ICD10CM:S72.001": "ICD10CM:S72.00",
    "ICD10CM:S72.001A": "ICD10CM:S72.00",
    "ICD10CM:E11": "ICD10CM:E11",
    "ICD10CM:E11.9": "ICD10CM:E08-E13",
    "ICD10CM:I50": "ICD10CM:I50",
    "ICD10CM:chapter-19": "ICD10CM:chapter-19",
    "ICD10CM:S00-S09": "ICD10CM:S00-S09",
}


def branch(page: Page, curie: str) -> Any:
    """An entry with two levels below it."""
    return ask(page, QUERY, curie=curie)["diagnosis"]


def below(entry: Any) -> list[Any]:
    nodes: list[Any] = entry["narrower"].get("nodes", [])
    return nodes


def opened(page: Page, curie: str, more: str = "") -> Locator:
    page.goto(f"{address(curie)}{more}")
    panel = page.locator("#tree")
    expect(picture(panel)).to_be_visible()
    return panel


def cells(panel: Locator) -> Locator:
    return picture(panel).get_by_role("treeitem")


def curies(panel: Locator) -> Any:
    return cells(panel).evaluate_all("all => all.map(cell => cell.dataset.curie)")


def cell(panel: Locator, curie: str) -> Locator:
    return panel.locator(f"[data-curie='{curie}']")


@pytest.mark.parametrize(("curie", "shown"), PAGES.items())
def test_two_levels_are_drawn_as_the_api_has_them(page: Page, curie: str, shown: str) -> None:
    panel = opened(page, curie)
    root = branch(page, shown)
    expect(cells(panel).first).to_have_attribute("data-curie", shown)
    drawn = curies(panel)
    assert [one for one in drawn if one in {entry["curie"] for entry in below(root)}] == [
        entry["curie"] for entry in below(root)
    ]
    many = panel.locator(".many text:first-of-type").all_text_contents()
    for entry in below(root):
        nodes = below(entry)
        one_by_one = [one for one in drawn if one in {node["curie"] for node in nodes}]
        expected = [node["curie"] for node in nodes]
        assert one_by_one == expected or (not one_by_one and any(f"{len(nodes)} entries" in text for text in many))
    if curie in drawn:
        expect(cell(panel, curie)).to_have_attribute("aria-current", "page")
    assert drawn.count(curie) == 1


@pytest.mark.parametrize("curie", ["ICD10CM:E11", "ICD10CM:I50", "ICD10CM:S72.001A"])
def test_billable_codes_have_a_mark_and_say_so(page: Page, curie: str) -> None:
    panel = opened(page, curie)
    root = branch(page, PAGES[curie])
    entries = [root, *below(root), *(node for entry in below(root) for node in below(entry))]
    for entry in entries:
        drawn = cell(panel, entry["curie"])
        expect(drawn.locator(".tick")).to_have_count(1 if entry["isBillable"] else 0)
        (label,) = labels(drawn)
        assert label.startswith(f"{entry['code']} {entry['name']}, ")
        assert label.endswith(", billable") == entry["isBillable"]


def test_a_click_zooms_in_and_crumbs_zoom_out(page: Page) -> None:
    panel = opened(page, "ICD10CM:E11.9")
    cell(panel, "ICD10CM:E11").click()
    expect(cells(panel).first).to_have_attribute("data-curie", "ICD10CM:E11")
    expect(page).to_have_url(re.compile("branch=ICD10CM%3AE11$"))
    above = ask(page, '{ ancestors(of: "ICD10CM:E11") { nodes { node { ... on Diagnosis { code name } } } } }')
    crumbs = panel.get_by_role("navigation", name="Zoom out").get_by_role("button")
    codes = [found["node"]["code"] for found in above["ancestors"]["nodes"]]
    expect(crumbs).to_have_text(["ICD-10-CM", *reversed(codes)])
    crumbs.nth(1).click()
    expect(cells(panel).first).to_have_attribute("data-curie", "ICD10CM:chapter-4")
    expect(panel.locator("[data-curie]:focus")).to_have_count(1)  # The crumb that had the focus is gone.
    crumbs.first.click()
    chapters = ask(page, "{ diagnoses(where: { level: { equals: CHAPTER } }, first: 0) { totalCount } }")
    expect(panel.get_by_role("status")).to_contain_text(f"{chapters['diagnoses']['totalCount']} entries")
    page.reload()
    expect(cells(panel).first).to_have_attribute("data-curie", "all")


def test_entries_are_loaded_when_they_are_zoomed_into(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if request.method == "POST" else None)
    panel = opened(page, "ICD10CM:S72.0")
    assert not any("S72.03" in text and "query Branch" in text for text in asked)
    cell(panel, "ICD10CM:S72.03").click()
    expect(cells(panel).first).to_have_attribute("data-curie", "ICD10CM:S72.03")
    assert any("S72.03" in text and "query Branch" in text for text in asked)


def test_the_keys_do_what_the_pointer_does(page: Page) -> None:
    panel = opened(page, "ICD10CM:E11")
    page.locator("#tree").get_by_role("button", name=re.compile("^Zoom out to E08-E13")).focus()
    page.keyboard.press("Tab")
    expect(cell(panel, "ICD10CM:E11")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cell(panel, "ICD10CM:E11.0")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(cell(panel, "ICD10CM:E11.3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cells(panel).first).to_have_attribute("data-curie", "ICD10CM:E11.3")
    expect(cell(panel, "ICD10CM:E11.3")).to_be_focused()
    page.keyboard.press("Enter")  # The first column leads back.
    expect(cells(panel).first).to_have_attribute("data-curie", "ICD10CM:E11")
    expect(cell(panel, "ICD10CM:E11.3")).to_be_focused()
    page.keyboard.press("End")
    last = below(branch(page, "ICD10CM:E11"))[-1]
    expect(cell(panel, last["curie"])).to_be_focused()
    assert last["isBillable"]
    page.keyboard.press("Enter")
    heading(page).to_have_text(last["name"])


def test_an_address_can_name_what_is_not_there(page: Page) -> None:
    page.goto(f"{address('ICD10CM:E11')}?branch=ICD10CM%3AX")
    panel = page.locator("#tree")
    panel.get_by_role("button", name="Back to E11").click()
    expect(cells(panel).first).to_have_attribute("data-curie", "ICD10CM:E11")


def test_the_text_is_a_list_in_lists(page: Page) -> None:
    panel = opened(page, "ICD10CM:E11")
    panel.get_by_text("As text").click()
    root = branch(page, "ICD10CM:E11")
    entries = [one for entry in below(root) for one in (entry, *below(entry))]
    links = panel.locator(".outline").get_by_role("link")
    expect(links).to_have_text([f"{entry['code']} {entry['name']}" for entry in entries])
    billable = panel.locator(".outline li").filter(has_not=page.locator("ul")).all_text_contents()
    leaves = [entry for entry in entries if not below(entry)]
    assert [text.endswith(", billable") for text in billable] == [entry["isBillable"] for entry in leaves]


def test_it_can_be_taken_along(page: Page) -> None:
    panel = opened(page, "ICD10CM:E11")
    opens_alone(page, panel)
    root = branch(page, "ICD10CM:E11")
    entries = [root, *(one for entry in below(root) for one in (entry, *below(entry)))]
    rows = table(page, panel)
    assert [(row["CURIE"], row["Name"], row["Billable"] == "yes") for row in rows] == [
        (entry["curie"], entry["name"], entry["isBillable"]) for entry in entries
    ]
    assert [int(row["Entries below"]) for row in rows][1] == len(below(below(root)[0]))


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("more", ["", "?branch=all"])
def test_it_is_accessible(page: Page, accessible: Accessible, more: str) -> None:
    panel = opened(page, "ICD10CM:S72.001A", more)
    panel.get_by_text("As text").click()
    accessible()


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_two_columns_fit(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    panel = opened(page, "ICD10CM:E11")
    root = branch(page, "ICD10CM:E11")
    assert curies(panel)[0] == below(root)[0]["curie"]
    svg = picture(panel).bounding_box()
    assert svg
    for text in picture(panel).locator("text").all():
        box = text.bounding_box()
        assert box
        assert box["x"] + box["width"] <= svg["x"] + svg["width"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
