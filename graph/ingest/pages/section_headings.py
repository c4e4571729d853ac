"""Which blocks of a page are the headings of its sections."""

from collections import Counter
from dataclasses import dataclass

from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.headings import SectionKey, heading_key, is_title, split_inline_heading

_Candidate = tuple[Block, SectionKey]
_ORDER = {key: place for place, key in enumerate(SectionKey)}


@dataclass(frozen=True, slots=True)
class SectionHeadings:
    """The headings of a page: `keys` has the section of each by the offset of its block.

    `level` is that of most headings in Markdown or HTML, None where lines are headings; `colon` tells whether the
    page ends its headings in a colon.
    """

    keys: dict[int, SectionKey]
    level: int | None
    colon: bool


def find_headings(blocks: list[Block]) -> SectionHeadings:
    """The headings of a page.

    A page writes its headings in one style, with a colon or without; a line in the other style is a sub-heading
    ('Preparation:' within the description) unless the page has no other heading for that section. So is a line with
    another name of a section that has its title elsewhere, and a heading below the level of most others.
    """
    candidates = _without_other_names(_candidates(blocks))
    level = _level(candidates)
    styles = Counter(block.text.endswith(":") for block, key in candidates if key is not SectionKey.NAME)
    style = styles.most_common(1)[0][0] if styles else False
    ordered = _without_sub_headings(candidates)
    regular = {
        block.start: key
        for block, key in ordered
        if (block.level == level if level else block.text.endswith(":") == style)
    }
    keys = set(regular.values())
    for block, key in ordered:
        if block.start not in regular and (key not in keys or _is_above(block, level)):
            regular[block.start] = key
            keys.add(key)
    regular |= _inline_headings(blocks, keys, colon=style)
    return SectionHeadings(regular, level, _has_colons(blocks, regular))


def _candidates(blocks: list[Block]) -> list[_Candidate]:
    """All blocks that read like headings; numbered lines ('1. Indications') count where most headings are such."""
    lines = (block for block in blocks if block.kind is not BlockKind.BULLET)
    known = [(block, key) for block in lines if (key := heading_key(block.text))]
    plain = [(block, key) for block, key in known if block.kind is BlockKind.PARAGRAPH]
    return known if len(known) > 2 * len(plain) else plain


def _without_other_names(candidates: list[_Candidate]) -> list[_Candidate]:
    titled = {key for block, key in candidates if is_title(block.text)}
    return [(block, key) for block, key in candidates if block.level or is_title(block.text) or key not in titled]


def _level(candidates: list[_Candidate]) -> int | None:
    levels = Counter(block.level for block, _ in candidates)
    explicit = {level: count for level, count in levels.items() if level}
    if sum(explicit.values()) <= levels[None]:
        return None
    return min(explicit, key=lambda level: (-explicit[level], level))


def _is_above(block: Block, level: int | None) -> bool:
    """Whether a heading of Markdown or HTML stands as high as those of sections."""
    return block.level is not None and (level is None or block.level <= level)


def _has_colons(blocks: list[Block], headings: dict[int, SectionKey]) -> bool:
    styles = [b.text.endswith(":") for b in blocks if headings.get(b.start, SectionKey.NAME) is not SectionKey.NAME]
    return styles.count(True) > len(styles) / 2


def _inline_headings(blocks: list[Block], keys: set[SectionKey], *, colon: bool) -> dict[int, SectionKey]:
    """'Duration: 30 minutes' where headings end in a colon, where it is marked as a heading, or where most are such."""
    found = [
        (block, inline[0])
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH and (inline := split_inline_heading(block.text)) and inline[0] not in keys
    ]
    usual = colon or len({key for _, key in found}) > max(2, len(keys))
    headings: dict[int, SectionKey] = {}
    for block, key in found:
        if (usual or block.level) and key not in headings.values():
            headings[block.start] = key
    return headings


def _without_sub_headings(candidates: list[_Candidate]) -> list[_Candidate]:
    """Leave out sub-headings of the description: lines with a colon that stand where their section cannot.

    Between the description and the section after it, 'Preparation:' and 'Recovery:' are parts of the description.
    """
    steps, kept = _ORDER[SectionKey.STEPS], list[_Candidate]()
    for (block, key), first in zip(candidates, _first_sections_below(candidates), strict=True):
        describing = bool(kept) and kept[-1][1] is SectionKey.STEPS and block.text.endswith(":")
        misplaced = _ORDER[key] < steps or first < _ORDER[key]
        if not (describing and misplaced):
            kept.append((block, key))
    return kept


def _first_sections_below(candidates: list[_Candidate]) -> list[int]:
    """For each candidate the place of the section after the description that stands first of those below it."""
    found, first = list[int](), len(_ORDER)
    for _, key in reversed(candidates):
        found.append(first)
        first = min(first, _ORDER[key]) if _ORDER[key] > _ORDER[SectionKey.STEPS] else first
    return found[::-1]
