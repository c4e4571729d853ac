"""A real browser before a real server with all that is shipped.

Each test has a page of its own, in a context that all share. Whatever the browser asks of another origin fails the
test, and so does an error of a script, or a breach of the Content-Security-Policy.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

from graph.model.source_files import ROOT
from serving.application import create_app
from serving.pages import pages_are_built
from serving.settings import Settings
from tests.documents import shipped_store
from tests.serving.live_server import run_server

AXE_FILE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
AXE = AXE_FILE.read_text(encoding="utf-8") if AXE_FILE.is_file() else ""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast"]
"""The rules whose results depend on the colours."""
TRANSITIONS_END = """() => Promise.all(document.getAnimations()
  .filter((animation) => animation instanceof CSSTransition).map((animation) => animation.finished))"""
"""Waits until colours have changed; the cursors of editors blink for ever."""
VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
Scheme = Literal["light", "dark"]
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
    return "" if pages_are_built() and AXE else "the pages are not built: make web"


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


@contextmanager
def new_context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """A context with addresses below the origin of the server."""
    context = browser.new_context(base_url=origin, color_scheme="light", viewport=VIEWPORT)
    context.set_default_timeout(TIMEOUT)
    expect.set_options(timeout=TIMEOUT)
    yield context
    context.close()


@pytest.fixture(scope="session")
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """The context of nearly all tests: they share its HTTP cache."""
    with new_context(browser, origin) as context:
        yield context


@pytest.fixture(scope="session")
def devtools(context: BrowserContext) -> CDPSession:
    """DevTools of a page that stays empty, for what is done between tests."""
    return context.new_cdp_session(context.new_page())


@pytest.fixture(params=["light"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    """The colour scheme of the system when a page loads."""
    scheme: Scheme = request.param
    return scheme


@pytest.fixture
def page(
    context: BrowserContext, devtools: CDPSession, origin: str, watched: Watched, scheme: Scheme
) -> Iterator[Page]:
    """An empty page; at the end it is closed with all that it opened, and what they stored is cleared."""
    others = context.pages
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    page.on("request", watched.on_request)
    page.on("console", watched.on_console)
    page.on("pageerror", lambda error: watched.wrong.append(str(error)))
    yield page
    for opened in context.pages:
        if opened not in others:
            opened.close()
    context.clear_permissions()
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "cookies,local_storage,indexeddb"})
    assert not watched.wrong


Accessible = Callable[..., None]


@pytest.fixture
def accessible(page: Page, scheme: Scheme) -> Accessible:
    """Checks what is on the page now by all rules, and its contrasts in dark colours, too.

    With `reloads`, a page takes its colours only when it loads: then a test has to be run for both schemes.
    """

    def check(*, reloads: bool = False) -> None:
        page.evaluate(AXE)
        assert _violations(page, RULES if scheme == "light" else CONTRAST) == []
        if not reloads:
            page.emulate_media(color_scheme="dark")
            page.evaluate(TRANSITIONS_END)
            assert _violations(page, CONTRAST) == []

    return check


def _violations(page: Page, rules: Sequence[str]) -> list[str]:
    """What axe finds, each violation with some of the elements it is about."""
    found = page.evaluate("rules => axe.run({ runOnly: rules, resultTypes: ['violations'] })", rules)
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:4]]}"
        for one in found["violations"]
    ]
