"""The terms of the vocabulary that an unknown wording is nearest to, for 'did you mean'; whoever asks decides."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.ingest.vocabulary import Term, Vocabulary, normalise

_LEAST = 62.0
"""Likeness, from 0 to 100, below which wordings have little in common."""
_MISSPELT = 88.0
_OF_WORDS = 0.95
_OF_SHARED_WORDS = 0.85


@dataclass(frozen=True, slots=True)
class NearTerm:
    """A term, its wording that is near, and how like the two are, from 0 to 100."""

    term: Term
    wording: str
    likeness: float

    def may_mean(self, wording: str) -> bool:
        """Whether a wording may mean the term: they share a word; one that has only some of them means more."""
        words, own = set(normalise(wording).split()), set(self.wording.split())
        return not words < own and bool(words & own)

    @property
    def is_misspelling(self) -> bool:
        """Whether the wordings are so like each other that one may be the other misspelt."""
        return self.likeness >= _MISSPELT


def nearest_terms(vocabulary: Vocabulary, kind: str, wording: str, most: int = 3) -> list[NearTerm]:
    """The terms of a kind with wordings of nearly the same letters or words, the nearest first."""
    known = vocabulary.wordings.get(kind, {})
    near = process.extract(normalise(wording), list(known), scorer=_likeness, score_cutoff=_LEAST, limit=4 * most)
    terms: dict[str, NearTerm] = {}
    for found, likeness, _ in near:
        term = vocabulary.terms[kind][known[found]]
        terms.setdefault(term.label, NearTerm(term, found, likeness))
    return list(terms.values())[:most]


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """The name of nearly the same letters; None where none is."""
    best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=_LEAST)
    return best[0] if best else None


def _likeness(one: Sequence[Hashable], other: Sequence[Hashable], /, *, score_cutoff: float | None = None) -> float:
    """From 0 to 100: of the letters, of the words in any order, or of the words that both have."""
    one, other = str(one), str(other)
    score = max(
        fuzz.ratio(one, other),
        _OF_WORDS * fuzz.token_sort_ratio(one, other),
        _OF_SHARED_WORDS * fuzz.token_set_ratio(one, other) if _shares_half(one, other) else 0,
    )
    return score if score >= (score_cutoff or 0) else 0


def _shares_half(one: str, other: str) -> bool:
    """Whether of all words at least half are in both."""
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) >= len(words | others)
