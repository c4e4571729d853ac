"""A page for a node of every kind, as the schema has it; codes that are not there; a network that is not there."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from graph.model.ontology import ONTOLOGY
from tests.web.asking import ask
from tests.web.conftest import Accessible, Watched


def address(curie: str) -> str:
    """The page of a node."""
    return f"/node/{quote(curie, safe='')}"


def heading(page: Page) -> Any:
    """What the heading of the page is expected to be."""
    return expect(page.get_by_role("heading", level=1))


@pytest.mark.parametrize("kind", ONTOLOGY.node_kinds, ids=lambda kind: kind.name)
def test_the_first_node_of_every_kind_has_a_page(page: Page, kind: Any) -> None:
    of_part = f'procedure(slug: "pelvic-fixation") {{ {kind.plural}(first: 1) {{ nodes {{ curie name }} }} }}'
    lists = f"{kind.plural}(first: 1) {{ nodes {{ curie name }} }}"
    answer = ask(page, f"{{ {of_part if kind.is_part else lists} }}")
    (nodes,) = (answer["procedure"] if kind.is_part else answer).values()
    for node in nodes["nodes"]:
        page.goto(address(node["curie"]), wait_until="networkidle")
        heading(page).to_have_text(node["name"])
        expect(page.locator(".node-page .what")).to_contain_text(node["curie"])
        expect(page.locator(".node-page .panel").first).to_be_visible()
        expect(page.locator(".failed")).to_have_count(0)


def test_a_relation_says_how_many_there_are_and_shows_more(page: Page) -> None:
    asked = 'query { risk(curie: "RISK:bleeding") { procedures(first: 1000) { totalCount nodes { name } } } }'
    procedures = ask(page, asked)["risk"]["procedures"]
    page.goto(address("RISK:bleeding"))
    panel = page.locator("#procedures")
    expect(panel.get_by_role("heading")).to_have_text(f"Procedures {procedures['totalCount']}")
    links = panel.locator("li > a.node")
    expect(links).to_have_count(10)
    panel.get_by_role("button", name=f"Show all {procedures['totalCount']}").click()
    expect(links).to_have_text([node["name"] for node in procedures["nodes"]])
    expect(page).to_have_url(re.compile(r"\?procedures=1$"))
    page.reload()
    expect(links).to_have_count(procedures["totalCount"])


def test_a_long_relation_comes_in_pages(page: Page) -> None:
    page.goto(address("PCSSYSTEM:0F"))
    links = page.locator("#codes li > a.node")
    expect(links).to_have_count(10)
    for shown in (110, 210):
        page.get_by_role("button", name="Show 100 more").click()
        expect(links).to_have_count(shown)
    assert len(set(links.all_text_contents())) == 210


def test_what_an_edge_says_and_where_it_comes_from_is_shown(page: Page) -> None:
    page.goto(address("LAY:heart-attack"))
    panel = page.locator("#means")
    expect(panel).to_contain_text("Predicate: exact match")
    panel.locator("summary").first.click()
    expect(panel.locator("blockquote").first).to_contain_text("LAY:heart-attack")


def test_properties_are_those_of_the_schema(page: Page) -> None:
    definition = ask(page, '{ rootOperation(curie: "PCSOPERATION:0T") { definition } }')["rootOperation"]["definition"]
    page.goto(address("PCSOPERATION:0T"))
    expect(page.locator("#about dl > div", has_text="Definition").locator("dd")).to_have_text(definition)


def test_every_panel_opens_its_query_which_runs(page: Page) -> None:
    page.goto(address("INDICATION:scoliosis"))
    links = page.get_by_role("link", name="Show me the query")
    expect(links.first).to_be_visible()
    for link in links.all():
        asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
        assert ask(page, asked["query"][0], **json.loads(asked["variables"][0]))["byCurie"]


@pytest.mark.parametrize(
    ("curie", "nearest"),
    [
        ("ICD10CM:E11.99", "E11.9 Type 2 diabetes mellitus without complications"),
        ("ICD10PCS:0FT44Z9", "0FT44ZZ Resection of Gallbladder, Percutaneous Endoscopic Approach"),
        ("RISK:infectoin", "Infection"),
        ("E11.9", "E11.9 Type 2 diabetes mellitus without complications"),
        ("PAGE:pelvic", "Pelvic Fixation"),
    ],
)
def test_an_unknown_code_offers_the_nearest(page: Page, curie: str, nearest: str) -> None:
    page.goto(address(curie))
    heading(page).to_have_text(f"The graph has no {curie}")
    page.locator("#nearest").get_by_role("link", name=nearest).first.click()
    heading(page).to_contain_text(nearest.split(" ", 1)[-1])


def test_a_network_that_breaks_off_is_told_and_can_be_tried_again(page: Page, watched: Watched) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/graphql", refuse)
    page.goto(address("RISK:infection"))
    alert = page.locator("main").get_by_role("alert")
    expect(alert).to_contain_text("The service cannot be reached.")
    page.unroute("**/graphql", refuse)
    alert.get_by_role("button", name="Try again").click()
    heading(page).to_have_text("Infection")
    watched.expect("ERR_FAILED")


@pytest.mark.parametrize(
    ("curie", "panel"),
    [
        ("PAGE:pelvic-fixation", "#mappings"),
        ("PAGE:myomectomy", "#resembling li"),
        ("ICD10CM:E11", "#nearest li"),
        ("ICD10PCS:0FT44ZZ", "#crosswalks"),
        ("RISK:infection", "#procedures"),
        ("SECTION:pelvic-fixation/summary", "#about"),
        ("ICD10CM:E11.99", "#nearest li"),
    ],
)
def test_pages_are_accessible(page: Page, accessible: Accessible, curie: str, panel: str) -> None:
    page.goto(address(curie))
    expect(page.locator(panel).first).to_be_visible()
    for summary in page.locator("main summary").all()[:3]:
        summary.click()
    accessible()


@pytest.mark.parametrize("curie", ["PAGE:cataract-surgery", "ICD10CM:E11.9", "ICD10PCS:0FT44ZZ", "LAY:heart-attack"])
def test_pages_fit_a_small_phone(page: Page, curie: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address(curie))
    expect(page.locator(".node-page .panel").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
