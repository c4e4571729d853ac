"""The context in which a clinical text mentions something: negated, historical, of the family, hypothetical, uncertain.

The method is ConText (Harkema et al. 2009), which extends NegEx (Chapman et al. 2001): a cue holds for what stands
between it and the end of its scope. The cues are those of `data/language/context-cues.tsv`, by direction: `forward`,
`backward` or `both`; `end` ends scopes of its categories; `affirmed` says of what is before it that it is there, and so
ends scopes at the comma before; `pseudo` looks like a cue and is none.
"""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from graph.model.source_files import ROOT

_CUES = ROOT / "data" / "language" / "context-cues.tsv"
_SENTENCE = re.compile(r"(?:[.!?](?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|vs)\.)(?<!\bMrs\.)\s+(?=[^a-z\s])|;|\n\s*(?=[-•*A-Z0-9\n])|\Z)")
"""Where a sentence ends; a line that begins with a small letter goes on with one."""
_VARIABLES = {r"\{year\}": r"(?:19|20)\d\d", r"\{number\}": r"\d+", r"\ ": r"\s+"}
_LIST_GOES_ON = re.compile(r",\s*(?:and|or|nor)\b")
_ENDED_BY_NEGATION = frozenset(("historical", "hypothetical", "uncertain"))


class ContextCategory(StrEnum):
    """What a cue says of what is mentioned."""

    NEGATED = "negated"
    HISTORICAL = "historical"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    UNCERTAIN = "uncertain"


class MentionContext(NamedTuple):
    """A category, and the words of the text that say so; `start` and `end` count characters (code points)."""

    category: ContextCategory
    cue: str
    start: int
    end: int


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    categories: frozenset[str]
    direction: str

    def ends(self, category: str) -> bool:
        """Whether the scope of a cue of this category ends here."""
        is_negation = "negated" in self.categories and self.direction in ("forward", "both")
        said = self.direction == "end" and not self.categories.isdisjoint(("all", category))
        return said or (is_negation and category in _ENDED_BY_NEGATION)


@cache
def _rules() -> tuple[re.Pattern[str], Sequence[tuple[frozenset[str], str]]]:
    """A pattern with a group for each cue, the longest first, and what each group says."""
    with _CUES.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: -len(row["cue"]))
    patterns = []
    for row in rows:
        pattern = re.escape(row["cue"])
        for written, meant in _VARIABLES.items():
            pattern = pattern.replace(written, meant)
        patterns.append(f"({pattern})")
    whole = re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)
    return whole, [(frozenset(row["categories"].split()), row["direction"]) for row in rows]


def sentences(text: str) -> Iterator[Span]:
    """Where the sentences of a text begin and end."""
    start = 0
    for match in _SENTENCE.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.end()
        start = match.end()


def mention_contexts(text: str, mentions: Sequence[Span]) -> list[tuple[MentionContext, ...]]:
    """For each mention, in the order of the text and none within another, what the nearest cue of a category says."""
    found: list[tuple[MentionContext, ...]] = []
    spans = list(sentences(text))
    starts = [start for start, _ in spans]
    by_sentence: dict[Span, list[Span]] = {}
    for mention in mentions:
        by_sentence.setdefault(spans[bisect_right(starts, mention[0]) - 1], []).append(mention)
    for sentence, within in by_sentence.items():
        scopes = list(_scopes(text, sentence, _cues_beside(text, sentence, within)))
        found.extend(_contexts(text, mention, scopes) for mention in within)
    return found


def _cues_beside(text: str, sentence: Span, mentions: Sequence[Span]) -> list[_Cue]:
    """The cues of a sentence that are no part of a mention."""
    pattern, rules = _rules()
    made = [
        _Cue(match.start(), match.end(), *rules[(match.lastindex or 1) - 1]) for match in pattern.finditer(text, *sentence)
    ]
    return [cue for cue in made if not any(start < cue.end and cue.start < end for start, end in mentions)]


def _scopes(text: str, sentence: Span, cues: Sequence[_Cue]) -> Iterator[tuple[_Cue, str, Span]]:
    """The stretch of a sentence for which each cue holds, for each of its categories."""
    commas = [place for place in (_affirmed_from(text, sentence, cues, cue) for cue in cues) if place is not None]
    for place, cue in enumerate(cues):
        if cue.direction in ("forward", "both"):
            for category in cue.categories:
                ends = [other.start for other in cues[place + 1 :] if other.ends(category)]
                at_comma = [comma for comma in commas if comma >= cue.end and category != "family"]
                yield cue, category, (cue.end, min([sentence[1], *ends, *at_comma]))
        if cue.direction in ("backward", "both"):
            before = [other.end for other in cues[:place] if other.direction != "pseudo"]
            yield from ((cue, category, (max([sentence[0], *before]), cue.start)) for category in cue.categories)


def _affirmed_from(text: str, sentence: Span, cues: Sequence[_Cue], cue: _Cue) -> int | None:
    """The comma from which on something is said to be there; None where a list goes on, or another cue stands between."""
    comma = text.rfind(",", sentence[0], cue.start)
    if cue.direction != "affirmed" or comma < 0 or _LIST_GOES_ON.match(text, comma):
        return None
    return None if any(comma < other.start < cue.start for other in cues) else comma


def _contexts(text: str, mention: Span, scopes: Sequence[tuple[_Cue, str, Span]]) -> tuple[MentionContext, ...]:
    nearest: dict[str, _Cue] = {}
    for cue, category, (start, end) in scopes:
        known = nearest.get(category)
        if start <= mention[0] and mention[1] <= end and (known is None or _distance(cue, mention) < _distance(known, mention)):
            nearest[category] = cue
    return tuple(
        MentionContext(category, text[nearest[category].start : nearest[category].end], nearest[category].start, nearest[category].end)
        for category in ContextCategory
        if category in nearest
    )


def _distance(cue: _Cue, mention: Span) -> int:
    return max(mention[0] - cue.end, cue.start - mention[1])
