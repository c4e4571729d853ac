"""The layout of a page: its head, its sections, and the blocks of each section with their place in the text."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum

from graph.ingest.pages.headings import SectionKey, heading_key, split_inline_heading
from graph.model.errors import DuplicateSection, NotAPage, SourceError, UnknownSection


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list item: `text` is `page[start:end]`, without its bullet; `line` counts from 1.

    A block of several `lines` has them joined by spaces in its text.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    line: int
    lines: int = 1

    @property
    def last_line(self) -> int:
        return self.line + self.lines - 1

    def sub_block(self, text: str) -> "Block":
        """A passage of this block as a block of its own; the whole block where the passage is not in it verbatim."""
        offset = self.text.find(text)
        if offset < 0 or not text or self.lines > 1:
            return self if text == self.text or self.lines == 1 else replace(self, text=text or self.text)
        start = self.start + offset
        return Block(self.kind, text, start, start + len(text), self.line)


@dataclass(slots=True)
class RawSection:
    """A heading and the blocks below it."""

    key: SectionKey
    heading: Block
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The blocks before the first heading, and the sections."""

    head: list[Block]
    sections: list[RawSection]


_ITEM = re.compile(r"\s*(?:(?P<bullet>[•◦▪▫●○■□✓✔➢➤►·*+–-]|o(?=\s{2,}|\t))|(?P<number>\d{1,3})[.)])\s+(?=\S)")
# Shape of a heading with a title that is not in `TITLES`: a few capitalised words alone on a line.
_TITLE = re.compile(r"[A-Z][A-Za-z]+(?:[ /&-]+(?:and|of|the|for|with|[A-Z][A-Za-z]+))*:?")
_CONTINUED = re.compile(r"[a-z(]")
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
    colon = _has_colons(blocks, headings)
    for index, block in enumerate(blocks):
        opened = _section_opened_by(block, headings)
        if opened is None and layout.sections:
            above, below = blocks[index - 1], blocks[index + 1] if index + 1 < len(blocks) else None
            if _is_unknown_heading(block, above, below, layout.sections[-1], colon=colon):
                opened = RawSection(SectionKey.OTHER, block.sub_block(block.text.strip(" :")))
        if opened is not None:
            _add_section(layout, opened, path, findings)
        elif layout.sections:
            layout.sections[-1].blocks.append(block)
        else:
            layout.head.append(block)
    return Layout(layout.head, _merge(layout.sections)), findings


def _has_colons(blocks: list[Block], headings: dict[int, SectionKey]) -> bool:
    styles = [b.text.endswith(":") for b in blocks if headings.get(b.line, SectionKey.NAME) is not SectionKey.NAME]
    return styles.count(True) > len(styles) / 2


def _lines(text: str) -> list[Block]:
    blocks: list[Block] = []
    offset = 0
    for line, raw in enumerate(text.splitlines(keepends=True), 1):
        match = _ITEM.match(raw)
        kind = BlockKind.PARAGRAPH
        if match is not None:
            kind = BlockKind.BULLET if match["bullet"] else BlockKind.NUMBERED
        start = match.end() if match else len(raw) - len(raw.lstrip())
        body = raw[start:].rstrip()
        if body:
            block = Block(kind, body, offset + start, offset + start + len(body), line)
            if blocks and _continues(blocks[-1], block):
                block = _join_lines(blocks.pop(), block)
            blocks.append(block)
        offset += len(raw)
    return blocks


def _continues(above: Block, block: Block) -> bool:
    """Whether a line is the rest of the one above it: it stands right below it and goes on in lower case."""
    near = block.line == above.last_line + 1 and block.kind is BlockKind.PARAGRAPH
    return near and _CONTINUED.match(block.text) is not None and heading_key(above.text) is None


def _join_lines(above: Block, block: Block) -> Block:
    text = f"{above.text} {block.text}"
    return Block(above.kind, text, above.start, block.end, above.line, above.lines + 1)


def _headings(blocks: list[Block]) -> dict[int, SectionKey]:
    """Line → section of the lines that are headings.

    A page writes its headings in one style, with a colon or without; a line in the other style is a sub-heading
    ('Preparation:' within the description) unless the page has no other heading for that section.
    """
    candidates = [
        (block, key) for block in blocks if block.kind is BlockKind.PARAGRAPH and (key := heading_key(block.text))
    ]
    styles = Counter(block.text.endswith(":") for block, key in candidates if key is not SectionKey.NAME)
    style = styles.most_common(1)[0][0] if styles else False
    ordered = _without_sub_headings(candidates)
    regular = {block.line: key for block, key in ordered if block.text.endswith(":") == style}
    keys = set(regular.values())
    for block, key in ordered:
        if block.line not in regular and (key not in keys or block.text.startswith(_EXPLICIT)):
            regular[block.line] = key
            keys.add(key)
    for block in blocks:
        inline = split_inline_heading(block.text) if block.kind is BlockKind.PARAGRAPH else None
        if inline and style and inline[0] not in keys:
            regular[block.line] = inline[0]
            keys.add(inline[0])
    return regular


def _without_sub_headings(candidates: list[tuple[Block, SectionKey]]) -> list[tuple[Block, SectionKey]]:
    """Leave out sub-headings of the description: lines with a colon that stand where their section cannot.

    Between the description and the section after it, 'Preparation:' and 'Recovery:' are parts of the description.
    """
    order, kept = list(SectionKey), list[tuple[Block, SectionKey]]()
    for index, (block, key) in enumerate(candidates):
        later = [other for _, other in candidates[index + 1 :]]
        describing = bool(kept) and kept[-1][1] is SectionKey.STEPS and block.text.endswith(":")
        misplaced = order.index(key) < order.index(SectionKey.STEPS) or any(
            order.index(SectionKey.STEPS) < order.index(other) < order.index(key) for other in later
        )
        if not (describing and misplaced):
            kept.append((block, key))
    return kept


def _is_unknown_heading(
    block: Block, above: Block | None, below: Block | None, section: RawSection, *, colon: bool
) -> bool:
    """Whether a line is a heading in the style of this page whose title is not in `TITLES`."""
    if block.kind is not BlockKind.PARAGRAPH or section.key in (SectionKey.NAME, SectionKey.STEPS) or below is None:
        return False
    listed = above is not None and above.kind is not BlockKind.PARAGRAPH
    words = len(block.text.split())
    return listed and words <= 5 and block.text.endswith(":") == colon and _TITLE.fullmatch(block.text) is not None


def _section_opened_by(block: Block, headings: dict[int, SectionKey]) -> RawSection | None:
    key = headings.get(block.line)
    if key is None:
        if not block.text.startswith(_EXPLICIT) or not headings or block.line < min(headings):
            return None
        return RawSection(SectionKey.OTHER, block.sub_block(block.text.removeprefix(_EXPLICIT)))
    inline = None if heading_key(block.text) else split_inline_heading(block.text)
    heading = block.text.removeprefix(_EXPLICIT) if inline is None else block.text.partition(":")[0]
    section = RawSection(key, block.sub_block(heading.strip(" *_:")))
    if inline is not None:
        section.blocks.append(block.sub_block(inline[1]))
    return section


def _add_section(layout: Layout, section: RawSection, path: str, findings: list[SourceError]) -> None:
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
