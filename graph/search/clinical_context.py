"""The context in which a clinical text mentions something: negated, historical, of the family, hypothetical, uncertain.

The method is ConText (Harkema et al. 2009), which extends NegEx (Chapman et al. 2001): a cue holds for what stands
between it and the end of its scope. The cues are those of `data/language/context-cues.tsv`, by direction: `forward`,
`backward` or `both`; `end` ends scopes of its categories; `affirmed` says that what stands before it, from the comma
on, is there; `pseudo` looks like a cue and is none.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import NamedTuple

from graph.model.source_files import ROOT

Span = tuple[int, int]
_CUES = ROOT / "data" / "language" / "context-cues.tsv"
_SENTENCE_END = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|vs)\.)(?<!\bMrs\.)\s+(?=[^a-z\s])|;|\n\s*(?=[-•*A-Z0-9\n])|\Z"
)
"""A line that begins with a small letter goes on with the sentence of the line before."""
_WORD = re.compile(r"[\w/'’-]+|,")
_MOST_CUES = 200
"""Cues of a sentence that are looked at."""
_LIST_GOES_ON = re.compile(r",(?:\s*and\b|.*\b(?:or|nor)\b)", re.DOTALL)


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


class _Cue(NamedTuple):
    start: int
    end: int
    categories: frozenset[str]
    direction: str

    def ends(self, category: str) -> bool:
        """Whether scopes of a category end here: a negation ends all but those of negations and of the family."""
        if self.direction == "end":
            return not self.categories.isdisjoint(("all", category))
        return "negated" in self.categories and self.direction != "backward" and category not in ("negated", "family")


@cache
def _cues_by_word() -> Mapping[str, tuple[re.Pattern[str], Sequence[tuple[frozenset[str], str]]]]:
    """By the first word of cues: a pattern with a group for each, the longest first, and what each group says."""
    by_word: dict[str, list[dict[str, str]]] = {}
    with _CUES.open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: -len(row["cue"])):
            by_word.setdefault(row["cue"].partition(" ")[0].rstrip("."), []).append(row)
    said = {word: [(frozenset(of["categories"].split()), of["direction"]) for of in by_word[word]] for word in by_word}
    return {word: (_pattern([of["cue"] for of in by_word[word]]), said[word]) for word in by_word}


def _pattern(cues: Sequence[str]) -> re.Pattern[str]:
    any_cue = "|".join(f"({re.escape(cue)})" for cue in cues).replace(r"\ ", r"\s+")
    return re.compile(rf"(?:{any_cue})(?![\w-])".replace(r"\{year\}", r"(?:19|20)\d\d"), re.IGNORECASE)


def cue_at(text: str, place: int) -> _Cue | None:
    """The longest cue that begins with the word at a place of a text."""
    word = _WORD.match(text, place)
    pattern, said = _cues_by_word().get(word[0].lower(), (None, ())) if word else (None, ())
    match = pattern.match(text, place) if pattern else None
    return _Cue(*match.span(), *said[(match.lastindex or 1) - 1]) if match else None


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
        cues = [*islice(_cues(text, start, end, within), _MOST_CUES)] if within else []
        scopes = [*_scopes(text, start, end, cues)]
        for first, last in within:  # The last cue of a category is the nearest.
            said = {category: cue for category, cue, begin, stop in scopes if begin <= first and last <= stop}
            cues_of = [(ContextCategory(of), text[one.start : one.end], one.start, one.end) for of, one in said.items()]
            found.append(tuple(MentionContext(*of) for of in sorted(cues_of)))
    return found


def _cues(text: str, start: int, end: int, mentions: Sequence[Span]) -> Iterator[_Cue]:
    """The cues of a sentence, none within another, that are no part of a mention."""
    for word in _WORD.finditer(text, start, end):
        cue = cue_at(text, word.start()) if word.start() >= start else None
        if cue:
            start = cue.end
            if not any(first < cue.end and cue.start < last for first, last in mentions):
                yield cue


def _scopes(text: str, start: int, end: int, cues: Sequence[_Cue]) -> Iterator[tuple[str, _Cue, int, int]]:
    """The stretches of a sentence for which its cues hold, with what each says."""
    commas = [
        comma
        for before, cue in zip([start, *(cue.end for cue in cues)], cues, strict=False)
        if cue.direction == "affirmed"
        and (comma := text.rfind(",", before, cue.start)) >= 0
        and not _LIST_GOES_ON.match(text, comma, cue.start)
    ]
    for place, cue in enumerate(cues):
        for category in cue.categories:
            if cue.direction in ("backward", "both"):
                yield category, cue, max([start, *(other.end for other in cues[:place])]), cue.start
            if cue.direction in ("forward", "both"):
                ends = [other.start for other in cues[place + 1 :] if other.ends(category)]
                yield category, cue, cue.end, min([end, *ends, *(comma for comma in commas if comma >= cue.end)])
