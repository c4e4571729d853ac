"""ExportEndpoint from the graph page: what the server writes of what lies around a node."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from graph.export.formats import FORMATS
from tests.web.conftest import Accessible
from tests.web.graphing import neighborhood, opened


def test_the_server_writes_what_lies_around_in_its_own_formats(page: Page, accessible: Accessible) -> None:
    opened(page)
    page.get_by_text("More formats").click()
    links = page.locator(".graph-formats li")
    expect(links).to_have_count(len(FORMATS))
    accessible()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON Lines", exact=True).click()
    items = [json.loads(line) for line in Path(download.value.path()).read_text(encoding="utf-8").splitlines()]
    assert sum("source" not in item for item in items) == len(neighborhood(page, without=())["nodes"])
    assert re.fullmatch(r"medcode-jsonl-[0-9a-f]{12}\.jsonl", download.value.suggested_filename)
    whole = page.get_by_role("link", name="The whole graph as GraphML")
    expect(whole).to_have_attribute("href", "/export/graphml")
