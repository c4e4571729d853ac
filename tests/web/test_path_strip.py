"""The path between two nodes as a strip: what is joined to what, in which direction, and who says so."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask
from tests.web.conftest import Accessible
from tests.web.exporting import labels, opens_alone, picture, table
from tests.web.graphing import CURIE, START, opened

OTHER = "PAGE:balloon-kyphoplasty"
PICKED = f"{START}&picked={CURIE.replace(':', '%3A')}&picked={OTHER.replace(':', '%3A')}"
QUERY = """query($from: String!, $to: String!, $by: PathOrder) { path(from: $from, to: $to, maxLength: 6, by: $by) {
  nodes { curie name } edges { kind sourceCurie targetCurie evidence { quote source { title } } }
} }"""


def path(page: Page, by: str = "HOPS") -> Any:
    return ask(page, QUERY, **{"from": CURIE, "to": OTHER, "by": by})["path"]


def strip(page: Page, more: str = "") -> Locator:
    """The panel of the path."""
    opened(page, f"{PICKED}{more}")
    panel = page.get_by_role("region", name="Path", exact=True)
    expect(picture(panel)).to_be_visible()
    return panel


def words(kind: str) -> str:
    return kind.replace("_", " ").lower()


@pytest.mark.parametrize(("more", "by"), [("", "HOPS"), ("&by=informativeness", "INFORMATIVENESS")])
def test_each_edge_is_named_in_its_own_direction(page: Page, more: str, by: str) -> None:
    panel = strip(page, more)
    found = path(page, by)
    names = {node["curie"]: node["name"] for node in found["nodes"]}
    assert labels(panel.locator(".card")) == [node["name"] for node in found["nodes"]]
    for edge, label in zip(found["edges"], labels(panel.locator(".way")), strict=True):
        said = f"{names[edge['sourceCurie']]}, {words(edge['kind'])}: {names[edge['targetCurie']]}"
        assert label.startswith(f"{said}, {len(edge['evidence'])} source")


def test_arrows_point_where_edges_go(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 900})
    panel = strip(page)
    found = path(page)
    for place, edge in enumerate(found["edges"]):
        way = panel.locator(".way").nth(place)
        line, head = (way.locator(f".{part}").bounding_box() for part in ("line", "head"))
        assert line
        assert head
        is_onward = edge["targetCurie"] == found["nodes"][place + 1]["curie"]
        assert (head["x"] > line["x"] + line["width"] / 2) == is_onward


@pytest.mark.parametrize(("width", "rows"), [(800, 1), (320, 3)])
def test_it_is_a_row_and_on_a_phone_a_column(page: Page, width: int, rows: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    panel = strip(page)
    boxes = [card.bounding_box() for card in panel.locator(".card").all()]
    middles = {round(box["y"] + box["height"] / 2) for box in boxes if box}
    assert len(middles) == rows
    assert all(box and box["x"] + box["width"] <= width for box in boxes)


def test_cards_and_edges_are_selected_by_keyboard(page: Page) -> None:
    panel = strip(page)
    panel.locator(".card").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"selected={path(page)['nodes'][1]['curie'].replace(':', '%3A')}"))
    panel.locator(".way").first.focus()
    page.keyboard.press(" ")
    edge = path(page)["edges"][0]
    expect(page).to_have_url(re.compile(f"selected={edge['kind']}"))


def test_the_text_and_the_file_have_the_evidence(page: Page) -> None:
    panel = strip(page)
    opens_alone(page, panel)
    panel.get_by_text("As text").click()
    found = path(page)
    rows = table(page, panel)
    assert [row["CURIE"] for row in rows] == [node["curie"] for node in found["nodes"]]
    items = panel.get_by_role("list", name="The path in words").locator("> li")
    for edge, row, item in zip(found["edges"], rows[1:], items.all()[1:], strict=True):
        quote = edge["evidence"][0]["quote"]
        assert quote in row["Quote"]
        assert edge["evidence"][0]["source"]["title"] in row["Source"]
        assert (row["Direction"] == "onward") == (edge["targetCurie"] == row["CURIE"])
        item.locator("summary").click()
        expect(item.locator("blockquote").first).to_have_text(quote)


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
def test_it_is_accessible(page: Page, accessible: Accessible) -> None:
    strip(page).get_by_text("As text").click()
    accessible(reloads=True)
