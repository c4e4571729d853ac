"""Phrases of a query: words that follow each other and may together be the name of something."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.search.normalization import JOINTS
from graph.search.words import folded_words, name_key

_LONGEST = 8
"""Words of a phrase."""
_LONGEST_ABBREVIATION = 4
"""Words of what is written in full."""
_OF_ONE_LETTER = frozenset("lr")
"""Letters that stand for a word within others: left, right."""

Written = Sequence[tuple[str, frozenset[int]]]
"""Words, or what abbreviations mean, each with the places of the words of the query for which it stands."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as a key of names, the places of the terms for which they stand, and whether these are the whole query."""

    key: str
    terms: tuple[int, ...]
    is_all: bool


def phrases_of(
    words: Sequence[str],
    likely: Sequence[str],
    terms: Mapping[int, Sequence[int]],
    meanings: Mapping[str, Sequence[str]],
) -> tuple[Phrase, ...]:
    """The phrases of words as they are written, corrected, and with abbreviations written in full.

    `terms` are the places of the terms that stand for a word, by the place of the word.
    """
    written, corrected = _as_they_are(words), _as_they_are(likely)
    sequences = [written, corrected, list(in_full(likely, meanings))]
    return tuple(dict.fromkeys(phrase for found in sequences for phrase in _phrases(found, terms)))


def _as_they_are(words: Sequence[str]) -> Written:
    return [(word, frozenset((place,))) for place, word in enumerate(words)]


def in_full(words: Sequence[str], meanings: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, frozenset[int]]]:
    """Words with the first meaning of each abbreviation in its place, the longest abbreviations first."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST_ABBREVIATION), start, -1):
            meaning = meanings.get(name_key(" ".join(words[start:end])))
            if meaning:
                yield " ".join(folded_words(meaning[0])), frozenset(range(start, end))
                start = end
                break
        else:
            yield words[start], frozenset((start,))
            start += 1


def _phrases(words: Written, terms: Mapping[int, Sequence[int]]) -> Iterator[Phrase]:
    count = len({place for _, of_word in words for place in of_word})
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
            written = [word for word, _ in words[start:end]]
            places = {place for _, of_word in words[start:end] for place in of_word}
            meant = tuple(sorted({term for place in places for term in terms.get(place, ())}))
            is_all = len(places) == count
            if meant and (is_all or _may_be_name(written)):
                key = name_key(" ".join(written))
                yield from (Phrase(key, meant, is_all) for key in _variants(key))
                if len(written) == 2:
                    yield Phrase("".join(written), meant, is_all)


def _may_be_name(words: Sequence[str]) -> bool:
    """Whether words within others may be a name: they neither begin nor end with a joint, and are no mere letter."""
    if words[0] in JOINTS or words[-1] in JOINTS:
        return False
    return len(words) > 1 or len(words[0]) > 1 or words[0] in _OF_ONE_LETTER


def _variants(key: str) -> Iterator[str]:
    """A name in the other number, too; what has the name of a person is a disease or a syndrome of theirs."""
    yield key
    if not key.endswith("s") or key.endswith("ss"):
        yield f"{key}s"
        return
    yield key.removesuffix("s")
    if " " not in key:
        yield from (f"{key} disease", f"{key} syndrome")
