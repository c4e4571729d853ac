"""The graph view: the picture, the tables that equal it, and the address that says what both show."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web.asking import ask
from tests.web.graphing import (
    OFF_AT_FIRST,
    START,
    click_on,
    counted,
    drawn,
    neighborhood,
    of_kind,
    opened,
    picture,
    places,
    row,
    summary,
    table,
)


def test_it_opens_with_the_neighbourhood(page: Page) -> None:
    opened(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Graph of Pelvic Fixation")
    whole = counted(neighborhood(page))
    expect(summary(page)).to_contain_text(whole)
    nodes, edges = (re.escape(part) for part in whole.split(" and "))
    expect(picture(page)).to_have_accessible_name(re.compile(f"{nodes}, 0 groups and {edges}"))


def test_without_a_node_it_says_how_to_begin(page: Page) -> None:
    page.goto("/graph")
    box = page.get_by_label("Begin with")
    box.fill("scoliosis")
    page.get_by_role("option", name="Scoliosis").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Graph of Scoliosis")


def test_a_click_shows_a_node_and_a_double_click_adds_its_neighbours(page: Page) -> None:
    opened(page)
    whole = counted(neighborhood(page))
    click_on(page, "SETTING:hospital-operating-room")
    expect(page.get_by_role("region", name="Details")).to_contain_text("SETTING:hospital-operating-room")
    expect(summary(page)).to_contain_text(whole)
    x, y = drawn(page)["SETTING:hospital-operating-room"].at
    picture(page).dblclick(position={"x": x, "y": y})
    expect(page).to_have_url(re.compile("expanded=SETTING"))
    expect(summary(page)).not_to_contain_text(whole)
    page.go_back()
    expect(summary(page)).to_contain_text(whole)


def test_the_keys_do_in_the_picture_what_the_pointer_does(page: Page) -> None:
    opened(page)
    picture(page).press("ArrowRight")
    expect(page).to_have_url(re.compile("selected="))
    expect(summary(page)).to_contain_text("selected:")
    name = page.get_by_role("region", name="Details").get_by_role("link").nth(1).inner_text().split(maxsplit=1)[1]
    picture(page).press("p")
    expect(page.get_by_role("region", name="Picked").get_by_role("row").nth(1)).to_contain_text(name)
    picture(page).press("Enter")
    expect(page).to_have_url(re.compile("expanded="))
    picture(page).press("Backspace")
    expect(page).not_to_have_url(re.compile("expanded="))
    picture(page).press("Escape")
    expect(page).not_to_have_url(re.compile("selected="))
    picture(page).press("o")
    expect(page).to_have_url(re.compile("/node/PAGE%3Apelvic-fixation$"))


def test_the_table_expands_and_folds(page: Page) -> None:
    opened(page, f"{START}&view=table&rows=all")
    row(page, "ROLE:neurosurgeon").get_by_role("button", name="Expand").click()
    more = {node["curie"] for node in neighborhood(page, "ROLE:neurosurgeon")["nodes"]}
    nodes = {node["curie"] for node in neighborhood(page)["nodes"]} | more
    expect(summary(page)).to_contain_text(f"{len(nodes)} nodes")
    for curie in more:
        expect(row(page, curie)).to_be_visible()
    row(page, "ROLE:neurosurgeon").get_by_role("button", name="Fold").click()
    expect(summary(page)).to_contain_text(counted(neighborhood(page)))


def test_sections_and_steps_are_off_until_they_are_switched_on(page: Page) -> None:
    opened(page, f"{START}&rows=all")
    whole = neighborhood(page, without=())
    sections = of_kind(whole["nodes"], "SECTION")
    expect(summary(page)).to_contain_text(f"{sections} sections")
    before = places(page)
    assert not any(node.kind in OFF_AT_FIRST for node in drawn(page).values())
    page.get_by_role("checkbox", name=f"Section {sections}", exact=True).check()
    expect(page).to_have_url(re.compile("showKinds=SECTION"))
    expect(summary(page)).not_to_contain_text("sections")
    expect(table(page, "Groups")).to_contain_text(f"+{sections - 6} sections")
    assert places(page).items() >= before.items()


def test_kinds_are_hidden_in_picture_and_tables_alike(page: Page) -> None:
    opened(page, f"{START}&rows=all")
    around = neighborhood(page)
    left = neighborhood(page, without={*OFF_AT_FIRST, "PREPARATION"})
    page.get_by_role("checkbox", name=re.compile(r"^Preparation \d+$")).uncheck()
    expect(summary(page)).to_contain_text(counted(left))
    expect(table(page, "Nodes").get_by_role("row")).to_have_count(len(left["nodes"]) + 1)
    assert len([node for node in drawn(page).values() if node.id in {one["curie"] for one in around["nodes"]}]) == len(
        left["nodes"]
    )
    page.get_by_role("checkbox", name="Has risk").uncheck()
    expect(row(page, "RISK:infection")).to_have_count(0)  # Nothing else leads to it.
    expect(page.get_by_role("checkbox", name=re.compile(r"^Risk \d+$"))).to_be_checked()
    page.get_by_role("button", name="Show all: Kinds of edge").click()
    page.get_by_role("checkbox", name=re.compile(r"^Preparation \d+$")).check()
    expect(picture(page)).to_have_accessible_name(re.compile(f"{len(around['edges'])} edges"))


def test_details_say_where_an_edge_comes_from(page: Page) -> None:
    opened(page, f"{START}&view=table&rows=all")
    page.get_by_role("button", name="Details of Pelvic Fixation, has risk, Infection").click()
    details = page.get_by_role("region", name="Details")
    expect(details).to_contain_text("The harm that it can cause.")
    expect(details.get_by_role("blockquote")).to_have_text("Infection")
    expect(details).to_contain_text("licence MIT")


def test_details_of_a_node_lead_to_its_edges(page: Page) -> None:
    details = opened(page, f"{START}&selected=RISK%3Ainfection").get_by_role("region", name="Details")
    expect(details.get_by_role("heading", name="3 connections")).to_be_visible()
    details.locator("summary", has_text="Pelvic Fixation, has risk, Infection").click()
    expect(details.get_by_role("blockquote")).to_have_text("Infection")
    details.get_by_role("button", name="Has risk Pelvic Fixation").click()
    expect(page).to_have_url(re.compile(r"selected=HAS_RISK\+PAGE"))


def test_an_address_shows_the_same_again(page: Page) -> None:
    opened(page, f"{START}&hideKinds=BENEFIT")
    row(page, "INDICATION:scoliosis").get_by_role("button", name="Expand").click()
    row(page, "INDICATION:scoliosis").get_by_role("checkbox", name="Pick Scoliosis").check()
    expect(page).to_have_url(re.compile("picked=INDICATION"))
    before, said = exported(page, "SVG"), summary(page).inner_text()
    page.reload()
    expect(summary(page)).to_have_text(said)
    expect(picture(page)).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^Benefit"))).not_to_be_checked()
    assert exported(page, "SVG") == before


def exported(page: Page, form: str) -> bytes:
    """A file that the browser made."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Export as {form}").click()
    return Path(download.value.path()).read_bytes()


def test_what_is_shown_can_be_taken_along(page: Page) -> None:
    opened(page)
    png = exported(page, "PNG")
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) > 500
    shown = neighborhood(page)["nodes"]
    svg = exported(page, "SVG")
    assert svg.count(b"<polygon") == len(shown)
    assert b"Poor wound healing</text>" in svg
    elements = json.loads(exported(page, "Cytoscape JSON"))["elements"]
    assert len(elements["nodes"]) == len(shown)
    answer = json.loads(exported(page, "GraphQL JSON"))["data"]["neighborhood"]
    assert {node["kind"] for node in answer["nodes"]} & {"RISK", "SECTION"} == {"RISK"}


def test_the_picture_turns_dark_with_the_page(page: Page) -> None:
    opened(page)
    light = re.search(rb"<text[^>]* fill=\"([^\"]+)", exported(page, "SVG"))
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = re.search(rb"<text[^>]* fill=\"([^\"]+)", exported(page, "SVG"))
    assert light
    assert dark
    assert light[1] != dark[1]


def test_the_query_behind_it_can_be_asked(page: Page) -> None:
    opened(page)
    link = page.get_by_role("region", name="Picture").get_by_role("link", name="Show me the query")
    query = page.evaluate(
        "href => Object.fromEntries(new URL(href, location.origin).searchParams)", link.get_attribute("href")
    )
    answer = ask(page, query["query"], **json.loads(query["variables"]))
    assert len(answer["neighborhood"]["nodes"]) == len(neighborhood(page, without=())["nodes"])
