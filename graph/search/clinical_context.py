"""The context in which a clinical text mentions something: negated, historical, of the family, hypothetical, uncertain.

The method is ConText (Harkema et al. 2009), which extends NegEx (Chapman et al. 2001): a cue holds for the mentions
within its scope. Where a rule is not sure, there is no context.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from graph.search.context_cues import Cue, cues_within
from graph.search.context_scopes import held_mentions
from graph.search.context_sentence import Sentence, Span

_SENTENCE_END = re.compile(
    r"(?:[.!]|(?<=\w)\?)(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|vs)\.)(?<!\bMrs\.)\s+(?=[^a-z\s])|;|\n\s*(?=[-•*A-Z0-9\n])|\Z"
)
"""A line that begins with a small letter goes on with the sentence of the line before; '? stroke' is a doubt."""
_MOST_CUES = 200
"""Cues of a sentence that are looked at."""


class ContextCategory(StrEnum):
    """What a cue says of what is mentioned."""

    NEGATED = "negated"
    HISTORICAL = "historical"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    UNCERTAIN = "uncertain"


class MentionContext(NamedTuple):
    """A category and the words of the text that say so; `start` and `end` count characters (code points)."""

    category: ContextCategory
    cue: str
    start: int
    end: int


def sentences(text: str) -> Iterator[Span]:
    """Where the sentences of a text begin and end."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()


def mention_contexts(text: str, mentions: Sequence[Span]) -> list[tuple[MentionContext, ...]]:
    """What cues say of each mention; mentions are in the order of the text, none within another."""
    found: list[tuple[MentionContext, ...]] = []
    for start, end in sentences(text):
        within = [mention for mention in mentions if start <= mention[0] < end]
        found += _contexts(text, (start, end), within) if within else []
    return found


def _contexts(text: str, bounds: Span, mentions: Sequence[Span]) -> Iterator[tuple[MentionContext, ...]]:
    """What the cues of a sentence say of each of its mentions; of a category, the nearest cue."""
    sentence = Sentence(text, bounds, mentions, [*islice(_cues(text, bounds, mentions), _MOST_CUES)])
    said: list[dict[str, Cue]] = [{} for _ in mentions]
    for place, cue in enumerate(sentence.cues):
        for category in cue.categories:
            for mention in held_mentions(sentence, place, category):
                before = said[mention].get(category, cue)
                said[mention][category] = _nearest(mentions[mention], before, cue)
    for cues, span in zip(said, mentions, strict=True):
        if "negated" in cues and "uncertain" in cues:
            del cues[
                "negated" if _nearest(span, cues["negated"], cues["uncertain"]) is cues["uncertain"] else "uncertain"
            ]
        contexts = ((ContextCategory(category), cue) for category, cue in sorted(cues.items()))
        yield tuple(MentionContext(of, text[cue.start : cue.end], cue.start, cue.end) for of, cue in contexts)


def _cues(text: str, bounds: Span, mentions: Sequence[Span]) -> Iterator[Cue]:
    """The cues of a sentence that are no part of a mention."""
    for cue in cues_within(text, *bounds):
        if not any(first < cue.end and cue.start < last for first, last in mentions):
            yield cue


def _nearest(mention: Span, *cues: Cue) -> Cue:
    return min(cues, key=lambda cue: max(mention[0] - cue.end, cue.start - mention[1]))
