"""A real browser before a real server with all that is shipped.

Each test has a page of its own. Whatever the browser asks of another origin fails the test, and so does an error of a
script, or a breach of the Content-Security-Policy.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from graph.model.document import ROOT
from serving.application import create_app
from serving.pages import pages_are_built
from serving.settings import Settings
from tests.documents import shipped_store
from tests.serving.live_server import run_server

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TIMEOUT = 30_000
"""Milliseconds after which what did not come will not: nothing on a quiet machine takes a tenth of that."""
_MUST = os.environ.get("CI") == "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser, or without pages, all of these tests are skipped; in CI they fail."""
    lacking = _lacking()
    for item in items:
        if lacking and not _MUST and "tests/web/" in item.path.as_posix():
            item.add_marker(pytest.mark.skip(reason=lacking))


def _lacking() -> str:
    if not CHROMIUM:
        return "no Chromium: on Debian, apt install chromium"
    return "" if pages_are_built() and AXE.is_file() else "the pages are not built: make web"


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    """The address of the server."""
    if lacking := _lacking():
        pytest.fail(lacking)
    with run_server(create_app(Settings(), shipped_store())) as running:
        yield f"http://127.0.0.1:{running.port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if lacking := _lacking():
        pytest.fail(lacking)
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
    ):
        yield browser


@dataclass
class Watched:  # No slots: Playwright keeps something of its own in it.
    """What went wrong on a page; a test may take from it what it provoked."""

    origin: str
    wrong: list[str] = field(default_factory=list)

    def expect(self, text: str) -> None:
        """Something with this text went wrong, and had to."""
        expected = [said for said in self.wrong if text in said]
        assert expected
        self.wrong = [said for said in self.wrong if said not in expected]

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "blob:", "data:")):
            self.wrong.append(f"asked {request.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{message.type}: {message.text}")


@pytest.fixture
def watched(origin: str) -> Watched:
    return Watched(origin)


@pytest.fixture(params=["light"])
def scheme(request: pytest.FixtureRequest) -> str:
    """The colours that the system asks for; a test may ask for both."""
    return str(request.param)


@pytest.fixture
def page(browser: Browser, origin: str, watched: Watched, scheme: str) -> Iterator[Page]:
    """An empty page; addresses are below the origin of the server."""
    context = browser.new_context(
        base_url=origin, color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(TIMEOUT)
    expect.set_options(timeout=TIMEOUT)
    page = context.new_page()
    page.on("request", watched.on_request)
    page.on("console", watched.on_console)
    page.on("pageerror", lambda error: watched.wrong.append(str(error)))
    yield page
    context.close()
    assert not watched.wrong


Accessible = Callable[[], None]


@pytest.fixture
def accessible(page: Page) -> Accessible:
    """Checks what is on the page now."""

    def check() -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
        said = [
            f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:4]]}"
            for one in found["violations"]
        ]
        assert not said

    return check
