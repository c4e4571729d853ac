"""The built site: it is whole, no link of it is dead, and nothing in it comes from elsewhere."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.model.source_files import ROOT
from tests.docs_site.built import built_site
from tests.docs_site.links import Page, dead_links, read_pages
from tests.documents import PAGES

_ON_A_CODE_HOST = (
    *PAGES,
    *(ROOT / name for name in ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "data/README.md")),
)
_ROLES = ("look-up", "frontend", "analyse", "data", "operate", "contribute", "reference", "explanation")


@pytest.fixture(scope="module")
def site() -> Path:
    return built_site()


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[Path, Page]:
    return read_pages(site)


def test_every_document_is_a_page(site: Path) -> None:
    for path in ROOT.glob("docs/**/*.md"):
        place = path.relative_to(ROOT / "docs").with_suffix("")
        folder = place.parent if place.name == "index" else place
        assert (site / folder / "index.html").is_file(), path


def test_no_link_is_dead(site: Path, pages: Mapping[Path, Page]) -> None:
    assert sum(len(page.links) for page in pages.values()) > 5_000
    assert list(dead_links(site, pages)) == []


def test_a_dead_link_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="x/">x</a><a href="#y">y</a><a href="#z">z</a><h2 id="z">z</h2>')
    assert list(dead_links(tmp_path, read_pages(tmp_path))) == ["index.html: x/", "index.html: #y"]


def test_absolute_links_lead_to_the_explorer_only(pages: Mapping[Path, Page]) -> None:
    assert {link for page in pages.values() for link in page.links if link.startswith("/")} == {"/"}


def test_nothing_is_loaded_from_elsewhere_and_no_attribute_breaks_the_policy(pages: Mapping[Path, Page]) -> None:
    for path, page in pages.items():
        assert [target for target in page.loaded if re.match(r"\w+:|/", target)] == [], path
        assert page.inline == [], path


def test_all_that_is_made_is_in_its_place(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "<!-- made " not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("role", _ROLES)
def test_a_page_says_first_what_the_reader_can_do_after_it(role: str) -> None:
    for path in ROOT.glob(f"docs/{role}/*.md"):
        first = path.read_text(encoding="utf-8").split("\n\n")[1]
        assert re.match(r"After this page you |Here you find ", first), path


@pytest.mark.parametrize("path", _ON_A_CODE_HOST, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_of_a_file_lead_to_files(path: Path) -> None:
    """Also whoever reads the files themselves gets to where they lead."""
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target for target in re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", text) if ":" not in target]
    assert [target for target in targets if not (path.parent / target).is_file()] == []


def test_the_readme_is_short_and_leads_to_each_role() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    for role in _ROLES:
        assert f"(docs/{role}/index.md)" in text
