"""The text of a page file, whatever it is written in: plain text, Markdown or HTML.

Markdown and HTML are rendered to the plain layout with `## ` before a heading, so that one parser reads all.
Offsets in evidence count characters of this text; for a plain text file that is the decoded file itself.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

from bs4 import BeautifulSoup, Comment
from bs4.element import NavigableString, PageElement, Tag
from markdown_it import MarkdownIt

from graph.model.errors import NotAPage, SourceError, UndecodableText

_HTML = re.compile(r"<(?:!doctype html|html|body|main|article|section|div|h[1-6]|p|ul|ol)\b[^>]*>", re.IGNORECASE)
_WHOLE_PAGE = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} +\S|^\S[^\n]*\n(?:=+|-{3,})\s*$", re.MULTILINE)
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_INVISIBLE = ("script", "style", "head", "nav", "footer", "template", "noscript", "svg")
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6 header hr html li "
    "main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


def checksum(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal: what evidence is pinned to."""
    return sha256(content).hexdigest()


def read_text(content: bytes, path: str) -> tuple[str, list[SourceError]]:
    """The text of a page file and what was wrong with its bytes.

    Raises:
        NotAPage: the file is empty or binary.
    """
    if not content.strip():
        raise NotAPage(path, 1, reason="the file is empty")
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAPage(path, 1, reason="the file is binary")
    text, findings = _decode(content, path)
    if _MARKDOWN.search(text) and not _WHOLE_PAGE.search(text):
        return _render_html(MarkdownIt("commonmark").enable("table").render(text)), findings
    if _HTML.search(text):
        return _render_html(text), findings
    return text, findings


def _decode(content: bytes, path: str) -> tuple[str, list[SourceError]]:
    try:
        return content.decode(next((name for bom, name in _BYTE_ORDER_MARKS if content.startswith(bom)), "utf-8")), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return content.decode("cp1252", errors="replace"), [UndecodableText(path, line)]


def _render_html(markup: str) -> str:
    soup = BeautifulSoup(markup, "html.parser")
    for hidden in soup(_INVISIBLE):
        hidden.decompose()
    return "\n\n".join(_blocks(soup)) + "\n"


def _blocks(tag: Tag) -> Iterator[str]:
    """One string per block of the page, in reading order."""
    inline: list[PageElement] = []
    for child in tag.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.name == "br"):
            yield from _paragraph(inline)
            inline = []
            yield from _block(child)
        elif isinstance(child, Tag) and child.find(_BLOCKS):
            yield from _paragraph(inline)
            inline = []
            yield from _blocks(child)
        else:
            inline.append(child)
    yield from _paragraph(inline)


def _block(tag: Tag) -> Iterator[str]:
    if re.fullmatch(r"h[1-6]", tag.name):
        if heading := _inline(list(tag.children)):
            yield f"## {heading}"
    elif tag.name in ("ul", "ol"):
        yield from _list(tag)
    elif tag.name == "tr":
        cells = [_inline([cell]) for cell in tag(["td", "th"])]
        yield ": ".join(cell.rstrip(":") for cell in cells if cell)
    else:
        yield from _blocks(tag)


def _list(tag: Tag) -> Iterator[str]:
    # Without end tags, items nest in each other; they are items of the list all the same.
    items = [item for item in tag.find_all("li") if item.find_parent(("ul", "ol")) is tag]
    for number, item in enumerate(items, 1):
        for nested in item.find_all("li"):
            if nested in items:
                nested.extract()
        head, *rest = list(_blocks(item)) or [""]
        if head:
            yield f"  {number}. {head}" if tag.name == "ol" else f"  • {head}"
        yield from rest


def _paragraph(parts: list[PageElement]) -> Iterator[str]:
    if text := _inline(parts):
        yield text


def _inline(parts: list[PageElement]) -> str:
    return " ".join("".join(_string(part) for part in parts).split())


def _string(part: PageElement) -> str:
    if isinstance(part, Tag):
        label = part.get_text()
        href = part.get("href")
        # The address of a policy is part of what a page says.
        return f"{label} ({href})" if isinstance(href, str) and href.startswith("http") and href not in label else label
    return str(part) if isinstance(part, NavigableString) and not isinstance(part, Comment) else ""
