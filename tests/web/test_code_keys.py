"""Keys that go through a book of codes, and a click that copies a code."""

from playwright.sync_api import Page, expect

from tests.web.conftest import Accessible
from tests.web.test_node import address, heading


def test_what_is_around_it_is_a_key_away(page: Page) -> None:
    page.goto(address("ICD10CM:E11.65"))
    around = page.get_by_role("navigation", name="Around it in the book")
    expect(around.locator("p")).to_contain_text(["E11.649", "E11.6 ", "E11.69"])
    for key, code in [("ArrowRight", "E11.69"), ("ArrowLeft", "E11.65"), ("ArrowUp", "E11.6"), ("ArrowUp", "E11")]:
        page.keyboard.press(key)
        expect(page.locator(".copy code")).to_have_text(code)
    page.go_back()
    expect(page.locator(".copy code")).to_have_text("E11.6")
    page.goto(address("ICD10PCS:0SR9019"))
    expect(around).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".copy code")).to_have_text("0SR901A")
    page.keyboard.press("ArrowUp")
    heading(page).to_have_text("Replacement, Lower Joints")


def test_keys_stay_with_who_types_scrolls_or_turned_them_off(page: Page) -> None:
    page.goto(address("ICD10CM:E11.65"))
    code = page.locator(".copy code")
    expect(code).to_have_text("E11.65")
    page.get_by_role("combobox").first.press("ArrowRight")
    page.locator("main").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Alt+ArrowUp")
    page.evaluate("scrollTo(0, 600)")
    page.keyboard.press("ArrowUp")
    page.get_by_role("checkbox", name="The key / goes to the search").uncheck()
    page.locator("main").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    expect(code).to_have_text("E11.65")
    page.get_by_role("checkbox", name="The key / goes to the search").check()
    page.locator("main").focus()
    page.keyboard.press("ArrowRight")
    expect(code).to_have_text("E11.69")


def test_the_keys_are_listed(page: Page, accessible: Accessible) -> None:
    page.goto(address("ICD10CM:E11.65"))
    page.get_by_text("Keys", exact=True).click()
    keys = page.locator(".keys dt")
    expect(keys).to_have_text(["←", "→", "↑", "/"])
    expect(keys.first).to_be_visible()
    page.locator("#groups").wait_for()
    accessible()


def test_a_click_copies_the_code(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address("ICD10CM:E11.65"))
    page.get_by_role("button", name="E11.65 Copy the code").click()
    expect(page.locator(".copy").get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "E11.65"


def test_where_the_clipboard_is_closed_the_code_is_marked(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address("ICD10CM:E11.65"))
    page.get_by_role("button", name="E11.65 Copy the code").click()
    expect(page.locator(".copy").get_by_role("status")).to_contain_text("Ctrl+C")
    assert page.evaluate("getSelection().toString()") == "E11.65"
