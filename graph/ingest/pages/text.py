"""The text of a page file, whatever it is written in: plain text, Markdown or HTML.

Markdown and HTML are rendered to the plain layout with `## ` before a heading, so that one parser reads all.
Offsets in evidence count characters of this text; for a plain text file that is the decoded file itself.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from graph.ingest.pages.html_blocks import HtmlKind
from graph.ingest.pages.html_markup import bounded_markup
from graph.ingest.pages.html_reader import HtmlReader
from graph.ingest.pages.markdown_html import markdown_html
from graph.model.findings import NotAPage, SourceError, UndecodableText

_HTML = re.compile(
    r"<(?:!doctype html|html|body|main|article|section|div|h[1-6]|p|ul|ol|dl|table|pre)\b[^<>]*>", re.IGNORECASE
)
_WHOLE_PAGE = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} +\S|^\S[^\n]*\n(?:=+|-{3,})\s*$", re.MULTILINE)
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, and for each of its lines (`str.splitlines`) the line of the file that it comes from."""

    text: str
    file_lines: tuple[int, ...]


def checksum(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal: what evidence is pinned to."""
    return sha256(content).hexdigest()


def read_text(content: bytes, path: str) -> tuple[PageText, list[SourceError]]:
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
        return _render_html(markdown_html(text)), findings
    if _HTML.search(text):
        return _render_html(text), findings
    return PageText(text, count_lines(text)), findings


def count_lines(text: str) -> tuple[int, ...]:
    """The number of each line of a text as editors count: a form feed divides lines, but is not a new line."""
    numbers, number = list[int](), 1
    for line in text.splitlines(keepends=True):
        numbers.append(number)
        number += line.endswith(("\n", "\r"))
    return tuple(numbers)


def _decode(content: bytes, path: str) -> tuple[str, list[SourceError]]:
    try:
        return content.decode(next((name for bom, name in _BYTE_ORDER_MARKS if content.startswith(bom)), "utf-8")), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return content.decode("cp1252", errors="replace"), [UndecodableText(path, line)]


def _render_html(markup: str) -> PageText:
    """The blocks of the page, with a blank line between them but for preformatted lines."""
    reader = HtmlReader()
    reader.feed(bounded_markup(_LINE_END.sub("\n", markup)))
    reader.close()
    lines: list[tuple[str, int]] = []
    for above, block in zip([None, *reader.blocks], reader.blocks, strict=False):
        if above is not None and not above.kind is block.kind is HtmlKind.PREFORMATTED:
            lines.append(("", block.line))
        lines.append((block.rendered, block.line))
    return PageText("".join(f"{text}\n" for text, _ in lines), tuple(line for _, line in lines))
