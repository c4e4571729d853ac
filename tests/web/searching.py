"""What the tests of the search have in common."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask

QUERIES = "**/graphql"
_SUGGEST = """query($prefix: String!) {
  suggest(prefix: $prefix, first: 12) { field text words node { curie kind name } }
}"""
_SEARCH = """query($query: String!, $kinds: [NodeKind!], $scope: SearchScope, $billable: Boolean! = false) {
  search(query: $query, kinds: $kinds, scope: $scope, billable: $billable) {
    totalCount
    notices { message suggestions }
    facets { scopes { scope count } }
    nodes { words sameAs { procedures node { curie kind name } } node { curie kind name } }
  }
}"""


def found(page: Page, query: str, **variables: object) -> Any:
    """What a search finds, as the API has it."""
    return ask(page, _SEARCH, query=query, **variables)["search"]


def suggested(page: Page, prefix: str) -> list[Any]:
    """What the API suggests, in the order of the box: by kind, the kind of the best hit first."""
    hits = ask(page, _SUGGEST, prefix=prefix)["suggest"]
    kinds = list(dict.fromkeys(hit["node"]["kind"] for hit in hits))
    return sorted(hits, key=lambda hit: kinds.index(hit["node"]["kind"]))


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
    answered = page.locator("form.lookup[data-busy=false]")  # Before, it shows what less of the text suggests.
    expect(answered.filter(has=box(page))).to_have_count(1)
