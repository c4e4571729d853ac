"""Sentences that name conditions, as in 'Done for gallstones, cholecystitis and pancreatitis'."""

import re
from collections.abc import Iterator

from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.headings import SectionKey
from graph.ingest.pages.list_items import is_negated, read_affirmed_items, read_item, split_list
from graph.ingest.pages.page_sections import Layout
from graph.ingest.pages.policies import is_empty_notice
from graph.ingest.pages.record import Item, Phrase
from graph.model.findings import SourceError, UnreadConditions

_LEADS = tuple(
    re.compile(rf"\b{lead}\s+(?P<list>.+)", re.IGNORECASE)
    for lead in (
        r"(?:patients|people|individuals|those|adults|children)\s+(?:with|who have|suffering from|experiencing)",
        r"conditions such as",
        r"includ(?:e|es|ing)",
        r"(?:(?:indicated|recommended|used|performed|done)\s+(?:for|in cases of|to treat)|indicated\s+in)",
        r"treats",
    )
)
_SENTENCE_END = re.compile(r"(?<!e\.g\.)(?<!i\.e\.)(?<=[.!?])\s+(?=[A-Z])")
_MOST_WORDS, _MOST_WORDS_ALONE = 9, 4
# A part with a verb, a pronoun or a negation is a clause, no condition.
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|can|cannot|may|might|must|should|will|would|do|does|which|that|who|whose|"
    r"because|although|while|when|if|unless|it|they|he|she|this|these|not|no|never|without|except|but)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"(?:the\s+)?(?:diagnos[ei]\w*|treat\w*|evaluat\w+|assess\w*|remov\w+|manag\w+|reliev\w+|relief|monitor\w*|"
    r"prevent\w*|screening|repair\w*|patients|people|adults|children|infants|women|men|those|individuals)\b",
    re.IGNORECASE,
)
# 'Acute and chronic pancreatitis': an adjective alone shares the noun of a later part.
_ADJECTIVE = re.compile(
    r"(?:\w+(?:(?<!col)ic|al|ous|ive|ary|ant|ar|ior|ed|ign)|mild|moderate|severe|large|small|upper|lower|left|right|"
    r"recurrent|persistent|frequent|acute|old|new|open|complete|unstable|stable)",
    re.IGNORECASE,
)
# 'Swelling of the knee and hip': what follows may share the preposition, not be a condition.
_SHARED_PREPOSITION = re.compile(
    r"\b(?:of|in|to|from|with|on|at|due)\s+(?:[\w-]+\s+){1,3}(?:and/or|and|or)\s+[\w-]+$", re.IGNORECASE
)


def read_condition_items(blocks: list[Block]) -> tuple[list[Item], list[Phrase]]:
    """Like `read_items`, but conditions joined in sentences are entries too, where there are no others."""
    items, remarks = read_affirmed_items(blocks)
    if not items:
        items = [item for block in blocks for sentence in _affirmed(block) for item in _sentence_items(sentence)]
    return items, remarks


def unread_conditions(layout: Layout, path: str) -> Iterator[SourceError]:
    """A finding for each paragraph below Indications whose conditions did not become entries."""
    for section in layout.sections:
        if section.key is SectionKey.INDICATIONS:
            listed = any(block.kind is not BlockKind.PARAGRAPH for block in section.blocks)
            for block in section.blocks:
                if block.kind is BlockKind.PARAGRAPH and _is_unread(block, listed=listed):
                    yield UnreadConditions(path, block.line, text=block.text)


def _is_unread(block: Block, *, listed: bool) -> bool:
    sentences = _affirmed(block)
    if not sentences or block.text.endswith(":") or is_empty_notice(block):
        return False
    if listed:
        return any(len(_sentence_items(sentence)) > 1 for sentence in sentences)
    read = [bool(_sentence_items(sentence)) for sentence in sentences]
    unread = any(_list_of(sentence) and not items for sentence, items in zip(sentences, read, strict=True))
    return unread or not any(read)


def _affirmed(block: Block) -> list[Block]:
    """The sentences of a block before the first that is negated; what follows that one may speak of the same."""
    sentences: list[Block] = []
    for text in _SENTENCE_END.split(block.text):
        if is_negated(text):
            break
        sentences.append(block.sub_block(text))
    return sentences


def _list_of(sentence: Block) -> str | None:
    """What follows the words that lead into the conditions."""
    match = next((found for lead in _LEADS if (found := lead.search(sentence.text))), None)
    return match["list"].rstrip(" .") if match else None


def _sentence_items(sentence: Block) -> list[Item]:
    """The conditions of a sentence; none where it is not safe to tell them apart."""
    listed = _list_of(sentence)
    parts = split_list(listed) if listed else []
    if listed is None or _SHARED_PREPOSITION.search(listed) or not all(map(_is_condition, parts)):
        return []
    if len(parts) == 1 and len(parts[0].split()) > _MOST_WORDS_ALONE:
        return []
    return [read_item(sentence.sub_block(part)) for part in parts]


def _is_condition(part: str) -> bool:
    balanced = part.count("(") == part.count(")")
    short = len(part.split()) <= _MOST_WORDS
    clear = not (_CLAUSE.search(part) or _ACTION.match(part) or _ADJECTIVE.fullmatch(part))
    return balanced and short and clear
