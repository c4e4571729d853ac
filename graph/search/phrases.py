"""Phrases of a query: words that follow each other and may together be the name of something."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.search.normalization import JOINTS
from graph.search.words import folded_words, name_key

_LONGEST = 8
"""Words of a phrase."""
_LONGEST_ABBREVIATION = 4
"""Words of what is written in full."""
_SHORT = 3
"""Letters up to which a known expression is an abbreviation: in another number it is another one, as MI and MIS are."""
_OF_ONE_LETTER = frozenset("lr")
"""Letters that stand for a word within others: left, right."""

Written = Sequence[tuple[str, frozenset[int]]]
"""Words, or what abbreviations mean, each with the places of the words of the query for which it stands."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as a key of names, the places of the terms for which they stand, and whether these are the whole query.

    `is_reworded` tells that it is not what is written: put right, in another number, or with other words for some.
    `length` counts the words of the query for which it stands, also those that are no terms.
    """

    key: str
    terms: tuple[int, ...]
    is_all: bool
    is_reworded: bool = False
    length: int = 1


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
    reworded = [
        *_phrases(corrected, terms, meanings),
        *_phrases(list(in_full(likely, meanings, meanings)), terms, meanings),
    ]
    found = (*_phrases(written, terms, meanings), *(replace(phrase, is_reworded=True) for phrase in reworded))
    return tuple(dict.fromkeys(found))


def _as_they_are(words: Sequence[str]) -> Written:
    return [(word, frozenset((place,))) for place, word in enumerate(words)]


def in_full(
    words: Sequence[str], meanings: Mapping[str, Sequence[str]], known: Container[str]
) -> Iterator[tuple[str, frozenset[int]]]:
    """Words with the first meaning of each expression in its place, the longest expressions first.

    What is `known` without a meaning here remains as it is.
    """
    start = 0
    while start < len(words):
        end, key = _longest(words, start, known)
        meaning = meanings.get(key)
        if meaning:
            yield " ".join(folded_words(meaning[0])), frozenset(range(start, end))
        else:
            yield from ((words[place], frozenset((place,))) for place in range(start, end))
        start = end


def _longest(words: Sequence[str], start: int, known: Container[str]) -> tuple[int, str]:
    """The end and the key of the longest known expression from a place on; of one word where none is known."""
    for end in range(min(len(words), start + _LONGEST_ABBREVIATION), start, -1):
        key = name_key(" ".join(words[start:end]))
        if key in known:
            return end, key
    return start + 1, ""


def _phrases(words: Written, terms: Mapping[int, Sequence[int]], known: Container[str]) -> Iterator[Phrase]:
    count = len({place for _, of_word in words for place in of_word})
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
            written = [word for word, _ in words[start:end]]
            places = {place for _, of_word in words[start:end] for place in of_word}
            meant = tuple(sorted({term for place in places for term in terms.get(place, ())}))
            is_all = len(places) == count
            if meant and (is_all or _may_be_name(written)):
                key, length = name_key(" ".join(written)), len(places)
                yield Phrase(key, meant, is_all, length=length)
                others = () if len(key) <= _SHORT and key in known else _variants(key)
                yield from (Phrase(other, meant, is_all, is_reworded=True, length=length) for other in others)
                if len(written) == 2:
                    yield Phrase("".join(written), meant, is_all, length=length)


def _may_be_name(words: Sequence[str]) -> bool:
    """Whether words within others may be a name: they neither begin nor end with a joint, and are no mere letter."""
    if words[0] in JOINTS or words[-1] in JOINTS:
        return False
    return len(words) > 1 or len(words[0]) > 1 or words[0] in _OF_ONE_LETTER


def _variants(key: str) -> Iterator[str]:
    """A name in the other number; what has the name of a person is a disease or a syndrome of theirs."""
    if not key.endswith("s") or key.endswith("ss"):
        yield f"{key}s"
        return
    yield key.removesuffix("s")
    if " " not in key:
        yield from (f"{key} disease", f"{key} syndrome")
