"""What MkDocs calls while it builds the site (`hooks` in mkdocs.yml).

Source: https://www.mkdocs.org/user-guide/configuration/#hooks, https://www.mkdocs.org/dev-guide/plugins/#events.
"""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from docs_site.made_parts import with_made_parts
from docs_site.notebooks import notebook_page
from graph.model.source_files import ROOT

OUTSIDE = {
    "CONTRIBUTING.md": "contribute/contributing.md",
    "SECURITY.md": "operate/security.md",
    "CHANGELOG.md": "contribute/changelog.md",
    "data/README.md": "data/shipped-data.md",
}
"""Documents that code hosts look for in their places; the site has them, too."""
ICON = ROOT / "web" / "src" / "style" / "icon.svg"
_TO_ROOT = re.compile(rf"\]\((?:\.\./)+({'|'.join(map(re.escape, OUTSIDE))})")
_TO_DOCS = re.compile(r"\]\((?:\.\./)*docs/")
_NOTEBOOK = ".ipynb"
_TO_NOTEBOOK = re.compile(r"(\]\([^)\s:]+)\.ipynb(?=[)#])")
_COMPRESSED = {".html", ".js", ".css", ".json", ".svg"}
_WORTH_COMPRESSING = 1_000
"""Bytes from which on a file is kept compressed, too."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add to the navigation the decisions, in their order, and the notebooks."""
    docs = Path(config.docs_dir)
    parts = {title: pages for part in config.nav or [] for title, pages in part.items()}
    parts["Analyse"].extend(_places(docs.rglob(f"*{_NOTEBOOK}"), docs))
    decisions = parts["Explanation"][-1]["Decisions"]
    decisions.extend(_places((docs / "explanation" / "decisions").glob("*.md"), docs))
    return config


def _places(paths: Iterable[Path], docs: Path) -> list[str]:
    """The pages of files, as the navigation names them."""
    return [path.relative_to(docs).with_suffix(".md").as_posix() for path in sorted(paths)]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file of `docs/` is."""
    for name, place in OUTSIDE.items():
        folders = "../" * place.count("/")
        text = _TO_DOCS.sub(f"]({folders}", (ROOT / name).read_text(encoding="utf-8"))
        files.append(File.generated(config, place, content=text))
    files.append(File.generated(config, "pictures/icon.svg", content=ICON.read_bytes()))
    for file in [file for file in files if file.src_uri.endswith(_NOTEBOOK)]:
        files.remove(file)
        _add_notebook(file, files, config)
    return files


def _add_notebook(file: File, files: Files, config: MkDocsConfig) -> None:
    place = PurePosixPath(file.src_uri)
    page = notebook_page(file.content_bytes, place.stem)
    files.append(File.generated(config, str(place.with_suffix(".md")), content=page.markdown))
    for name, picture in page.pictures.items():
        files.append(File.generated(config, str(place.with_name(name)), content=picture))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the dialog of the search a name, which the theme leaves out (WCAG 2.2, 4.1.2)."""
    return output.replace('role="dialog">', 'role="dialog" aria-label="Search">')


def on_post_build(config: MkDocsConfig) -> None:
    """Leave out what only a site with an address of its own has, and compress texts once, for all who ask."""
    site = Path(config.site_dir)
    for path in [site / "404.html", *site.glob("sitemap.xml*"), *site.rglob("*.map")]:
        path.unlink(missing_ok=True)
    for path in site.rglob("*"):
        if path.suffix in _COMPRESSED and path.stat().st_size >= _WORTH_COMPRESSING:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put what is made from code in its place, and lead to the pages of documents outside and of notebooks."""

    def here(match: re.Match[str]) -> str:
        folders = "../" * page.file.src_uri.count("/")
        return f"]({folders}{OUTSIDE[match[1]]}"

    return with_made_parts(_TO_NOTEBOOK.sub(r"\1.md", _TO_ROOT.sub(here, markdown)))
