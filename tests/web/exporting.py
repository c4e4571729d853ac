"""What tests of pictures share: the links in them, their texts, and what is taken along."""

import csv
import io
from pathlib import Path
from typing import Any

from defusedxml import ElementTree
from playwright.sync_api import Locator, Page

SVG = "{http://www.w3.org/2000/svg}"
ON_THE_PAGE_ONLY = {"class", "role", "tabindex", "href", "id", "style"}
PNG = b"\x89PNG\r\n\x1a\n"


def picture(panel: Locator) -> Locator:
    """The picture of a panel; the signs of a legend are pictures, too."""
    return panel.locator("svg[role=group]")


def labels(marks: Locator) -> Any:
    """What is heard of some parts of a picture."""
    return marks.evaluate_all("all => all.map(mark => mark.querySelector(':scope > title').textContent)")


def exported(page: Page, panel: Locator, form: str) -> bytes:
    """A file that the browser made of the picture of a panel."""
    with page.expect_download() as download:
        panel.get_by_role("group", name="Export").get_by_role("button", name=f" as {form}").click()
    assert download.value.suggested_filename.endswith(f".{form.lower()}")
    return Path(download.value.path()).read_bytes()


def table(page: Page, panel: Locator) -> list[dict[str, str]]:
    """The rows of the CSV file, by the titles of its columns."""
    text = exported(page, panel, "CSV").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def texts(svg: Locator) -> list[str]:
    """The texts that are seen in a picture."""
    return svg.locator("text").all_text_contents()


def opens_alone(page: Page, panel: Locator) -> None:
    """The SVG file says the same as the picture, needs no style sheet, and leads nowhere; the PNG is twice as large."""
    shown = picture(panel)
    root = ElementTree.fromstring(exported(page, panel, "SVG"))
    assert root.tag == f"{SVG}svg"
    assert ["".join(text.itertext()) for text in root.iter(f"{SVG}text")] == texts(shown)
    assert root.findtext(f"{SVG}title") == shown.locator("title").first.text_content()
    for element in root.iter():
        assert not ON_THE_PAGE_ONLY & set(element.attrib), element.attrib
        assert not any("var(" in value or "oklch" in value for value in element.attrib.values()), element.attrib
    assert all(text.attrib["fill"].startswith("#") for text in root.iter(f"{SVG}text"))
    png = exported(page, panel, "PNG")
    assert png.startswith(PNG)
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    assert (width, height) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
