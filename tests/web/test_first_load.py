"""What the first page costs: script to load, and time from a key to what it finds."""

from statistics import median
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, Response, expect

from tests.web.asking import ask
from tests.web.conftest import Accessible

MOST_SCRIPT = 30_000
"""Bytes, as they are transferred."""
LONGEST_WAIT = 150
"""Milliseconds from a key to the options that it brings, painted."""
LETTERS = "ghkasbc"
WATCH = """() => {
  window.waits = [];
  addEventListener("keydown", ({ key }) => {
    if (key.length !== 1) return;
    const pressed = performance.now();
    const seen = new MutationObserver(() => {
      if (!document.querySelector("[role=option]")) return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => window.waits.push(performance.now() - pressed)));
    });
    seen.observe(document.body, { childList: true, subtree: true });
  }, true);
}"""


def test_the_first_page_loads_little_script(page: Page) -> None:
    scripts: list[Response] = []
    page.on("response", lambda answer: scripts.append(answer) if answer.request.resource_type == "script" else None)
    page.goto("/", wait_until="networkidle")
    expect(page.get_by_text("What is in the graph")).to_be_visible()
    assert scripts
    assert all(len(script.body()) < 1024 or script.headers["content-encoding"] == "gzip" for script in scripts)
    assert sum(script.request.sizes()["responseBodySize"] for script in scripts) < MOST_SCRIPT


def test_suggestions_are_painted_soon_after_the_first_letter(page: Page) -> None:
    page.goto("/")
    page.evaluate(WATCH)
    box = page.get_by_role("combobox")
    for number, letter in enumerate(LETTERS, 1):
        box.press(letter)
        page.wait_for_function("number => window.waits.length === number", arg=number)
        box.fill("")
        expect(page.get_by_role("option")).to_have_count(0)
    assert median(page.evaluate("window.waits")) < LONGEST_WAIT


def test_the_first_page_says_how_much_there_is(page: Page) -> None:
    page.goto("/")
    graph = page.get_by_role("region", name="What is in the graph")
    answer = ask(page, "{ meta { nodeCounts { kind count } } }")
    counts = {one["kind"]: one["count"] for one in answer["meta"]["nodeCounts"]}
    expect(graph).to_contain_text(f"{sum(counts.values()):,} nodes")
    expect(graph.locator("dd")).to_have_count(len(counts))
    expect(graph.locator("dl div").filter(has_text="Diagnosis group")).to_contain_text(f"{counts['DIAGNOSIS_GROUP']:,}")


def test_everything_to_begin_with_is_there(page: Page) -> None:
    page.goto("/")
    links = page.get_by_role("region", name="Where to begin").get_by_role("link")
    expect(links).to_have_count(8)
    addresses = [str(link.get_attribute("href")) for link in links.all()]
    nodes = [address.removeprefix("/node/") for address in addresses if address.startswith("/node/")]
    for node in nodes:
        assert ask(page, "query ($curie: String!) { byCurie(curie: $curie) { name } }", curie=unquote(node))["byCurie"]


def test_the_first_page_is_accessible_with_its_counts(page: Page, accessible: Accessible) -> None:
    page.goto("/")
    expect(page.get_by_text("Licences: ")).to_be_visible()
    accessible()


def test_nothing_is_wider_than_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/")
    expect(page.get_by_text("Licences: ")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.get_by_role("banner").bounding_box() == {
        "x": 0,
        "y": 0,
        "width": 320,
        "height": pytest.approx(60, abs=12),
    }
