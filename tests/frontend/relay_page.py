"""What a visitor does on the page of `docs/frontend/typed-client.md`, and what the page's scripts say."""

from playwright.sync_api import Page, expect, sync_playwright

from tests.web.conftest import CHROMIUM


def visit(address: str) -> list[str]:
    """Open the page and read more of both its lists; what its scripts said meanwhile."""
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Pelvic Fixation", timeout=30_000)
        read_more_risks(page)
        read_steps_before(page)
        browser.close()
    return said


def read_more_risks(page: Page) -> None:
    first = ["Infection, of 84 procedures", "Bleeding, of 95 procedures", "Nerve damage, of 24 procedures"]
    risks = page.locator("ul > li")
    expect(risks).to_have_text(first)
    page.get_by_role("button", name="More risks").click()
    expect(page.get_by_role("heading", name="6 of 8 risks")).to_be_visible()
    expect(risks).to_have_count(6)
    assert risks.all_inner_texts()[:3] == first


def read_steps_before(page: Page) -> None:
    steps = page.locator("ol > li")
    expect(steps).to_have_count(2)
    last = steps.all_inner_texts()
    expect(page.locator("ol")).to_have_attribute("start", "6")
    page.get_by_role("button", name="Steps before").click()
    expect(steps).to_have_count(4)
    assert steps.all_inner_texts()[2:] == last
    expect(page.locator("ol")).to_have_attribute("start", "4")
