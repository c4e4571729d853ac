"""Words that are not in the index: which of its words they may be, by edits and by sound."""

import math
from bisect import bisect_left
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cached_property, lru_cache

import jellyfish
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from graph.search.words import stem

_SHORTEST = 4
"""Letters from which on a word may be mistyped."""
_EDITS = ((6, 1), (10, 2))
"""Up to how many letters how many edits; three in longer words."""
_SOUND_EDITS = 3
"""Edits between words that sound alike."""
_LONG, _ALIKE = 6, 0.8
"""Letters from which on a word may have more edits, and how alike it must then be (Jaro and Winkler, from 0 to 1)."""
_OTHER_SOUND, _OTHER_INITIAL, _SAME_STEM, _FREQUENT = 0.8, 0.7, 0.5, 0.12
"""What speaks against and for a word, in edits; the last for each doubling of how often it occurs, roughly."""
_SPREAD, _MOST, _LOOKED_AT = 0.6, 4, 50
"""How much worse than the best a correction may be, how many there are, and how many are compared."""
_SHORTEST_PART = 3
_REMEMBERED = 8192


def may_be_mistyped(word: str) -> bool:
    """Whether a word is long enough for a typo, and no code."""
    return len(word) >= _SHORTEST and word.isalpha()


class Corrections:
    """Corrections from the words of an index, with how many names have each; what is `known` besides is right, too."""

    def __init__(
        self,
        counts: Mapping[str, int],
        known: Container[str] = frozenset(),
        is_written: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._counts, self._known, self._is_written = counts, known, is_written
        self._words = sorted(counts)
        self.of = lru_cache(_REMEMBERED)(self._corrected)
        self.parts = lru_cache(_REMEMBERED)(self._split)

    def knows(self, word: str) -> bool:
        """Whether a word needs no correction: it is known, or no mistyped word at all."""
        return not may_be_mistyped(word) or word in self._counts or word in self._known

    def begins(self, word: str) -> bool:
        """Whether a known word begins so."""
        place = bisect_left(self._words, word)
        return place < len(self._words) and self._words[place].startswith(word)

    @cached_property
    def _by_sound(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(jellyfish.metaphone(word), []).append(word)
        return found

    def _corrected(self, word: str) -> tuple[str, ...]:
        """The words that an unknown one may be, likeliest first; none for a known one."""
        if self.knows(word):
            return ()
        most = next((edits for letters, edits in _EDITS if len(word) < letters), _SOUND_EDITS)
        near = process.extract(
            word, self._words, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=_LOOKED_AT
        )
        edits = {other: int(distance) for other, distance, _ in near}
        sound = jellyfish.metaphone(word)
        for other in self._by_sound.get(sound, ()):
            distance = DamerauLevenshtein.distance(word, other, score_cutoff=_SOUND_EDITS)
            if distance <= _SOUND_EDITS:
                edits.setdefault(other, distance)
        if not edits and not self.parts(word) and not self._is_written(word):
            edits = self._alike(word)
        costs = {other: self._cost(word, sound, other, distance) for other, distance in edits.items()}
        best = sorted(costs, key=lambda other: (costs[other], other))[:_MOST]
        return tuple(other for other in best if costs[other] <= costs[best[0]] + _SPREAD)

    def _alike(self, word: str) -> dict[str, int]:
        """Words that look like a long one though they have more edits."""
        if len(word) < _LONG:
            return {}
        close = process.extract(word, self._words, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE, limit=_MOST)
        return {other: DamerauLevenshtein.distance(word, other) for other, _, _ in close}

    def _cost(self, word: str, sound: str, other: str, distance: int) -> float:
        cost = distance - _FREQUENT * math.log(1 + self._counts[other])
        cost += _OTHER_SOUND if jellyfish.metaphone(other) != sound else 0
        cost += _OTHER_INITIAL if other[0] != word[0] else 0
        return cost - (_SAME_STEM if stem(other) == stem(word) else 0)

    def _split(self, word: str) -> tuple[str, str] | None:
        """The two known words that an unknown one is written together from."""
        if self.knows(word) or self._is_written(word):
            return None
        pairs = (
            (word[:place], word[place:])
            for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
            if word[:place] in self._counts and word[place:] in self._counts
        )
        return max(pairs, key=lambda pair: min(map(self._counts.__getitem__, pair)), default=None)
