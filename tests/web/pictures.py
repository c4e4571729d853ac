"""The pictures of the documents, taken of the real pages: `python -m tests.web.pictures` takes them anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from graph.model.source_files import ROOT
from serving.application import create_app
from serving.settings import Settings
from tests.documents import shipped_store
from tests.serving.live_server import run_server
from tests.web.conftest import CHROMIUM

PICTURES = ROOT / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1280, "height": 800}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, what is done on it, and the colours it is shown in."""

    address: str
    ready: Callable[[Page], None]
    dark: bool = False


def _search(page: Page) -> None:
    page.get_by_role("combobox").first.press_sequentially("gallb")
    expect(page.get_by_role("option").first).to_be_visible()


def _procedure(page: Page) -> None:
    """The risks, with the source of one of them open."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Laparoscopic Cholecystectomy")
    page.wait_for_load_state("networkidle")
    risks = page.get_by_role("region", name="Risks and Complications")
    risks.locator("details.evidence").first.locator("summary").click()
    risks.evaluate("panel => panel.scrollIntoView()")


def _code(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fracture of unspecified part of neck of right femur")
    page.wait_for_load_state("networkidle")


def _graph(page: Page) -> None:
    expect(page.locator("canvas").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.locator(".graph-parts").evaluate("parts => parts.scrollIntoView()")


def _playground(page: Page) -> None:
    expect(page.locator(".view-line").first).to_be_visible()
    page.wait_for_timeout(3000)  # The schema is read before a query can run.
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".cost")).to_be_visible()
    page.wait_for_timeout(500)  # The editor colours the answer.


def shots() -> Mapping[str, Picture]:
    """The pictures by name."""
    example = (ROOT / "data" / "queries" / "shared-risk.graphql").read_text(encoding="utf-8")
    return {
        "search": Picture("/", _search),
        "procedure": Picture("/node/PAGE%3Alaparoscopic-cholecystectomy", _procedure),
        "code": Picture("/node/ICD10CM%3AS72.001A", _code),
        "graph": Picture("/graph?of=PAGE%3Apelvic-fixation", _graph, dark=True),
        "playground": Picture(f"/graphql?query={quote(example)}", _playground),
    }


def take(folder: Path = PICTURES) -> list[Path]:
    """Take all pictures."""
    expect.set_options(timeout=30_000)
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with (
        run_server(create_app(Settings(), shipped_store())) as running,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser,
    ):
        for name, picture in shots().items():
            context = browser.new_context(
                base_url=f"http://127.0.0.1:{running.port}",
                color_scheme="dark" if picture.dark else "light",
                viewport=SIZE,
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(picture.address)
            picture.ready(page)
            taken.append(folder / f"{name}.png")
            page.screenshot(path=taken[-1])
            context.close()
    return taken


if __name__ == "__main__":
    take()
