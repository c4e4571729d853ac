"""The graph view: the picture, the tables that equal it, and the address that says what both show."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web.graphing import START, counted, neighborhood, of_kind, opened, picture, row, summary


def test_it_opens_with_the_neighbourhood(page: Page) -> None:
    opened(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Graph of Pelvic Fixation")
    whole = counted(neighborhood(page))
    expect(summary(page)).to_contain_text(whole)
    expect(picture(page)).to_have_accessible_name(re.compile(whole))


def test_without_a_node_it_says_how_to_begin(page: Page) -> None:
    page.goto("/graph")
    box = page.get_by_label("Begin with")
    box.fill("scoliosis")
    page.get_by_role("option", name="Scoliosis").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Graph of Scoliosis")


ONLY_ITS_SETTING = "".join(
    f"&hideKinds={kind}"
    for kind in (
        "SECTION PREPARATION RISK INDICATION ROLE STEP RECOVERY BENEFIT PROCEDURE_TABLE ALTERNATIVE PROCEDURE "
        "EXPRESSION CATEGORY DIAGNOSIS_GROUP"
    ).split()
)
"""All but one node are hidden, which therefore stands in the middle of the picture."""


def click_the_middle(page: Page) -> None:
    page.get_by_role("button", name="Fit").click()
    picture(page).click()


def test_a_click_expands_a_node_and_back_takes_its_neighbours_away(page: Page) -> None:
    opened(page, START + ONLY_ITS_SETTING)
    around = neighborhood(page)
    of_all = f"of {len(around['nodes'])} and {len(around['edges'])}"
    expect(summary(page)).to_contain_text(f"1 node and 0 edges {of_all}")
    click_the_middle(page)
    expect(page).to_have_url(re.compile("expanded=SETTING"))
    expect(page.get_by_role("region", name="Details")).to_contain_text("SETTING:hospital-operating-room")
    expect(summary(page)).not_to_contain_text(of_all)
    page.go_back()
    expect(summary(page)).to_contain_text(of_all)


def test_a_double_click_opens_the_page_of_a_node(page: Page) -> None:
    opened(page, START + ONLY_ITS_SETTING)
    page.get_by_role("button", name="Fit").click()
    picture(page).dblclick()
    expect(page).to_have_url(re.compile("/node/SETTING%3Ahospital-operating-room$"))


def test_the_keys_do_in_the_picture_what_the_pointer_does(page: Page) -> None:
    opened(page)
    picture(page).press("ArrowRight")
    expect(page).to_have_url(re.compile("selected="))
    expect(summary(page)).to_contain_text("selected:")
    name = page.get_by_role("region", name="Details").get_by_role("link").nth(1).inner_text().split(maxsplit=1)[1]
    picture(page).press("p")
    expect(page.get_by_role("region", name="Path").get_by_role("listitem")).to_contain_text(name)
    picture(page).press("Enter")
    expect(page).to_have_url(re.compile("expanded="))
    picture(page).press("Escape")
    expect(page).not_to_have_url(re.compile("selected="))
    picture(page).press("o")
    expect(page).to_have_url(re.compile("/node/PAGE%3Apelvic-fixation$"))


def test_the_table_expands_and_folds(page: Page) -> None:
    opened(page, f"{START}&view=table&rows=all")
    row(page, "RISK:nerve-damage").get_by_role("button", name="Expand").click()
    expect(row(page, "PAGE:total-hip-replacement")).to_be_visible()
    expect(summary(page)).to_contain_text(counted(neighborhood(page, "RISK:nerve-damage")))
    row(page, "RISK:nerve-damage").get_by_role("button", name="Fold").click()
    expect(summary(page)).to_contain_text(counted(neighborhood(page)))


def test_kinds_are_hidden_in_picture_and_table_alike(page: Page) -> None:
    opened(page, f"{START}&view=table&rows=all")
    around = neighborhood(page)
    nodes = len(around["nodes"]) - of_kind(around["nodes"], "SECTION")
    edges = len(around["edges"]) - of_kind(around["edges"], "HAS_SECTION") - of_kind(around["edges"], "HAS_RISK")
    page.get_by_role("checkbox", name="Section 17", exact=True).uncheck()
    page.get_by_role("checkbox", name="Has risk").uncheck()
    expect(summary(page)).to_contain_text(f"{nodes} nodes and {edges} edges of ")
    expect(page.get_by_role("region", name="Nodes").get_by_role("row")).to_have_count(nodes + 1)
    page.get_by_role("radio", name="Picture").check()
    expect(picture(page)).to_have_accessible_name(re.compile(f"{nodes} nodes and {edges} edges"))
    page.get_by_role("button", name="Show all: Kinds of node").click()
    page.get_by_role("button", name="Show all: Kinds of edge").click()
    expect(picture(page)).to_have_accessible_name(re.compile(counted(around)))


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


def test_a_path_between_two_picked_nodes(page: Page) -> None:
    opened(page, f"{START}&view=table&hideKinds=PROCEDURE")
    row(page, "RISK:infection").get_by_role("button", name="Pick").click()
    row(page, "PREPARATION:fasting").get_by_role("button", name="Pick").click()
    path = page.get_by_role("region", name="Path")
    expect(path).to_contain_text("no path of at most 6 edges between them through what is not hidden")
    page.get_by_role("checkbox", name=re.compile(r"^Procedure \d+$")).check()
    expect(path.get_by_role("list", name="The path").get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name=re.compile(r"^Show all \d+ nodes$")).click()  # What a path adds stands last.
    expect(page.get_by_role("region", name="Nodes").get_by_text("on the path")).to_have_count(3)
    expect(page.get_by_role("region", name="Edges").get_by_text("on the path")).to_have_count(2)


def test_what_is_on_a_path_is_added(page: Page) -> None:
    opened(page, f"{START}&picked=PAGE%3Apelvic-fixation&picked=PAGE%3Aballoon-kyphoplasty")
    nodes = len(neighborhood(page)["nodes"])
    expect(summary(page)).to_contain_text(f"{nodes + 1} nodes")
    path = page.get_by_role("list", name="The path")
    expect(path.get_by_role("listitem")).to_have_count(3)
    page.get_by_label("First").select_option("the most informative")
    expect(path.get_by_role("listitem")).to_have_count(5)
    expect(summary(page)).to_contain_text(f"{nodes + 2} nodes")


def test_an_address_shows_the_same_again(page: Page) -> None:
    opened(page, f"{START}&view=table&rows=all&hideKinds=SECTION")
    row(page, "INDICATION:scoliosis").get_by_role("button", name="Expand").click()
    row(page, "INDICATION:scoliosis").get_by_role("button", name="Pick").click()
    page.get_by_role("radio", name="Picture").check()
    expect(summary(page)).not_to_contain_text(f"of {len(neighborhood(page)['nodes'])} ")
    expect(picture(page)).to_be_visible()
    before, said = exported(page, "SVG"), summary(page).inner_text()
    page.reload()
    expect(summary(page)).to_have_text(said)
    expect(picture(page)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Section 17", exact=True)).not_to_be_checked()
    assert exported(page, "SVG") == before


def exported(page: Page, form: str) -> bytes:
    """A file that the browser made."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Export as {form}").click()
    return Path(download.value.path()).read_bytes()


def test_what_is_shown_can_be_taken_along(page: Page) -> None:
    opened(page, f"{START}&hideKinds=SECTION")
    png = exported(page, "PNG")
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) > 500
    around = neighborhood(page)["nodes"]
    shown = len(around) - of_kind(around, "SECTION")
    assert exported(page, "SVG").count(b"<polygon") == shown
    elements = json.loads(exported(page, "Cytoscape JSON"))["elements"]
    assert len(elements["nodes"]) == shown
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


def test_the_query_behind_it_can_be_asked(page: Page, origin: str) -> None:
    opened(page)
    link = page.get_by_role("region", name="Picture").get_by_role("link", name="Show me the query")
    query = page.evaluate(
        "href => Object.fromEntries(new URL(href, location.origin).searchParams)", link.get_attribute("href")
    )
    answer = page.request.post(
        f"{origin}/graphql", data={"query": query["query"], "variables": json.loads(query["variables"])}
    )
    assert len(answer.json()["data"]["neighborhood"]["nodes"]) == len(neighborhood(page)["nodes"])
