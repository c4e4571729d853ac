"""The layout of a page: its head, its sections, and the blocks of each section."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.ingest.pages.blocks import Block, BlockKind, read_blocks
from graph.ingest.pages.filled_in import filled_in
from graph.ingest.pages.headings import SectionKey, heading_key, split_inline_heading
from graph.ingest.pages.listed_lines import as_listed
from graph.ingest.pages.nearest_heading import misspelt_heading, nearest_heading
from graph.ingest.pages.section_headings import SectionHeadings, find_headings
from graph.ingest.pages.text import count_lines
from graph.model.errors import Detail
from graph.model.findings import DuplicateSection, NotAPage, SourceError, TooLarge, UnknownSection
from graph.model.limits import Limits


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


# Shape of a heading with a title that is not in `HEADINGS`: a few capitalised words alone on a line.
_TITLE = re.compile(r"[A-Z][A-Za-z]+(?:[ /&-]+(?:and|of|the|for|with|[A-Z][A-Za-z]+))*:?")
_MOST_WORDS = 5


def read_layout(text: str, path: str, file_lines: Sequence[int] = ()) -> tuple[Layout, list[SourceError]]:
    """Split a page's text into sections; `file_lines` says on which line of the file each line of the text stands.

    Raises:
        NotAPage: fewer than two headings of a procedure page are in it.
        TooLarge: it has more blocks than a page may have.
    """
    layout, findings = Layout([], []), list[SourceError]()
    blocks = _within_limits(read_blocks(text, file_lines or count_lines(text)), path, findings)
    blocks = filled_in(blocks, path, findings)
    headings = find_headings(blocks)
    if len(headings.keys) < 2:
        raise NotAPage(path, 1, reason="it has fewer than two of the headings")
    first = min(headings.keys)
    for index, block in enumerate(blocks):
        if block.start < first:
            layout.head.append(block)
            continue
        around = (blocks[index - 1] if index else None, blocks[index + 1] if index + 1 < len(blocks) else None)
        opened = _section_opened_by(block, headings)
        if opened is None and layout.sections and _is_unknown_heading(block, around, layout.sections[-1], headings):
            opened = RawSection(SectionKey.OTHER, block.sub_block(block.text.strip(" :")))
        if opened is not None:
            _add_section(layout, opened, path, findings)
        else:
            layout.sections[-1].blocks.append(block.without_heading_marks())
    return Layout(layout.head, _merge(_with_listed_lines(layout.sections))), findings


def _within_limits(blocks: list[Block], path: str, findings: list[SourceError]) -> list[Block]:
    """The blocks that are not too long; each that is, is a finding."""
    most = Limits.page_blocks
    if len(blocks) > most:
        raise TooLarge(path, blocks[most].line, what="page", maximum=most, unit="paragraphs and list items")
    long = [block for block in blocks if len(block.text) > Limits.page_block]
    details: dict[str, Detail] = {"what": "paragraph or list item", "maximum": Limits.page_block, "unit": "characters"}
    findings.extend(TooLarge(path, block.line, **details) for block in long)
    return [block for block in blocks if len(block.text) <= Limits.page_block] if long else blocks


def _is_unknown_heading(
    block: Block, around: tuple[Block | None, Block | None], section: RawSection, headings: SectionHeadings
) -> bool:
    """Whether a line is a heading in the style of this page whose title is not in `HEADINGS`."""
    above, below = around
    if headings.level or block.kind is not BlockKind.PARAGRAPH or below is None:
        return False
    if section.key in (SectionKey.NAME, SectionKey.STEPS):
        return False
    shaped = len(block.text.split()) <= _MOST_WORDS and _TITLE.fullmatch(block.text) is not None
    if not shaped or block.text.endswith(":") != headings.colon:
        return False
    listed = above is not None and above.kind is not BlockKind.PARAGRAPH
    return listed or (heading_key(block.text) is None and misspelt_heading(block.text) is not None)


def _section_opened_by(block: Block, headings: SectionHeadings) -> RawSection | None:
    key = headings.keys.get(block.start)
    plain = block.without_heading_marks()
    if key is None:
        if block.level is None or (headings.level is not None and block.level > headings.level):
            return None
        return RawSection(SectionKey.OTHER, plain.sub_block(plain.text.strip(" :")))
    inline = None if heading_key(block.text) else split_inline_heading(plain.text)
    heading = plain.text if inline is None else plain.text.partition(":")[0]
    section = RawSection(key, plain.sub_block(heading.strip(" *_:")))
    if inline is not None:
        section.blocks.append(plain.sub_block(inline[1]))
    return section


def _add_section(layout: Layout, section: RawSection, path: str, findings: list[SourceError]) -> None:
    heading = section.heading
    if section.key is SectionKey.OTHER:
        nearest = nearest_heading(heading.text)
        more = {"did_you_mean": nearest} if nearest else {}
        findings.append(UnknownSection(path, heading.line, heading=heading.text, **more))
    elif any(section.key == earlier.key for earlier in layout.sections):
        findings.append(DuplicateSection(path, heading.line, heading=heading.text))
    layout.sections.append(section)


def _with_listed_lines(sections: list[RawSection]) -> list[RawSection]:
    return [RawSection(section.key, section.heading, as_listed(section.key, section.blocks)) for section in sections]


def _merge(sections: list[RawSection]) -> list[RawSection]:
    merged: dict[tuple[SectionKey, str], RawSection] = {}
    for section in sections:
        name = section.heading.text if section.key is SectionKey.OTHER else ""
        earlier = merged.setdefault((section.key, name), section)
        if earlier is not section:
            earlier.blocks.extend(section.blocks)
    return list(merged.values())
