"""Nodes picked in the graph view, by lasso or by boxes: as a table, as files, as a query; the path between two."""

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask
from tests.web.graphing import START, drawn, neighborhood, opened, picture, row, summary, table

RISKS = ["RISK:bleeding", "RISK:blood-clots"]


def picked(page: Page) -> Locator:
    return page.get_by_role("region", name=re.compile("^Picked"))


def draw_around(page: Page, curies: list[str]) -> None:
    """A line by the mouse around some nodes of the picture."""
    page.get_by_role("button", name="Lasso").click()
    picture(page).scroll_into_view_if_needed()
    box = picture(page).bounding_box()
    assert box
    at = [drawn(page)[curie].at for curie in curies]
    left, right = min(x for x, _ in at) - 6, max(x for x, _ in at) + 6
    top, bottom = min(y for _, y in at) - 6, max(y for _, y in at) + 6
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    page.mouse.move(box["x"] + left, box["y"] + top)
    page.mouse.down()
    for x, y in corners:
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    page.mouse.up()


def test_a_lasso_picks_what_is_within(page: Page) -> None:
    opened(page)
    draw_around(page, RISKS)
    expect(picked(page).get_by_role("row")).to_have_count(len(RISKS) + 1)
    for curie in RISKS:
        expect(picked(page)).to_contain_text(curie)
        expect(row(page, curie).get_by_role("checkbox")).to_be_checked()
    page.reload()
    expect(picked(page).get_by_role("row")).to_have_count(len(RISKS) + 1)
    picked(page).get_by_role("button", name="Clear").click()
    expect(picked(page).get_by_role("row")).to_have_count(0)


def test_what_is_picked_can_be_taken_along_and_asked_for(page: Page) -> None:
    opened(page)
    for curie in [*RISKS, "PAGE:pelvic-fixation"]:
        row(page, curie).get_by_role("checkbox").check()
    with page.expect_download() as download:
        picked(page).get_by_role("button", name="Export what is picked as GraphQL JSON").click()
    answer = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["data"]["neighborhood"]
    assert {node["curie"] for node in answer["nodes"]} == {*RISKS, "PAGE:pelvic-fixation"}
    assert [edge["kind"] for edge in answer["edges"]] == ["HAS_RISK", "HAS_RISK"]
    href = picked(page).get_by_role("link", name="Query").get_attribute("href")
    query = page.evaluate("href => Object.fromEntries(new URL(href, location.origin).searchParams)", href)
    asked = ask(page, query["query"], **json.loads(query["variables"]))
    assert {node["curie"] for node in asked["neighborhood"]["nodes"]} == {*RISKS, "PAGE:pelvic-fixation"}
    assert {edge["targetCurie"] for edge in asked["neighborhood"]["edges"]} == set(RISKS)


def test_the_query_of_what_is_picked_opens_in_the_playground(page: Page) -> None:
    opened(page, f"{START}&picked=RISK%3Ableeding&picked=RISK%3Ainfection&picked=RISK%3Ablood-clots")
    picked(page).get_by_role("link", name="Query").click()
    expect(page.locator(".view-line").first).to_be_visible()
    expect(page.locator(".view-lines").first).to_contain_text("neighborhood")


def test_a_path_between_two_picked_nodes(page: Page) -> None:
    opened(page, f"{START}&view=table&rows=all&hideKinds=PROCEDURE")
    row(page, "RISK:infection").get_by_role("checkbox").check()
    row(page, "PREPARATION:fasting").get_by_role("checkbox").check()
    path = page.get_by_role("region", name="Path")
    expect(path).to_contain_text("no path of at most 6 edges between them through what is not hidden")
    page.get_by_role("checkbox", name=re.compile(r"^Procedure \d+$")).check()
    expect(path.get_by_role("list", name="The path").get_by_role("listitem")).to_have_count(3)
    expect(table(page, "Nodes").get_by_text("on the path")).to_have_count(3)
    expect(table(page, "Edges").get_by_text("on the path")).to_have_count(2)


def test_what_is_on_a_path_is_added(page: Page) -> None:
    opened(page, f"{START}&picked=PAGE%3Apelvic-fixation&picked=PAGE%3Aballoon-kyphoplasty")
    nodes = len(neighborhood(page)["nodes"])
    expect(summary(page)).to_contain_text(f"{nodes + 1} nodes")
    assert "PAGE:balloon-kyphoplasty" in drawn(page)
    path = page.get_by_role("list", name="The path")
    expect(path.get_by_role("listitem")).to_have_count(3)
    page.get_by_label("First").select_option("the most informative")
    expect(path.get_by_role("listitem")).to_have_count(5)
    expect(summary(page)).to_contain_text(f"{nodes + 2} nodes")
