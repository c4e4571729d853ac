"""The blocks of a page's text: its paragraphs and list items, with their place in the text and in the file."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from graph.ingest.pages.headings import heading_key

EXPLICIT = re.compile(r"(?P<marks>#{1,6}) +")
"""What stands before a heading of Markdown or HTML; as many signs as its level."""
_ITEM = re.compile(r"\s*(?:(?P<bullet>[•◦▪▫●○■□✓✔➢➤►·*+–-]|o(?=\s{2,}|\t))|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_CONTINUED = re.compile(r"[a-z(]")
_WORD = re.compile(r"\S+")
_LONGEST_HEADING = 1_000
"""Characters of a line that is asked whether it is a heading; that of guidelines has a descriptor in it."""


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"


class Join(NamedTuple):
    """A space of a block's text that stands for more in the page.

    `offset` is that of the space; up to it the page has `more` further characters, and `lines` line ends.
    """

    offset: int
    more: int
    lines: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list item: `text` is `page[start:end]`, without its bullet; `line` counts from 1 in the file.

    All white space within it, also where a line ends, is one space in its text; `joins` are those that stand for more.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    line: int
    joins: tuple[Join, ...] = ()

    @property
    def level(self) -> int | None:
        """The level of a heading of Markdown or HTML, 1 to 6; None for any other block."""
        match = EXPLICIT.match(self.text) if self.kind is BlockKind.PARAGRAPH else None
        return len(match["marks"]) if match else None

    def sub_block(self, text: str) -> "Block":
        """A passage of this block as a block of its own; the whole block where the passage is not in it verbatim."""
        offset = self.text.find(text)
        if offset < 0 or not text:
            return self
        first, last = self._joins_before(offset), self._joins_before(offset + len(text))
        before = self.joins[first - 1] if first else Join(0, 0, 0)
        inner = tuple(
            Join(join.offset - offset, join.more - before.more, join.lines - before.lines)
            for join in self.joins[first:last]
        )
        start = self.start + offset + before.more
        end = start + len(text) + (inner[-1].more if inner else 0)
        return Block(self.kind, text, start, end, self.line + before.lines, inner)

    def _joins_before(self, offset: int) -> int:
        return bisect_left(self.joins, offset, key=lambda join: join.offset)

    def without_heading_marks(self) -> "Block":
        """A heading of Markdown or HTML without its signs."""
        return self.sub_block(EXPLICIT.sub("", self.text, count=1)) if self.level else self


@dataclass(slots=True)
class _OpenBlock:
    """A block that further lines may belong to."""

    kind: BlockKind
    line: int
    start: int
    end: int = 0
    words: list[str] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, place: int, lines: int) -> None:
        """Add the words of a line, which stands at a place in the page, so many lines below the first one."""
        for match in _WORD.finditer(text):
            start = place + match.start()
            if self.words:
                more = start - self.start - self.length - 1
                if more != (self.joins[-1].more if self.joins else 0) or lines != self._lines:
                    self.joins.append(Join(self.length, more, lines))
                self.length += 1
            self.words.append(match[0])
            self.length += len(match[0])
            self.end = start + len(match[0])

    @property
    def _lines(self) -> int:
        return self.joins[-1].lines if self.joins else 0

    def goes_on(self, text: str, *, near: bool) -> bool:
        """Whether a line is the rest of this block: it stands right below it and goes on in lower case."""
        return near and _CONTINUED.match(text) is not None and not self._is_heading()

    def _is_heading(self) -> bool:
        return self.length <= _LONGEST_HEADING and heading_key(" ".join(self.words)) is not None

    def close(self) -> Block:
        return Block(self.kind, " ".join(self.words), self.start, self.end, self.line, tuple(self.joins))


def read_blocks(text: str, file_lines: Sequence[int]) -> list[Block]:
    """The blocks of a text, of which each line stands on one of `file_lines`."""
    blocks: list[Block] = []
    open_block: _OpenBlock | None = None
    offset, last, lines = 0, -1, 0
    for number, (raw, line) in enumerate(zip(text.splitlines(keepends=True), file_lines, strict=True)):
        match = _ITEM.match(raw)
        start = match.end() if match else len(raw) - len(raw.lstrip())
        if raw[start:].strip():
            if open_block and match is None and open_block.goes_on(raw[start:], near=last == number - 1):
                lines += 1
            else:
                blocks += [open_block.close()] if open_block else []
                open_block, lines = _OpenBlock(_kind(match), line, offset + start), 0
            open_block.add(raw[start:], offset + start, lines)
            last = number
        offset += len(raw)
    return [*blocks, open_block.close()] if open_block else blocks


def _kind(match: re.Match[str] | None) -> BlockKind:
    if match is None:
        return BlockKind.PARAGRAPH
    return BlockKind.BULLET if match["bullet"] else BlockKind.NUMBERED
