"""What tests of the graph view share."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask

CURIE = "PAGE:pelvic-fixation"
START = "/graph?of=PAGE%3Apelvic-fixation"
OFF_AT_FIRST = {"SECTION", "STEP", "EXPRESSION", "INDEX_TERM"}
"""Kinds of nodes that are shown only when they are switched on."""
NEIGHBORHOOD = """query($of: [String!]!) {
  neighborhood(of: $of, maxNodes: 1000) { nodes { curie kind } edges { kind sourceCurie targetCurie } }
}"""


def neighborhood(page: Page, curie: str = CURIE, without: Collection[str] = OFF_AT_FIRST) -> Any:
    """The nodes and edges around a node as the API has them, without some kinds of nodes."""
    found = ask(page, NEIGHBORHOOD, of=[curie])["neighborhood"]
    nodes = [node for node in found["nodes"] if node["kind"] not in without]
    left = {node["curie"] for node in nodes}
    edges = [edge for edge in found["edges"] if edge["sourceCurie"] in left and edge["targetCurie"] in left]
    return {"nodes": nodes, "edges": edges}


def of_kind(nodes: list[dict[str, str]], kind: str) -> int:
    """How many nodes, or edges, are of a kind."""
    return sum(node["kind"] == kind for node in nodes)


def counted(subgraph: Any) -> str:
    """Nodes and edges, as the summary says them."""
    return f"{len(subgraph['nodes']):,} nodes and {len(subgraph['edges']):,} edges"


def summary(page: Page) -> Locator:
    """What is shown, in a line."""
    return page.locator(".graph-summary")


def picture(page: Page) -> Locator:
    return page.get_by_role("application")


def opened(page: Page, address: str = START) -> Page:
    """A page on which the graph is shown; what a click starts, no movement delays."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    shown = picture(page) if "view=table" not in address else page.get_by_role("table").first
    expect(shown).to_be_visible(timeout=30_000)
    return page


_BOXES = """() => document.querySelector("[role=application]")._cyreg.cy.nodes().map((node) => ({
  id: node.id(), kind: node.data("kind"), classes: node.classes(), label: node.data("label"),
  x: node.position("x"), y: node.position("y"), at: node.renderedPosition(),
  box: node.renderedBoundingBox({ includeNodes: false, includeEdges: false, includeOverlays: false }),
}))"""
"""What Cytoscape, which registers itself at its element, has drawn."""


Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A node, a group or a heading in the picture; lengths are pixels from the corner of the picture."""

    id: str
    kind: str
    classes: tuple[str, ...]
    label: str
    place: tuple[float, float]
    """Where it stands, whatever the zoom is."""
    at: tuple[float, float]
    box: Box
    """Of its name."""


def drawn(page: Page) -> dict[str, Drawn]:
    """All that the picture shows, by its id."""
    return {
        node["id"]: Drawn(
            node["id"],
            node["kind"],
            tuple(node["classes"]),
            node["label"],
            (node["x"], node["y"]),
            (node["at"]["x"], node["at"]["y"]),
            (node["box"]["x1"], node["box"]["y1"], node["box"]["x2"], node["box"]["y2"]),
        )
        for node in page.evaluate(_BOXES)
    }


def places(page: Page) -> dict[str, tuple[float, float]]:
    """Where everything stands, whatever the zoom is."""
    return {found.id: found.place for found in drawn(page).values()}


def click_on(page: Page, node: str) -> None:
    """A click on a node or a group of the picture."""
    x, y = drawn(page)[node].at
    picture(page).click(position={"x": x, "y": y})


def row(page: Page, curie: str) -> Locator:
    """A node in the table of nodes; several may have the same name."""
    rows = table(page, "Nodes").get_by_role("row")
    return rows.filter(has=page.get_by_text(curie, exact=True))


def table(page: Page, name: str) -> Locator:
    """The table of nodes, of groups or of edges."""
    return page.get_by_role("region", name=re.compile(rf"^{name}\b"))
