"""What tests of the playground share."""

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.documents import QUERIES

EXAMPLES = sorted(QUERIES.glob("*.graphql"))
NAME_OF = "query NameOf($slug: String!) { procedure(slug: $slug) { name } }"
HIP = {"slug": "total-hip-replacement"}
WRONG = '{\n  procedure(slug: "pelvic-fixation") { nam }\n}'


def link(query: str, **others: str) -> str:
    return f"/graphql?{urlencode({'query': query, **others})}"


def asked(page: Page) -> dict[str, str]:
    """What the address of a page asks."""
    return {name: value for name, [value] in parse_qs(urlsplit(page.url).query).items()}


def opened(page: Page, address: str = "/graphql") -> None:
    """A playground with its editors there and the schema known."""
    with page.expect_response(lambda response: "PlaygroundSchema" in (response.request.post_data or "")) as learned:
        page.goto(address)
    answer = learned.value.json()
    assert "errors" not in answer, answer["errors"]
    expect(editor(page, "Query").locator(".view-line").first).to_be_visible()


def editor(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=f"{name}: Enter goes in")


def response(page: Page) -> Locator:
    return editor(page, "Response").locator(".view-lines")


def cost(page: Page) -> Locator:
    """What the last run cost; there only after it."""
    return page.locator(".cost")


def run(page: Page) -> None:
    page.get_by_role("button", name="Execute query").click()
    expect(cost(page)).to_be_visible()


def write(page: Page, text: str) -> None:
    """Puts a line in place of the query, from the keyboard."""
    editor(page, "Query").press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def title(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
