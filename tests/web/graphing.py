"""What tests of the graph view share."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask

CURIE = "PAGE:pelvic-fixation"
START = "/graph?of=PAGE%3Apelvic-fixation"
NEIGHBORHOOD = """query($of: [String!]!) {
  neighborhood(of: $of, maxNodes: 1000) { nodes { curie kind } edges { kind sourceCurie targetCurie } }
}"""


def neighborhood(page: Page, *more: str) -> Any:
    """The nodes and edges around the node of `START`, and around others, as the API has them."""
    return ask(page, NEIGHBORHOOD, of=[CURIE, *more])["neighborhood"]


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


def row(page: Page, curie: str) -> Locator:
    """A node in the table of nodes; several may have the same name."""
    rows = page.get_by_role("region", name="Nodes").get_by_role("row")
    return rows.filter(has=page.get_by_text(curie, exact=True))
