"""How long the explorer takes to lay out and draw a graph of 300 nodes, measured in Chromium by its User Timing.

    python -m bench.graph_view http://127.0.0.1:8000 [--rounds 5]

A server has to run there. Each round opens a page of its own on a hub, with other hubs expanded and their groups opened
until there are `NODES` in the picture. `reveal` decides what is shown, `layout` gives each node its place, `draw` hands
all to Cytoscape, `label` places the names. The median of each is printed in milliseconds, with that of their sum.
"""

import statistics
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from tests.web.conftest import CHROMIUM

NODES = 300
"""At least so many nodes are in the picture."""
HUB = "RISK:infection"
EXPANDED = ("RISK:bleeding", "ROLE:anesthesiologist", "PAGE:pelvic-fixation", "PAGE:laparoscopic-cholecystectomy")
OPENED = (
    "RISK:infection HAS_RISK in PROCEDURE",
    "RISK:infection MAPS_TO out DIAGNOSIS",
    "RISK:bleeding MAPS_TO out DIAGNOSIS",
    "RISK:bleeding HAS_RISK in PROCEDURE",
)
"""The groups of which all is shown."""
_MEASURED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const cy = document.querySelector("[role=application]")._cyreg.cy;
  const last = new Map(performance.getEntriesByType("measure").map(({ name, duration }) => [name, duration]));
  done({ nodes: cy.nodes().not(".heading").length, edges: cy.edges().length, milliseconds: Object.fromEntries(last) });
})))"""


def measure(browser: Browser, origin: str) -> tuple[int, int, Mapping[str, float]]:
    """Nodes and edges of a picture, and the milliseconds of each step of it.

    Raises:
        ValueError: the picture has too few nodes for the figure to mean something.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    added = [*EXPANDED, *(f"{group} 300" for group in OPENED)]
    page.goto(f"{origin}/graph?{urlencode({'of': HUB, 'depth': 2, 'expanded': added}, doseq=True)}")
    page.get_by_role("application").wait_for()
    page.wait_for_load_state("networkidle")
    found = page.evaluate(_MEASURED)
    page.close()
    if found["nodes"] < NODES:
        raise ValueError(f"{found['nodes']} nodes in the picture; {NODES} are wanted")
    steps = {name.removeprefix("graph: "): spent for name, spent in found["milliseconds"].items()}
    return found["nodes"], found["edges"], {**steps, "sum": sum(steps.values())}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("origin", help="where a server runs")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args(arguments)
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
    ):
        rounds = [measure(browser, chosen.origin) for _ in range(chosen.rounds)]
    nodes, edges, steps = rounds[-1]
    print(f"{nodes} nodes and groups, {edges} edges; medians of {len(rounds)} rounds")
    for step in steps:
        print(f"{step:>8} {statistics.median(spent[step] for _, _, spent in rounds):8.1f} ms")


if __name__ == "__main__":
    main()
