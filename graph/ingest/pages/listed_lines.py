"""Lines that are list items without a bullet: a section of short lines, as of `<br>` between them."""

from dataclasses import replace

from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.headings import SectionKey

_LISTING = frozenset(
    {
        SectionKey.INDICATIONS,
        SectionKey.PREPARATION,
        SectionKey.PERSONNEL,
        SectionKey.RISKS,
        SectionKey.BENEFITS,
        SectionKey.RECOVERY,
        SectionKey.ALTERNATIVES,
    }
)
_MOST_WORDS = 9


def as_listed(key: SectionKey, blocks: list[Block]) -> list[Block]:
    """The blocks of a section, its lines as bullets where it lists and all of them are short and no sentences.

    A line that ends in a colon may lead into them.
    """
    lines = [block for block in blocks if not block.text.endswith(":")]
    paragraphs = all(block.kind is BlockKind.PARAGRAPH for block in blocks)
    if key not in _LISTING or not paragraphs or len(lines) < 2 or not all(map(_is_entry, lines)):
        return blocks
    return [block if block.text.endswith(":") else replace(block, kind=BlockKind.BULLET) for block in blocks]


def _is_entry(block: Block) -> bool:
    return len(block.text.split()) <= _MOST_WORDS and not block.text.endswith((".", "!", "?"))
