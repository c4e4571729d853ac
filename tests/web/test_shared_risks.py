"""The bars of shared risks have the lengths that the API says."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask
from tests.web.conftest import Accessible
from tests.web.exporting import labels, opens_alone, picture, table
from tests.web.test_node import address, heading

CABG = "PAGE:coronary-artery-bypass-grafting"
PROCEDURES = [CABG, "PAGE:pelvic-fixation", "PAGE:myomectomy", "PAGE:cataract-surgery", "PAGE:polysomnography"]
QUERY = """query($curie: String!) {
  procedure(curie: $curie) {
    risks { nodes { curie name procedures(first: 0) { totalCount } } }
    similar { nodes { name risks { nodes { curie } } } }
  }
  procedures(where: { hasPage: { equals: true } }, first: 0) { totalCount }
}"""


def found(page: Page, curie: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """The risks with who has them, those that resemble the procedure and have risks, and how many there are at all."""
    answer = ask(page, QUERY, curie=curie)
    similar = [one for one in answer["procedure"]["similar"]["nodes"] if one["risks"]["nodes"]]
    for risk in answer["procedure"]["risks"]["nodes"]:
        risk["who"] = [one["name"] for one in similar if {"curie": risk["curie"]} in one["risks"]["nodes"]]
    return answer["procedure"]["risks"]["nodes"], similar, answer["procedures"]["totalCount"]


def opened(page: Page, curie: str = CABG) -> Locator:
    page.goto(address(curie))
    panel = page.locator("#shared-risks")
    expect(picture(panel)).to_be_visible()
    return panel


@pytest.mark.parametrize("curie", [CABG, "PAGE:laparoscopic-cholecystectomy"])
@pytest.mark.parametrize("wide", [1280, 390])
def test_no_words_are_cut_at_the_edge(page: Page, curie: str, wide: int) -> None:
    """Also of a procedure that none resembles, whose only shares are in bold."""
    page.set_viewport_size({"width": wide, "height": 900})
    drawn = picture(opened(page, curie))
    whole = drawn.bounding_box()
    assert whole
    boxes = [text.bounding_box() for text in drawn.locator("text").all()]
    assert boxes
    edge = whole["x"] + whole["width"]
    assert [box for box in boxes if box and (box["x"] + box["width"] > edge + 1 or box["x"] < whole["x"] - 1)] == []


def width(bar: Locator) -> float:
    box = bar.bounding_box()
    assert box
    return box["width"]


@pytest.mark.parametrize("curie", PROCEDURES)
def test_each_risk_has_the_bars_that_the_api_says(page: Page, curie: str) -> None:
    panel = opened(page, curie)
    risks, similar, all_procedures = found(page, curie)
    expect(picture(panel).locator("a")).to_have_count(len(risks))
    for risk in risks:
        link = picture(panel).locator("a", has_text=re.compile(f"^{re.escape(risk['name'])}:"))
        tracks = [width(track) for track in link.locator(".track").all()]
        *among, everywhere = [width(bar) for bar in link.locator(".quiet").all()] if similar else [0.0]
        if similar:
            assert not among
            pieces = link.locator(".hued")
            expect(pieces).to_have_count(len(risk["who"]))
            expect(link).to_contain_text(f"{len(risk['who'])} of {len(similar)} similar")
            for piece in pieces.all():
                assert width(piece) == pytest.approx(tracks[0] / len(similar), abs=3)
        else:
            everywhere = width(link.locator(".hued"))
        share = risk["procedures"]["totalCount"] / all_procedures
        assert everywhere / tracks[-1] == pytest.approx(share, abs=0.02)
        expect(link).to_contain_text(f"{risk['procedures']['totalCount']} of {all_procedures} procedures")


def test_those_come_first_that_most_similar_procedures_share(page: Page) -> None:
    panel = opened(page)
    risks, _, _ = found(page, CABG)
    order = sorted(risks, key=lambda risk: (-len(risk["who"]), -risk["procedures"]["totalCount"]))
    assert [label.split(":")[0] for label in labels(picture(panel).locator("a"))] == [risk["name"] for risk in order]


def test_a_bar_leads_to_all_that_have_the_risk(page: Page) -> None:
    panel = opened(page)
    link = picture(panel).locator("a").first
    name = labels(link)[0].split(":")[0]
    link.focus()
    page.keyboard.press("Enter")
    heading(page).to_have_text(name)
    expect(page).to_have_url(re.compile("#procedures$"))


def test_the_text_and_the_file_say_who(page: Page) -> None:
    panel = opened(page)
    risks, similar, all_procedures = found(page, CABG)
    opens_alone(page, panel)
    panel.get_by_text("As text").click()
    for row in table(page, panel):
        (risk,) = (risk for risk in risks if risk["curie"] == row["CURIE"])
        assert row["Which"] == "; ".join(risk["who"])
        assert row["Similar procedures"] == f"{len(risk['who'])} of {len(similar)}"
        assert row["All procedures"] == f"{risk['procedures']['totalCount']} of {all_procedures}"
        cells = panel.get_by_role("row").filter(has=page.get_by_role("link", name=risk["name"], exact=True))
        expect(cells.get_by_role("cell")).to_have_text(list(row.values())[:4])


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
def test_they_are_accessible(page: Page, accessible: Accessible) -> None:
    opened(page).get_by_text("As text").click()
    accessible()


def test_on_the_narrowest_phone_nothing_is_cut_off(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    panel = opened(page)
    svg = picture(panel).bounding_box()
    assert svg
    for text in picture(panel).locator("text").all():
        box = text.bounding_box()
        assert box
        assert box["x"] + box["width"] <= svg["x"] + svg["width"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
