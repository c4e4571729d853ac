"""The layout of a page: its head, its sections, and the blocks of each section with their place in the text."""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from graph.errors import DuplicateSection, NotAPage, SourceError, UnknownSection
from graph.page.headings import SectionKey, heading_key, split_inline_heading


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list item: `text` is `page[start:end]`, without its bullet; `line` counts from 1."""

    kind: BlockKind
    text: str
    start: int
    end: int
    line: int

    def part(self, text: str) -> "Block":
        """A passage of this block as a block of its own; the whole block where the passage is not in it verbatim."""
        offset = self.text.find(text)
        if offset < 0 or not text:
            return self
        start = self.start + offset
        return Block(self.kind, text, start, start + len(text), self.line)


@dataclass(slots=True)
class RawSection:
    """A heading and what stands below it."""

    key: SectionKey
    heading: Block
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The blocks before the first heading, and the sections."""

    head: list[Block]
    sections: list[RawSection]


_ITEM = re.compile(r"\s*(?:(?P<bullet>[•◦▪·*+–-])|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_EXPLICIT = "## "


def read_layout(text: str, path: str) -> tuple[Layout, list[SourceError]]:
    """Split a page's text into sections.

    Raises:
        NotAPage: fewer than two headings of a procedure page are in it.
    """
    blocks = list(_lines(text))
    headings = _headings(blocks)
    if len(headings) < 2:
        raise NotAPage(path, 1, reason="it has fewer than two of the headings")
    layout, findings = Layout([], []), list[SourceError]()
    for block in blocks:
        opened = _opened(block, headings)
        if opened is not None:
            _open(layout, opened, path, findings)
        elif layout.sections:
            layout.sections[-1].blocks.append(block)
        else:
            layout.head.append(block)
    return Layout(layout.head, _merge(layout.sections)), findings


def _lines(text: str) -> list[Block]:
    blocks, offset = [], 0
    for line, raw in enumerate(text.splitlines(keepends=True), 1):
        match = _ITEM.match(raw)
        kind = BlockKind.PARAGRAPH
        if match is not None:
            kind = BlockKind.BULLET if match["bullet"] else BlockKind.NUMBERED
        start = match.end() if match else len(raw) - len(raw.lstrip())
        body = raw[start:].rstrip()
        if body:
            blocks.append(Block(kind, body, offset + start, offset + start + len(body), line))
        offset += len(raw)
    return blocks


def _headings(blocks: list[Block]) -> dict[int, SectionKey]:
    """Line → section of the lines that are headings.

    A page writes its headings in one style, with a colon or without; a line in the other style is a sub-heading
    ('Preparation:' within the description) unless the page has no other heading for that section.
    """
    found = [(block, key) for block in blocks if block.kind is BlockKind.PARAGRAPH and (key := heading_key(block.text))]
    styles = Counter(block.text.endswith(":") for block, key in found if key is not SectionKey.NAME)
    style = styles.most_common(1)[0][0] if styles else False
    regular = {block.line: key for block, key in found if block.text.endswith(":") == style}
    keys = set(regular.values())
    for block, key in found:
        if block.line not in regular and (key not in keys or block.text.startswith(_EXPLICIT)):
            regular[block.line] = key
            keys.add(key)
    for block in blocks:
        inline = split_inline_heading(block.text) if block.kind is BlockKind.PARAGRAPH else None
        if inline and style and inline[0] not in keys:
            regular[block.line] = inline[0]
            keys.add(inline[0])
    return regular


def _opened(block: Block, headings: dict[int, SectionKey]) -> RawSection | None:
    key = headings.get(block.line)
    if key is None:
        if not block.text.startswith(_EXPLICIT) or not headings or block.line < min(headings):
            return None
        return RawSection(SectionKey.OTHER, block.part(block.text.removeprefix(_EXPLICIT)))
    inline = None if heading_key(block.text) else split_inline_heading(block.text)
    heading = block.text.removeprefix(_EXPLICIT) if inline is None else block.text.partition(":")[0]
    section = RawSection(key, block.part(heading.strip(" *_:")))
    if inline is not None:
        section.blocks.append(block.part(inline[1]))
    return section


def _open(layout: Layout, section: RawSection, path: str, findings: list[SourceError]) -> None:
    if section.key is SectionKey.OTHER:
        findings.append(UnknownSection(path, section.heading.line, heading=section.heading.text))
    elif any(section.key == earlier.key for earlier in layout.sections):
        findings.append(DuplicateSection(path, section.heading.line, heading=section.heading.text))
    layout.sections.append(section)


def _merge(sections: list[RawSection]) -> list[RawSection]:
    merged: dict[tuple[SectionKey, str], RawSection] = {}
    for section in sections:
        name = section.heading.text if section.key is SectionKey.OTHER else ""
        earlier = merged.setdefault((section.key, name), section)
        if earlier is not section:
            earlier.blocks.extend(section.blocks)
    return list(merged.values())
