"""What MkDocs calls while it builds the site (`hooks` in mkdocs.yml).

Source: https://www.mkdocs.org/user-guide/configuration/#hooks, https://www.mkdocs.org/dev-guide/plugins/#events.
"""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from docs_site.made_parts import with_made_parts
from docs_site.notebooks import notebook_page
from graph.model.source_files import ROOT

ROOT_DOCUMENTS = {name: f"contribute/{name.lower()}" for name in ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")}
"""Documents that code hosts look for at the top of a repository; the site has them, too."""
ICON = ROOT / "web" / "src" / "style" / "icon.svg"
_TO_ROOT = re.compile(rf"\]\((?:\.\./)+({'|'.join(map(re.escape, ROOT_DOCUMENTS))})")
_TO_DOCS = re.compile(r"\]\(docs/")
_NOTEBOOK = ".ipynb"


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
    for name, place in ROOT_DOCUMENTS.items():
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


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put what is made from code in its place, and lead to the pages of the documents at the top."""

    def here(match: re.Match[str]) -> str:
        folders = "../" * page.file.src_uri.count("/")
        return f"]({folders}{ROOT_DOCUMENTS[match[1]]}"

    return with_made_parts(_TO_ROOT.sub(here, markdown))
