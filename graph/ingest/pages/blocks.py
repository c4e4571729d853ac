"""The blocks of a page's text: its paragraphs and list items, with their place in the text and in the file."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.ingest.pages.headings import heading_key

EXPLICIT = re.compile(r"(?P<marks>#{1,6}) +")
"""What stands before a heading of Markdown or HTML; as many signs as its level."""
_ITEM = re.compile(r"\s*(?:(?P<bullet>[•◦▪▫●○■□✓✔➢➤►·*+–-]|o(?=\s{2,}|\t))|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_CONTINUED = re.compile(r"[a-z(]")


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list item: `text` is `page[start:end]`, without its bullet; `line` counts from 1 in the file.

    A block of several lines has them joined by spaces in its text; each of `joins` is the offset of such a space and
    how many characters more the page has there.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    line: int
    joins: tuple[tuple[int, int], ...] = ()

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
        end = offset + len(text)
        inner = tuple((place - offset, more) for place, more in self.joins if offset <= place < end)
        before = bisect_left(self.joins, (offset, 0))
        return Block(self.kind, text, self._place(offset), self._place(end), self.line + before, inner)

    def _place(self, offset: int) -> int:
        """The offset in the page of an offset in the text."""
        return self.start + offset + sum(more for place, more in self.joins if place < offset)

    def without_heading_marks(self) -> "Block":
        """A heading of Markdown or HTML without its signs."""
        return self.sub_block(EXPLICIT.sub("", self.text, count=1)) if self.level else self


def read_blocks(text: str, file_lines: Sequence[int]) -> list[Block]:
    """The blocks of a text, of which each line stands on one of `file_lines`."""
    blocks: list[Block] = []
    offset = 0
    for raw, line in zip(text.splitlines(keepends=True), file_lines, strict=True):
        match = _ITEM.match(raw)
        kind = BlockKind.PARAGRAPH
        if match is not None:
            kind = BlockKind.BULLET if match["bullet"] else BlockKind.NUMBERED
        start = match.end() if match else len(raw) - len(raw.lstrip())
        body = raw[start:].rstrip()
        if body:
            block = Block(kind, body, offset + start, offset + start + len(body), line)
            if blocks and _continues(blocks[-1], block, text):
                block = _join(blocks.pop(), block)
            blocks.append(block)
        offset += len(raw)
    return blocks


def _continues(above: Block, block: Block, text: str) -> bool:
    """Whether a line is the rest of the one above it: it stands right below it and goes on in lower case."""
    near = len(f"{text[above.end : block.start]}.".splitlines()) == 2 and block.kind is BlockKind.PARAGRAPH
    return near and _CONTINUED.match(block.text) is not None and heading_key(above.text) is None


def _join(above: Block, block: Block) -> Block:
    join = (len(above.text), block.start - above.end - 1)
    return Block(above.kind, f"{above.text} {block.text}", above.start, block.end, above.line, (*above.joins, join))
