"""The explorer and the playground of a server that wants an API key, which a browser asks its user for."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
from playwright.sync_api import Browser, Page, expect

from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.live_server import run_server
from tests.web.playing import editor, link, response, run
from tests.world import world_graph

KEY = "the-key-of-a-clinic-1"


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """The address of a server that wants a key."""
    settings = Settings(api_keys=(sha256(KEY.encode()).digest(),))
    with run_server(create_app(settings, store_of(world_graph()))) as running:
        yield f"http://127.0.0.1:{running.port}"


@pytest.fixture(params=[KEY, "a-key-that-nobody-has"], ids=["key", "wrong key"])
def keyed(browser: Browser, guarded: str, request: pytest.FixtureRequest) -> Iterator[tuple[Page, bool]]:
    """A page of a browser whose user gives a key as the password, and whether it is right."""
    credentials = {"username": "anyone", "password": request.param}
    context = browser.new_context(base_url=guarded, http_credentials=credentials)  # type: ignore[arg-type]
    yield context.new_page(), request.param == KEY
    context.close()


def test_the_explorer_shows_data_to_who_has_a_key(keyed: tuple[Page, bool]) -> None:
    page, has_key = keyed
    page.goto("/search?q=cast")
    expect(page.get_by_role("link", name="Cast", exact=True).first).to_be_visible(visible=has_key)
    if not has_key:
        expect(page.get_by_role("alert").first).to_be_visible()


def test_the_playground_runs_queries_of_who_has_a_key(guarded: str, browser: Browser) -> None:
    context = browser.new_context(base_url=guarded, http_credentials={"username": "anyone", "password": KEY})
    page = context.new_page()
    page.goto(link("{ risks { totalCount } }"))
    expect(editor(page, "Query").locator(".view-line").first).to_be_visible()
    run(page)
    expect(response(page)).to_contain_text('"totalCount"')
    context.close()
