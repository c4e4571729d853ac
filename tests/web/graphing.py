"""What tests of the graph view share."""

from playwright.sync_api import Locator, Page, expect

START = "/graph?of=PAGE%3Apelvic-fixation"


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
