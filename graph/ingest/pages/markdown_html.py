"""Markdown as HTML whose elements say on which line of the file they begin."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graph.ingest.pages.html_reader import LINE_ATTRIBUTE

_BULLET = re.compile(r"(?:[•◦▪▫●○■□✓✔➢➤►·–]|\d{1,3}[.)])\s+\S")
_SHORT = 60


def markdown_html(text: str) -> str:
    """CommonMark with tables as HTML. Short lines that CommonMark would join stay lines, as in the plain layout."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(text)
    in_item = 0
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        in_item += token.nesting if token.type in {"list_item_open", "list_item_close"} else 0
        _mark_line(token, token.map or (following.map if following and following.type == "inline" else None))
        for index in _line_ends(token.children or [], in_item=in_item > 0):
            (token.children or [])[index].type = "hardbreak"
    return str(parser.renderer.render(tokens, parser.options, {}))


def _mark_line(token: Token, place: list[int] | None) -> None:
    if place is None or token.nesting < 0:
        return
    line = place[0] + 1
    if token.type == "html_block":
        token.content = f'<wbr {LINE_ATTRIBUTE}="{line}">{token.content}'
    else:
        token.attrSet(LINE_ATTRIBUTE, str(line + 1 if token.type == "fence" else line))


def _line_ends(children: list[Token], *, in_item: bool) -> Iterator[int]:
    """The soft breaks that end a line: before a bullet, and outside of lists between short lines in upper case."""
    above = ""
    for index, child in enumerate(children):
        if child.type not in ("softbreak", "hardbreak"):
            above += child.content
            continue
        below = _text_until_break(children[index + 1 :])
        apart = not in_item and len(above) < _SHORT and below[:1].isupper()
        if child.type == "softbreak" and (_BULLET.match(below) or apart):
            yield index
        above = ""


def _text_until_break(children: list[Token]) -> str:
    text = ""
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            break
        text += child.content
    return text
