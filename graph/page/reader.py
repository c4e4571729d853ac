"""Sections in, record out."""

import re
from collections.abc import Callable

from graph.page.alternatives import read_alternatives
from graph.page.headings import SEARCH_BOX, TITLES, SectionKey
from graph.page.items import phrase, read_conditions, read_items
from graph.page.layout import Block, BlockKind, Layout, RawSection
from graph.page.listings import read_policy, read_similar
from graph.page.names import read_names
from graph.page.personnel import read_personnel
from graph.page.record import Duration, PageRecord, Phrase, Section
from graph.page.steps import read_steps
from graph.quantity import find_quantity

_KIND_LINE = re.compile(r"(?:CPT ?4?|HCPCS|ICD-?10-?PCS)\s+codes?|medical procedure|procedure", re.IGNORECASE)
_ADD_ON = re.compile(r"\(\s*list separately in addition\b", re.IGNORECASE)
_PER = re.compile(r"\bper\s+(?P<what>[a-z]+)", re.IGNORECASE)
_PARAGRAPHS = {
    SectionKey.SUMMARY: "summary",
    SectionKey.PURPOSE: "purpose",
    SectionKey.EXPERIENCE: "patient_experience",
}


def read_record(layout: Layout, fallback_name: str) -> PageRecord:
    """The record of a page; `fallback_name` names a page without a name section and without a descriptor."""
    record = PageRecord(name="")
    _read_head(layout.head, record)
    for section in layout.sections:
        remarks = _READERS.get(section.key, _keep_all)(section, record)
        record.sections.append(_section(section, remarks))
    record.name = record.name or (record.descriptor.text if record.descriptor else fallback_name)
    record.is_add_on = bool(_ADD_ON.search(record.descriptor.text if record.descriptor else record.name))
    return record


def _read_head(head: list[Block], record: PageRecord) -> None:
    lines = [block for block in head if block.text.removeprefix("## ").strip(" :").casefold() != SEARCH_BOX]
    kinds = [block for block in lines if _KIND_LINE.fullmatch(block.text.removeprefix("## ").strip())]
    described = [block for block in lines if block not in kinds]
    record.code_kind = kinds[0].text.removeprefix("## ").strip() if kinds else None
    if described:
        # The descriptor is the line above the kind line; what stands before it belongs to the site, not to the code.
        block = described[-1]
        record.descriptor = phrase(block.part(block.text.removeprefix("## ")))


def _section(section: RawSection, remarks: list[Phrase]) -> Section:
    lines = (block.text if block.kind is BlockKind.PARAGRAPH else f"- {block.text}" for block in section.blocks)
    heading = phrase(section.heading)
    title = TITLES.get(section.key, heading.text)
    return Section(section.key, title, heading, "\n".join(lines), tuple(remark.text for remark in remarks))


def _keep_all(section: RawSection, record: PageRecord) -> list[Phrase]:
    return [phrase(block) for block in section.blocks]


def _read_name(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.name, record.synonyms, remarks = read_names(section.blocks)
    return remarks


def _read_paragraphs(section: RawSection, record: PageRecord) -> list[Phrase]:
    text = "\n".join(block.text for block in section.blocks)
    setattr(record, _PARAGRAPHS[section.key], text or None)
    return []


def _read_duration(section: RawSection, record: PageRecord) -> list[Phrase]:
    if not section.blocks:
        return []
    stated = next((block for block in section.blocks if find_quantity(block.text)), section.blocks[0])
    quantity, per = find_quantity(stated.text), _PER.search(stated.text)
    low, high = quantity.minutes() if quantity else (None, None)
    record.duration = Duration(phrase(stated), low, high, per["what"].casefold() if per else None)
    return [phrase(block) for block in section.blocks if block is not stated]


def _read_setting(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.settings = [phrase(block) for block in section.blocks]
    return []


def _read_steps(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.steps, remarks = read_steps(section.blocks)
    return remarks


def _read_personnel(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.personnel, remarks = read_personnel(section.blocks)
    return remarks


def _read_alternatives(section: RawSection, record: PageRecord) -> list[Phrase]:
    record.alternatives, remarks, record.alternatives_text = read_alternatives(section.blocks)
    record.prose[section.key] = remarks
    return remarks


def _read_policies(section: RawSection, record: PageRecord) -> list[Phrase]:
    listed = [block for block in section.blocks if not block.text.endswith(":")]
    record.policies.extend(read_policy(block, section.key) for block in listed)
    return [phrase(block) for block in section.blocks if block not in listed]


def _read_similar(section: RawSection, record: PageRecord) -> list[Phrase]:
    listed = [block for block in section.blocks if not block.text.endswith(":")]
    record.similar.extend(read_similar(block) for block in listed)
    return [phrase(block) for block in section.blocks if block not in listed]


_Reader = Callable[[RawSection, PageRecord], list[Phrase]]


def _list_reader(name: str) -> _Reader:
    """A reader of plain entries; prose is kept beside them, to be searched for known terms."""
    read = read_conditions if name == "indications" else read_items

    def reader(section: RawSection, record: PageRecord) -> list[Phrase]:
        items, remarks = read(section.blocks)
        setattr(record, name, items)
        bullets = any(block.kind is not BlockKind.PARAGRAPH for block in section.blocks)
        record.prose[section.key] = [] if bullets or items else remarks
        return remarks

    return reader


_READERS: dict[SectionKey, _Reader] = {
    SectionKey.NAME: _read_name,
    SectionKey.SUMMARY: _read_paragraphs,
    SectionKey.PURPOSE: _read_paragraphs,
    SectionKey.INDICATIONS: _list_reader("indications"),
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
