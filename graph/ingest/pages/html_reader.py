"""Reads HTML as it is found into blocks: end tags may be missing, lists may stand directly in lists."""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from graph.ingest.pages.headings import heading_key
from graph.ingest.pages.html_blocks import Cell, HtmlBlock, heading, paragraph, table_blocks
from graph.ingest.pages.html_inline import InlineText
from graph.ingest.pages.html_items import OpenItem, add_line, add_loose_text

LINE_ATTRIBUTE = "data-line"
"""The attribute by which rendered Markdown says on which line of the file an element begins."""
_INVISIBLE = frozenset(("script", "style", "head", "nav", "footer", "template", "noscript", "svg"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "menu"))
_TABLES = frozenset(("table", "dl"))
_CELLS = frozenset(("td", "th", "dt", "dd"))
_BLOCKS = _HEADINGS | _LISTS | _TABLES | _CELLS | frozenset(
    "address article aside blockquote body caption center dd details dir div fieldset figcaption figure form header "
    "html legend li main option p pre section summary tbody td textarea tfoot thead title tr".split()
)  # fmt: skip
_ENDS_HEADING = _HEADINGS | _LISTS | _TABLES | {"p", "li", "pre", "table", "blockquote"}
# An element that begins → the elements that it ends, and those that it does not end across.
_IMPLIED_ENDS = {
    "li": (frozenset({"li"}), _LISTS | _CELLS),
    "tr": (frozenset({"tr"}), _TABLES),
    "td": (frozenset({"td", "th"}), _TABLES | {"tr"}),
    "th": (frozenset({"td", "th"}), _TABLES | {"tr"}),
    "dt": (frozenset({"dt", "dd"}), _TABLES),
    "dd": (frozenset({"dt", "dd"}), _TABLES),
    "body": (frozenset({"head"}), frozenset[str]()),
}


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element; `context` is the innermost element that decides what text in it is, `outer` the next one."""

    name: str
    context: str
    outer: str


@dataclass(frozen=True, slots=True)
class _Link:
    """A link that is open: where its label begins in the text, and how many blocks came before it."""

    href: str
    inline: InlineText
    start: int
    blocks: int


class HtmlReader(HTMLParser):
    """Collects `blocks` while it is fed; `close` ends what is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[HtmlBlock] = []
        self._sinks = [self.blocks]
        self._open: list[_Open] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._inline = InlineText()
        self._bold = 0
        self._links: list[_Link] = []
        self._lists: list[int] = []
        self._items: list[OpenItem] = []
        self._tables: list[list[list[Cell]]] = []
        self._anchor = (1, 1)

    def close(self) -> None:
        super().close()
        self._flush()
        self._close_from(0)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over a marked section, also one that the parser of the standard library refuses."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or len(self.rawdata)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._set_line(dict(attrs).get(LINE_ATTRIBUTE))
        if tag in ("br", "hr"):
            self._break()
        elif tag in ("b", "strong"):
            self._bold += 1
        elif tag == "a":
            if self._links:  # A link ends where the next one begins (HTML standard, 13.2.6.4.7).
                self._end_link()
            href = dict(attrs).get("href") or ""
            self._links.append(_Link(href, self._inline, len(self._inline.parts), len(self._sinks[-1])))
        elif tag in _BLOCKS or tag in _INVISIBLE:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("b", "strong"):
            self._bold = max(0, self._bold - 1)
        elif tag == "a" and self._links:
            self._end_link()
        elif self._places[tag]:
            self._end(tag)
        elif tag in _BLOCKS or tag == "br":
            self._break()

    def handle_data(self, data: str) -> None:
        if self._innermost(_INVISIBLE) < 0:
            self._add(data)

    def _add(self, text: str) -> None:
        self._inline.add(text, self._line(), is_bold=self._bold > 0)

    def _line(self) -> int:
        rendered, written = self._anchor
        return written + self.getpos()[0] - rendered

    def _set_line(self, written: str | None) -> None:
        if written is not None and written.isdecimal():
            self._anchor = (self.getpos()[0], int(written))

    def _context(self) -> str:
        return self._open[-1].context if self._open else ""

    def _break(self) -> None:
        """End a line: a heading stays one block, and so do preformatted lines."""
        if self._context() in _HEADINGS or self._context() == "pre":
            self._add("\n")
        else:
            self._flush()

    def _begin(self, tag: str) -> None:
        ended, bounds = _IMPLIED_ENDS.get(tag, (frozenset[str](), frozenset[str]()))
        self._end_innermost(ended, bounds)
        if self._context() in _HEADINGS and tag in _ENDS_HEADING and not self._inline.is_blank:
            self._end_innermost(_HEADINGS, frozenset())
        if self._context() in _HEADINGS:
            self._add("\n")
        else:
            self._flush()
        context, outer = self._context(), self._open[-1].outer if self._open else ""
        decides = tag in _HEADINGS or tag in _LISTS or tag in _CELLS or tag in ("li", "pre")
        self._open.append(_Open(tag, tag, context) if decides else _Open(tag, context, outer))
        self._places[tag].append(len(self._open) - 1)
        if tag in _LISTS:
            self._lists.append(0)
        elif tag == "li":
            self._items.append(OpenItem(self._next_marker()))
        elif tag in _TABLES:
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif self._is_cell(tag):
            self._begin_cell(tag)

    def _next_marker(self) -> str:
        ordered = self._innermost({"ol"}) > self._innermost(_LISTS - {"ol"})
        if self._lists:
            self._lists[-1] += 1
        return f"  {self._lists[-1]}. " if ordered else "  • "

    def _begin_cell(self, tag: str) -> None:
        cell = Cell(tag == "th", [])
        if tag == "dt" or not self._tables[-1]:
            self._tables[-1].append([])
        self._tables[-1][-1].append(cell)
        self._sinks.append(cell.blocks)

    def _is_cell(self, tag: str) -> bool:
        """Whether an element is a cell of the innermost table or description list."""
        around, other = ("dl", "table") if tag in {"dt", "dd"} else ("table", "dl")
        return tag in _CELLS and self._innermost({around}) > self._innermost({other})

    def _end_innermost(self, names: frozenset[str], bounds: frozenset[str]) -> None:
        """End the innermost of some elements, with all that is in it, unless a bound lies between."""
        place = self._innermost(names)
        if place > self._innermost(bounds - names):
            self._close_from(place)

    def _innermost(self, names: Set[str]) -> int:
        """The place of the innermost open element of some names; -1 where none is open."""
        return max((self._places[name][-1] for name in names if self._places[name]), default=-1)

    def _end(self, tag: str) -> None:
        inside = _TABLES | {"tbody", "tr", "thead", "tfoot", "body", "html"} | _CELLS
        self._end_innermost(frozenset({tag}), frozenset() if tag in inside else _TABLES)

    def _close_from(self, index: int) -> None:
        while len(self._open) > index:
            self._flush()
            self._bold = 0
            name = self._open.pop().name
            self._places[name].pop()
            if name in _LISTS:
                self._lists.pop()
            elif name == "li":
                self._items.pop()
            elif self._is_cell(name):
                self._sinks.pop()
            elif name in _TABLES:
                self._sinks[-1].extend(table_blocks(self._tables.pop(), is_list=name == "dl"))

    def _end_link(self) -> None:
        """Add the address of a policy or code, which is part of what a page says."""
        link, blocks = self._links.pop(), self._sinks[-1]
        label = "".join(self._inline.parts[link.start :] if link.inline is self._inline else self._inline.parts)
        if not link.href.startswith("http") or link.href in label:
            return
        if label.strip():
            self._add(f" ({link.href})")
        elif len(blocks) > link.blocks:
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} ({link.href})")

    def _flush(self) -> None:
        """Make a block of the text since the last bound."""
        inline, self._inline = self._inline, InlineText()
        text, line = inline.text, inline.line
        if not text:
            return
        blocks, context, outer = self._sinks[-1], self._context(), self._open[-1].outer if self._open else ""
        in_item, in_list, decides = outer == "li", outer in _LISTS, context == "pre" or context in _HEADINGS
        if context == "pre" and not (in_item or in_list):
            blocks.extend(inline.preformatted())
        elif context in _HEADINGS and not ((in_item or in_list) and heading_key(text) is None):
            blocks.append(heading(text, line, int(context[1])))
        elif context == "li" or (in_item and decides):
            add_line(blocks, self._items[-1], text, line, is_bold=inline.is_bold or context in _HEADINGS)
        elif context in _LISTS or (in_list and decides):
            add_loose_text(blocks, text, line)
        else:
            blocks.append(paragraph(text, line))
