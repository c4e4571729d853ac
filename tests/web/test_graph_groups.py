"""Groups of the graph view: many neighbours of one kind stand as one, until they are taken out page by page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.graphing import click_on, drawn, neighborhood, opened, picture, places, row, summary, table

INFECTION = "/graph?of=RISK%3Ainfection"
GROUP = "RISK:infection HAS_RISK in PROCEDURE"
PAGE = 12


def procedures(page: Page) -> list[str]:
    """The procedures that have the risk, as the API has them."""
    edges = neighborhood(page, "RISK:infection")["edges"]
    having = (edge for edge in edges if edge["kind"] == "HAS_RISK" and edge["targetCurie"] == "RISK:infection")
    return sorted(edge["sourceCurie"] for edge in having)


def group_row(page: Page, text: str) -> Locator:
    return table(page, "Groups").get_by_role("row").filter(has_text=text)


def test_a_hub_shows_the_first_of_many_and_the_rest_as_a_group(page: Page) -> None:
    opened(page, INFECTION)
    all_of_them = procedures(page)
    assert len(all_of_them) > PAGE
    shown = [curie for curie in all_of_them if curie in drawn(page)]
    assert shown == all_of_them[:6]
    assert drawn(page)[GROUP].label == f"+{len(all_of_them) - 6} procedures"
    expect(group_row(page, f"+{len(all_of_them) - 6} procedures")).to_contain_text("Has risk")
    expect(summary(page)).to_contain_text("2 groups")


def test_a_click_takes_a_page_out_of_a_group_and_nothing_moves(page: Page) -> None:
    opened(page, INFECTION)
    left = len(procedures(page)) - 6
    before = places(page)
    for pages in (1, 2):
        click_on(page, GROUP)
        expect(group_row(page, f"+{left - pages * PAGE} procedures")).to_be_visible()
        after = places(page)
        assert len(after) == len(before) + pages * PAGE
        assert after.items() >= before.items()
    assert len(set(after.values())) == len(after)
    page.get_by_role("region", name="Details").get_by_role("button", name="Collapse").click()
    expect(group_row(page, f"+{left} procedures")).to_be_visible()
    assert places(page) == before


def test_the_keys_open_and_close_a_group(page: Page) -> None:
    opened(page, f"{INFECTION}&selected={GROUP.replace(' ', '+')}")
    left = len(procedures(page)) - 6
    picture(page).press("Enter")
    expect(summary(page)).to_contain_text(f"selected: {left - PAGE} procedures")
    picture(page).press("Backspace")
    expect(summary(page)).to_contain_text(f"selected: {left} procedures")


def test_all_of_a_group_can_be_shown_and_collapsed_from_the_table(page: Page) -> None:
    opened(page, f"{INFECTION}&rows=all")
    all_of_them = procedures(page)
    rows = group_row(page, "procedures")
    rows.get_by_role("button", name=re.compile("^Show all")).click()
    expect(rows).to_contain_text("all procedures")
    for curie in all_of_them:
        expect(row(page, curie)).to_have_count(1)
    assert set(all_of_them) <= set(drawn(page))
    rows.get_by_role("button", name=re.compile("^Collapse")).click()
    expect(rows).to_contain_text(f"+{len(all_of_them) - 6} procedures")


def test_a_hub_that_is_only_met_stays_closed(page: Page) -> None:
    opened(page, "/graph?of=PAGE%3Ahysteroscopy")
    before = places(page)
    page.get_by_role("radio", name="2", exact=True).check()
    expect(table(page, "Groups")).to_be_visible()
    met = drawn(page)[GROUP]
    number = int(re.sub(r"\D", "", met.label))
    assert 0 < len(procedures(page)) - number <= 6  # All but those that are shown for other reasons.
    after = places(page)
    assert after.items() >= before.items()


def test_a_node_that_leads_to_many_kinds_has_them_in_one_group(page: Page) -> None:
    opened(page, f"{INFECTION}&depth=2")
    group = "PAGE:adenoidectomy ANY"
    assert re.fullmatch(r"\+\d+ neighbours", drawn(page)[group].label)
    click_on(page, group)
    expect(page).to_have_url(re.compile("expanded=PAGE%3Aadenoidectomy"))
    expect(row(page, "RISK:bleeding")).to_be_visible()
    assert group not in drawn(page)


_EDGES = """() => document.querySelector("[role=application]")._cyreg.cy.edges()
  .filter((edge) => !edge.id().startsWith("edge ")).length"""
"""How many edges there are besides those to groups."""


@pytest.mark.parametrize("start", ["RISK%3Ainfection", "PAGE%3Apelvic-fixation&depth=2", "ICD10CM%3AS72&depth=2"])
def test_the_tables_say_what_the_picture_shows(page: Page, start: str) -> None:
    opened(page, f"/graph?of={start}&rows=all")
    expect(table(page, "Groups")).to_be_visible()
    shown = [node for node in drawn(page).values() if "heading" not in node.classes]
    groups = [node for node in shown if "group" in node.classes]
    codes = table(page, "Nodes").locator("th code").all_inner_texts()
    assert sorted(codes) == sorted(node.id for node in shown if node not in groups)
    expect(table(page, "Groups").get_by_role("row")).to_have_count(len(groups) + 1)
    edges = page.evaluate(_EDGES)
    expect(table(page, "Edges").get_by_role("row")).to_have_count(edges + 1)
