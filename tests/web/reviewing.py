"""The page of reviews, as a test goes about it."""

from collections.abc import Sequence
from typing import Literal

from playwright.sync_api import Locator, Page, expect

Kind = Literal["diagnoses", "procedures"]
_PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.getElementById(id).dispatchEvent(pasted);
}"""

EXAMPLE = ["S72.001A", "N18.30", "E11.22", "I50", "N17.9"]
"""The codes of the example, in their order: the diagnoses."""


def paste(page: Page, kind: Kind, text: str) -> None:
    """Paste a text into the box of one of the two lists, as from a clipboard."""
    expect(box(page, kind)).to_be_visible()
    page.evaluate(_PASTE, [f"add-{kind}", text])


def box(page: Page, kind: Kind) -> Locator:
    return page.get_by_label(f"Add {kind}")


def rows(page: Page, kind: Kind) -> Locator:
    return page.get_by_role("region", name=kind.capitalize()).locator(".case-row")


def codes(page: Page, kind: Kind) -> list[str]:
    """The codes of one of the two lists, as the page has them now."""
    return [field.input_value() for field in rows(page, kind).locator(".code").all()]


def have_codes(page: Page, kind: Kind, wanted: Sequence[str]) -> None:
    """Wait until one of the two lists has these codes."""
    expect(rows(page, kind)).to_have_count(len(wanted))
    assert codes(page, kind) == list(wanted)


def reviewed(page: Page) -> Locator:
    """What says, to those who hear it, what was found in the case as it is now."""
    done = page.locator(".review[aria-busy=false] .said")
    expect(done).to_contain_text("Found:")
    return done


def example(page: Page) -> None:
    """Open the page with its example, reviewed."""
    page.goto("/review")
    page.get_by_role("button", name="Try an example").click()
    reviewed(page)


def finding(page: Page, rule: str) -> Locator:
    return page.locator(".finding").filter(has=page.locator("strong", has_text=rule)).first
