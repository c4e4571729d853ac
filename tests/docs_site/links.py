"""Pages as HTML: what they link to, what they load, and the places in them that links can lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADING = {"script": "src", "img": "src", "source": "src", "iframe": "src", "use": "href"}
_LOADED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}


@dataclass
class Page(HTMLParser):
    """What stands on a page: places by their `id`, targets of links, and files that a browser loads."""

    places: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.places.update(given[name] for name in ("id", "name") if name in given)
        self.inline.extend(name for name in given if name == "style" or name.startswith("on"))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and _LOADED_RELATIONS & set(given.get("rel", "").split()):
            self.loaded.append(given["href"])
        if given.get(_LOADING.get(tag, ""), ""):
            self.loaded.append(given[_LOADING[tag]])


def read_pages(site: Path) -> Mapping[Path, Page]:
    """All pages of a site by their files."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        pages[path] = Page()
        pages[path].feed(path.read_text(encoding="utf-8"))
    return pages


def dead_links(site: Path, pages: Mapping[Path, Page]) -> Iterator[str]:
    """Links and files to load that lead nowhere in the site; links to other origins and to the server are left out."""
    for path, page in pages.items():
        for target in (*page.links, *page.loaded):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or target.startswith("/"):
                continue
            file = _file(path, unquote(parts.path), site)
            if file is None or (parts.fragment and unquote(parts.fragment) not in pages[file].places):
                yield f"{path.relative_to(site)}: {target}"


def _file(page: Path, relative: str, site: Path) -> Path | None:
    """The file of a relative address; None where there is none in the site."""
    if not relative:
        return page
    file = (page.parent / relative).resolve()
    file = file / "index.html" if file.is_dir() else file
    return file if file.is_file() and file.is_relative_to(site.resolve()) else None
