"""What the tests of the search have in common."""

from playwright.sync_api import Locator, Page, expect

QUERIES = "**/graphql"


def box(page: Page) -> Locator:
    """The box of the whole site."""
    return page.get_by_role("combobox", name="Search all medical codes")


def options(page: Page) -> Locator:
    """What the box suggests, and the way to all results."""
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def heading(page: Page) -> Locator:
    """What the page is about."""
    return page.get_by_role("heading", level=1)


def typed(page: Page, text: str) -> None:
    """Typed into the box of the first page, and answered."""
    page.goto("/")
    box(page).press_sequentially(text)
    expect(page.get_by_role("option", name=f"All results for “{text}”")).to_be_visible()
