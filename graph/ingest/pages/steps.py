"""The description of the procedure: its steps in order, each with title and text."""

import re

from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.list_items import block_phrase
from graph.ingest.pages.record import Phrase, Step

_TITLE = re.compile(r"(?P<title>[^:.;]{1,80}):\s+(?P<text>\S.*)")
_STEP_HEADING = re.compile(r"step\s+\d+\s*[:.–-]?\s*(?P<title>.*?):?", re.IGNORECASE)


def read_steps(blocks: list[Block]) -> tuple[list[Step], list[Phrase]]:
    """The steps, and the remarks: passages outside of any step.

    Below a sub-heading 'Step 1: …' everything is that step; below any other sub-heading every entry is a step
    of that phase. A description in prose alone is kept as one step a paragraph.
    """
    if all(block.kind is BlockKind.PARAGRAPH and not _is_heading(block) for block in blocks):
        return [_step(block, None) for block in blocks], []
    steps, remarks, phase, inside_numbered_step = list[Step](), list[Phrase](), None, False
    for index, block in enumerate(blocks):
        if _is_heading(block) or _opens_list(block, blocks[index + 1 : index + 2]):
            numbered = _STEP_HEADING.fullmatch(block.text)
            inside_numbered_step, phase = numbered is not None, None if numbered else block.text.strip(" :")
            if numbered is not None:
                steps.append(Step(block_phrase(block), numbered["title"].strip() or None, ""))
        elif inside_numbered_step and block.kind is not BlockKind.NUMBERED:
            steps[-1] = _append_text(steps[-1], block)
        elif block.kind is BlockKind.PARAGRAPH and not _STEP_HEADING.match(block.text):
            remarks.append(block_phrase(block))
        else:
            steps.append(_step(block, phase))
    return steps, remarks


def _is_heading(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    # A sentence that ends in a colon leads into a list; a sub-heading is a few words.
    return block.text.endswith(":") and len(block.text.split()) <= 8


def _opens_list(block: Block, below: list[Block]) -> bool:
    """'Step 1: Incision' above a list of its own."""
    numbered = block.kind is BlockKind.PARAGRAPH and _STEP_HEADING.fullmatch(block.text) is not None
    return numbered and bool(below) and below[0].kind is BlockKind.BULLET


def _append_text(step: Step, block: Block) -> Step:
    return Step(step.whole, step.title, f"{step.text} {block.text}".strip(), step.phase)


def _step(block: Block, phase: str | None) -> Step:
    heading = re.match(r"step\s+\d+\s*[:.–-]\s*", block.text, re.IGNORECASE)
    text = block.text[heading.end() :] if heading else block.text
    titled = _TITLE.fullmatch(text)
    if titled is None:
        return Step(block_phrase(block), None, text, phase)
    return Step(block_phrase(block), titled["title"].strip(), titled["text"].strip(), phase)
