"""The picture of the graph: names that never touch, edges that stand back, a search, and small screens."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from tests.web.graphing import START, Box, click_on, drawn, opened, picture, summary

STARTS = (
    "PAGE%3Apelvic-fixation",
    "PAGE%3Alaparoscopic-cholecystectomy&depth=2",
    "RISK%3Ainfection",
    "RISK%3Ableeding&depth=2",
    "ROLE%3Aanesthesiologist&depth=2",
    "ICD10CM%3AE11.9&depth=2",
    "ICD10PCS%3A0FT44ZZ",
    "MSDRG%3A470&depth=2",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
MARGIN = 2.5
"""Pixels that Cytoscape adds to the box of a name on each side."""


def painted(page: Page) -> None:
    """Waits until names have followed a zoom, which they do before the next paint."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def overlapping(page: Page) -> list[tuple[str, str]]:
    """The names of the picture that touch one another."""
    shown = [node for node in drawn(page).values() if node.label]
    return [(one.label, other.label) for one, other in combinations(shown, 2) if touch(one.box, other.box)]


def touch(one: Box, other: Box) -> bool:
    """Whether two names have more in common than what Cytoscape adds around them."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 2 * MARGIN and down > 2 * MARGIN


def named(page: Page) -> float:
    """The share of nodes within the picture that have a name."""
    box = picture(page).bounding_box()
    assert box
    inside = [node for node in drawn(page).values() if 0 < node.at[0] < box["width"] and 0 < node.at[1] < box["height"]]
    return sum(bool(node.label) for node in inside) / len(inside)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_no_name_touches_another_at_any_zoom(page: Page, start: str, screen: dict[str, int]) -> None:
    page.set_viewport_size({"width": screen["width"], "height": screen["height"]})
    opened(page, f"/graph?of={start}")
    assert overlapping(page) == []
    for button in ("Fit", "Nearer", "Nearer", "Nearer"):
        page.get_by_role("button", name=button, exact=True).click()
        painted(page)
        assert overlapping(page) == []


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_nearly_everything_in_sight_has_a_name(page: Page, screen: dict[str, int]) -> None:
    page.set_viewport_size({"width": screen["width"], "height": screen["height"]})
    for start in STARTS:
        opened(page, f"/graph?of={start}")
        assert named(page) > 0.85, start


def test_zooming_in_reveals_more(page: Page) -> None:
    opened(page, f"{START}&depth=2")
    picture(page).focus()
    for _ in range(6):
        picture(page).press("-")
    painted(page)
    far = named(page)
    picture(page).press("0")
    page.get_by_role("button", name="Nearer").click()
    painted(page)
    assert named(page) > far


_EDGES = """(id) => document.querySelector("[role=application]")._cyreg.cy.edges().map((edge) => ({
  label: edge.data("label"),
  opacity: Number(edge.style("line-opacity")),
  isAt: edge.connectedNodes().some((node) => node.id() === id),
}))"""


def test_only_the_edges_of_what_is_chosen_stand_out(page: Page) -> None:
    opened(page)
    assert all(edge["opacity"] < 0.6 and not edge["label"] for edge in page.evaluate(_EDGES, ""))
    click_on(page, "RISK:infection")
    expect(summary(page)).to_contain_text("selected: Infection")
    edges = page.evaluate(_EDGES, "RISK:infection")
    assert all((edge["opacity"] == 1) == edge["isAt"] for edge in edges)
    assert "Has risk" in {edge["label"] for edge in edges if edge["isAt"]}  # Those that have room for it.
    assert not any(edge["label"] for edge in edges if not edge["isAt"])


def test_what_is_joined_alike_stands_together(page: Page) -> None:
    opened(page)
    risks = sorted(node.place for node in drawn(page).values() if node.kind == "RISK" and "heading" not in node.classes)
    assert len({x for x, _ in risks}) == 1
    rows = [y for _, y in risks]
    assert rows == [rows[0] + 20 * place for place in range(len(rows))]


def test_the_search_finds_what_is_shown_and_what_groups_hold(page: Page) -> None:
    opened(page, "/graph?of=RISK%3Ainfection")
    page.get_by_label("Find in it").fill("tonsil")
    found = page.get_by_role("search", name="Within the graph")
    expect(found.get_by_role("status")).to_have_text("0 nodes and 1 group with such in it")
    page.get_by_label("Find in it").fill("eye infection")
    expect(found.get_by_role("status")).to_contain_text("1 node")
    found.get_by_role("button", name="Eye infection").click()
    expect(page).to_have_url(re.compile("selected=RISK%3Aeye-infection"))
    aside = [node.id for node in drawn(page).values() if "aside" not in node.classes]
    assert "RISK:eye-infection" in aside
    assert "RISK:sepsis" not in aside


def test_nothing_is_wider_than_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for more in ("", "&depth=2&picked=RISK%3Ainfection&selected=RISK%3Ainfection", "&view=table"):
        opened(page, START + more)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
