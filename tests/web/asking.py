"""What the API says, to be compared with what a page shows."""

from typing import Any

from playwright.sync_api import Page


def ask(page: Page, query: str, /, **variables: object) -> Any:
    """The data of an answer, asked by the browser's own way."""
    # Asked again where the server closed an idle connection just then.
    answer = page.request.post("/graphql", data={"query": query, "variables": variables}, max_retries=2).json()
    assert "errors" not in answer, answer
    return answer["data"]
