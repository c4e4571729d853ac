"""Builds the `PageRecord` of a page from its layout, with one reader per section."""

import re
from collections.abc import Callable

from graph.ingest.pages.alternatives_section import read_alternatives
from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.condition_sentences import read_condition_items
from graph.ingest.pages.durations import find_duration, has_time, unclear_duration, unclear_time
from graph.ingest.pages.headings import SEARCH_BOX, TITLES, SectionKey
from graph.ingest.pages.list_items import block_phrase, read_affirmed_items, read_items
from graph.ingest.pages.names import read_names
from graph.ingest.pages.page_sections import Layout, RawSection
from graph.ingest.pages.personnel import read_personnel
from graph.ingest.pages.policies import is_empty_notice, read_policy, read_similar
from graph.ingest.pages.record import Duration, PageRecord, Phrase, Section
from graph.ingest.pages.steps import read_steps

_KIND_LINE = re.compile(r"(?:[\w.-]+\s+){1,4}codes?|medical procedure|procedure", re.IGNORECASE)
_ADD_ON = re.compile(r"\(\s*list separately in addition\b", re.IGNORECASE)
_PER = re.compile(r"(?:\b(?:minutes?|mins?|hours?|hrs?)\s+|^\W*)(?:per|for each)\s+(?P<what>[a-z]+)", re.IGNORECASE)
_PARAGRAPHS = {
    SectionKey.SUMMARY: "summary",
    SectionKey.PURPOSE: "purpose",
    SectionKey.EXPERIENCE: "patient_experience",
}


def read_record(layout: Layout, fallback_name: str) -> PageRecord:
    """The record of a page; `fallback_name` names a page without a name section and without a descriptor."""
    record = PageRecord(name="")
    record.head_remarks = _read_head(layout.head, record)
    title = record.name
    for section in layout.sections:
        remarks = _READERS.get(section.key, _remarks_only)(section, record)
        record.sections.append(_section(section, remarks))
    record.name = record.name or (record.descriptor.text if record.descriptor else fallback_name)
    if title not in (record.name, record.descriptor.text if record.descriptor else ""):
        record.head_remarks += [
            block_phrase(block) for block in map(Block.without_heading_marks, layout.head) if block.text == title
        ]
    record.is_add_on = bool(_ADD_ON.search(record.descriptor.text if record.descriptor else record.name))
    return record


def _read_head(head: list[Block], record: PageRecord) -> list[Phrase]:
    """Read descriptor, kind line and title into the record; returns the other blocks as remarks.

    The descriptor stands between the search box and the kind line, on one line or on several; without a search box it
    is the line above the kind line, and what comes before belongs to the site. A title of Markdown or HTML names the
    procedure until a section does; without a kind line it is no descriptor, and neither is what comes after it.
    """
    plain = [block.without_heading_marks() for block in head]
    box = next((index for index, block in enumerate(plain) if block.text.strip(" :").casefold() == SEARCH_BOX), None)
    kinds = (index for index, block in enumerate(plain) if index != box and _KIND_LINE.fullmatch(block.text))
    kind = next(kinds, None)
    marked = (index for index, block in enumerate(head) if block.level and index not in (box, kind))
    title = next(marked, None)
    record.code_kind = plain[kind].text if kind is not None else None
    described = list(range(box + 1 if box is not None else 0, len(plain) if kind is None else kind))
    described = described if box is not None else described[-1:]
    if title is not None:
        record.name = plain[title].text
        described = [index for index in described if index != title] or described if kind is not None else []
    if described:
        first, last = plain[described[0]], plain[described[-1]]
        text = " ".join(plain[index].text for index in described)
        record.descriptor = Phrase(text, first.start, last.end, first.line)
    used = (*described, box, kind, title)
    return [block_phrase(block) for index, block in enumerate(plain) if index not in used]


def _section(section: RawSection, remarks: list[Phrase]) -> Section:
    lines = (block.text if block.kind is BlockKind.PARAGRAPH else f"- {block.text}" for block in section.blocks)
    heading = block_phrase(section.heading)
    title = TITLES.get(section.key, heading.text)
    return Section(section.key, title, heading, "\n".join(lines), tuple(remark.text for remark in remarks))


def _remarks_only(section: RawSection, record: PageRecord) -> list[Phrase]:
    return [block_phrase(block) for block in section.blocks]


def _read_name(section: RawSection, record: PageRecord) -> list[Phrase]:
    name, record.synonyms, remarks = read_names(section.blocks)
    record.name = name or record.name
    return remarks


def _read_paragraphs(section: RawSection, record: PageRecord) -> list[Phrase]:
    text = "\n".join(block.text for block in section.blocks)
    setattr(record, _PARAGRAPHS[section.key], text or None)
    return []


def _read_duration(section: RawSection, record: PageRecord) -> list[Phrase]:
    if not section.blocks:
        return []
    duration_block = next((block for block in section.blocks if has_time(block.text)), section.blocks[0])
    quantity, per = find_duration(duration_block.text), _PER.search(duration_block.text)
    low, high = quantity.minutes() if quantity else (None, None)
    whole = block_phrase(duration_block)
    _note_unclear_time(record, whole, unclear_duration(whole.text))
    record.duration = Duration(whole, low, high, per["what"].casefold() if per else None)
    return [block_phrase(block) for block in section.blocks if block is not duration_block]


def _note_unclear_time(record: PageRecord, whole: Phrase, words: str | None) -> None:
    if words is not None:
        start = whole.start + whole.text.index(words)
        record.unclear_times.append(Phrase(words, start, start + len(words), whole.line))


def _read_setting(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.settings = [block_phrase(block) for block in section.blocks]
    return []


def _read_steps(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.steps, remarks = read_steps(section.blocks)
    return remarks


def _read_personnel(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.personnel, remarks = read_personnel(section.blocks)
    record.prose[section.key] = [] if record.personnel else remarks
    return remarks


def _read_alternatives(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.alternatives, remarks, record.alternatives_text = read_alternatives(section.blocks)
    record.prose[section.key] = remarks
    return remarks


def _read_policies(section: RawSection, record: PageRecord) -> list[Phrase]:
    listed = [block for block in section.blocks if not is_empty_notice(block)]
    record.policies.extend(read_policy(block, section.key) for block in listed)
    return [block_phrase(block) for block in section.blocks if is_empty_notice(block)]


def _read_similar(section: RawSection, record: PageRecord) -> list[Phrase]:
    listed = [block for block in section.blocks if not is_empty_notice(block)]
    record.similar.extend(mention for block in listed for mention in read_similar(block))
    return [block_phrase(block) for block in section.blocks if is_empty_notice(block)]


_Reader = Callable[[RawSection, PageRecord], list[Phrase]]


def _list_reader(name: str) -> _Reader:
    """A reader of list entries; a section in prose is put into `record.prose`, to be scanned for known terms."""
    read = {"indications": read_condition_items, "risks": read_affirmed_items}.get(name, read_items)

    def reader(section: RawSection, record: PageRecord) -> list[Phrase]:
        items, remarks = read(section.blocks)
        setattr(record, name, items)
        for item in items:
            _note_unclear_time(record, item.whole, unclear_time(item.whole.text) if item.quantity is None else None)
        bullets = any(block.kind is not BlockKind.PARAGRAPH for block in section.blocks)
        record.prose[section.key] = [] if bullets or items else remarks
        return remarks

    return reader


_READERS: dict[SectionKey, _Reader] = {
    SectionKey.NAME: _read_name,
    SectionKey.SUMMARY: _read_paragraphs,
    SectionKey.PURPOSE: _read_paragraphs,
    SectionKey.INDICATIONS: _list_reader("indications"),
    SectionKey.CONTRAINDICATIONS: _list_reader("contraindications"),
    SectionKey.PREPARATION: _list_reader("preparations"),
    SectionKey.STEPS: _read_steps,
    SectionKey.DURATION: _read_duration,
    SectionKey.SETTING: _read_setting,
    SectionKey.PERSONNEL: _read_personnel,
    SectionKey.RISKS: _list_reader("risks"),
    SectionKey.BENEFITS: _list_reader("benefits"),
    SectionKey.RECOVERY: _list_reader("recovery"),
    SectionKey.ALTERNATIVES: _read_alternatives,
    SectionKey.EXPERIENCE: _read_paragraphs,
    SectionKey.GUIDELINES: _read_policies,
    SectionKey.POLICIES: _read_policies,
    SectionKey.SIMILAR: _read_similar,
}
