"""A page that is open says that new data is served; it never loads itself anew."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Route, expect

from tests.web.conftest import Accessible, Scheme, new_context

NOTICE = "New data is served."
PAGES = ["/", "/node/RISK%3Ainfection", "/graphql"]
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
SECOND, MINUTE = 1_000, 60_000
_ANSWERED = 30
"""Milliseconds in which something is answered, mostly; no test fails where it is not."""


@pytest.fixture(scope="module")
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """A context of its own: the clock that a test replaces is that of all pages of a context, and stays replaced."""
    with new_context(browser, origin) as context:
        yield context


@pytest.fixture(scope="module")
def devtools(context: BrowserContext) -> CDPSession:
    return context.new_cdp_session(context.new_page())


class Readiness:
    """What `/ready` answers to the page, and how often it was asked."""

    def __init__(self, page: Page) -> None:
        self.version, self.asked = "first", 0
        page.route("**/ready", self._answer)

    def _answer(self, route: Route) -> None:
        self.asked += 1
        if self.version:
            route.fulfill(json={"status": "ready", "version": self.version})
        else:
            route.fulfill(status=204)


@pytest.fixture
def readiness(page: Page) -> Readiness:
    """The page has a clock that stands still, but where a test lets it run."""
    page.clock.install()
    return Readiness(page)


def open_page(page: Page, address: str) -> None:
    with page.expect_response("**/ready"):
        page.goto(address)


def later(page: Page, milliseconds: int) -> None:
    """Let time pass, and some of it in truth: what is asked meanwhile is answered."""
    page.clock.run_for(milliseconds)
    page.wait_for_timeout(_ANSWERED)


def until_noticed(page: Page) -> None:
    """Let half minutes pass until the notice is there."""
    for _ in range(20):
        later(page, MINUTE // 2)
        if page.locator(".new-data").inner_text():
            break
    expect(page.locator(".new-data")).to_contain_text(NOTICE)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
def test_a_notice_says_that_new_data_is_served(
    page: Page, readiness: Readiness, accessible: Accessible, address: str, scheme: Scheme
) -> None:
    open_page(page, address)
    notice = page.locator(".new-data")
    expect(notice).to_have_role("status")
    later(page, MINUTE)
    expect(notice).to_be_empty()
    readiness.version = "second"
    until_noticed(page)
    page.clock.resume()
    accessible(reloads=address == "/graphql")


@pytest.mark.parametrize("address", PAGES)
def test_the_button_loads_the_page_anew_and_is_reached_by_keys(page: Page, readiness: Readiness, address: str) -> None:
    open_page(page, address)
    readiness.version = "second"
    until_noticed(page)
    button = page.locator(".new-data").get_by_role("button", name="Reload")
    expect(button).to_be_visible()
    page.evaluate("() => { window.stayed = true; }")
    later(page, 10 * MINUTE)
    assert page.evaluate("() => window.stayed")  # It does not reload by itself.
    button.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    with page.expect_response("**/ready"):
        page.keyboard.press("Enter")
    assert page.evaluate("() => window.stayed") is None
    later(page, MINUTE)
    expect(page.locator(".new-data")).to_be_empty()


def test_a_page_that_nobody_sees_asks_nothing(page: Page, readiness: Readiness) -> None:
    open_page(page, "/")
    page.evaluate(HIDE, True)
    asked = readiness.asked
    readiness.version = "second"
    later(page, 60 * MINUTE)
    assert readiness.asked == asked
    page.evaluate(HIDE, False)
    expect(page.locator(".new-data")).to_contain_text(NOTICE)


def test_it_asks_each_half_minute_and_no_more_once_it_has_said_so(page: Page, readiness: Readiness) -> None:
    open_page(page, "/")
    for _ in range(5 * 60 // 5):
        later(page, 5 * SECOND)
    assert 8 <= readiness.asked <= 11
    readiness.version = "second"
    until_noticed(page)
    asked = readiness.asked
    later(page, 10 * MINUTE)
    page.evaluate(HIDE, False)
    assert readiness.asked == asked
    expect(page.locator(".new-data").get_by_role("button")).to_have_count(1)


def test_a_service_that_says_nothing_has_no_new_data(page: Page, readiness: Readiness) -> None:
    open_page(page, "/")
    readiness.version = ""
    later(page, MINUTE)
    expect(page.locator(".new-data")).to_be_empty()
    readiness.version = "first"
    later(page, MINUTE)
    expect(page.locator(".new-data")).to_be_empty()
