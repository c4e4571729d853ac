"""Words as they are compared between a query and the names of nodes: one spelling, Arabic numerals, stems, negation.

Names of the code systems are in American spelling, so every variant is read as that one. Numerals are Arabic after
words such as 'stage' and 'type'. A stem behind `ABSENT` is of what is said to be absent, as in 'without bleeding'.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from graph.model.source_files import ROOT
from graph.search.words import folded_words, stem

SPELLINGS = ROOT / "data" / "spelling" / "american.tsv"
ABSENT = "!"
JOINTS = frozenset("a an and as at but by for from in into is of on or the to with due".split())
"""Words of a name that say nothing about what it names."""
EMPTY = frozenset(
    map(
        stem,
        "unspecified without nos site organism elsewhere classified encounter initial "
        "disease disorder disorders type part cause".split(),
    )
)
"""Stems of a name that say nothing else: what it leaves open."""
_NEGATIONS = frozenset("no not without denies".split())
_END_OF_NEGATION = frozenset("with but left right bilateral unspecified".split())
_LETTER = "a"
"""A joint that names something at the end of a name: hepatitis A, vitamin A."""
_NEGATED_WORDS = 3
"""Words after a negation that it speaks of, at most."""
_CLAUSE = re.compile(r"[,;:()\[\]]")
_NUMBERED = frozenset("stage type grade class degree phase group".split())
_NUMERALS: Mapping[str, str] = {
    **dict(zip("i ii iii iv v vi vii viii ix x".split(), map(str, range(1, 11)), strict=True)),
    **{word: str(number) for number, word in enumerate("one two three four five six".split(), 1)},
}
_ALONE = frozenset(("ii", "iii", "vii", "viii"))
"""Roman numerals that are no word or abbreviation of their own."""
_ORDINALS: Mapping[str, str] = {
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth",
}  # fmt: skip
_LETTERS = frozenset("abc")
"""Letters of the parts into which a stage or a type is divided."""
_DIVIDED = re.compile(r"(?P<numeral>iv|i{1,3}|v)(?P<letter>[abc])")
_REMEMBERED = 65_536


@cache
def spellings() -> Mapping[str, str]:
    """American spellings of words by other spellings, each as folded words."""
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        said = {_folded(row["spelling"]): _folded(row["us"]) for row in rows}
    return {spelling: said.get(american, american) for spelling, american in said.items()}


def _folded(text: str) -> str:
    return " ".join(folded_words(text))


def normalised_words(text: str) -> list[str]:
    """The words of a text in American spelling and with Arabic numerals.

    >>> normalised_words("Anaemia, stage III")
    ['anemia', 'stage', '3']
    """
    return normalised(folded_words(text))


def normalised(folded: list[str]) -> list[str]:
    """Folded words in American spelling and with Arabic numerals."""
    words: list[str] = []
    for word in _respelt(_with(folded)):
        if word in _LETTERS and len(words) > 1 and words[-1].isdigit() and words[-2] in _NUMBERED:
            words[-1] += word
        else:
            words.append(_numbered(word, words[-1] if words else ""))
    return words


def _with(words: list[str]) -> list[str]:
    """Words with 'w' and 'w/o' among others written in full."""
    if len(words) < 2 or "w" not in words:
        return words
    found: list[str] = []
    for word in words:
        if word == "o" and found and found[-1] == "with":
            found[-1] = "without"
        else:
            found.append("with" if word == "w" else word)
    return found


@cache
def _respelt_beginnings() -> frozenset[str]:
    """The words with which a spelling begins that is another in American."""
    return frozenset(spelling.partition(" ")[0] for spelling in spellings())


def _respelt(words: list[str]) -> Sequence[str]:
    """Words in American spelling; of two that are one word elsewhere, that one."""
    if _respelt_beginnings().isdisjoint(words):
        return words
    return list(_each_respelt(words))


def _each_respelt(words: list[str]) -> Iterator[str]:
    known, place = spellings(), 0
    while place < len(words):
        pair = " ".join(words[place : place + 2])
        together = known.get(pair) if " " in pair else None
        yield from (together or known.get(words[place], words[place])).split()
        place += 2 if together else 1


def _numbered(word: str, before: str) -> str:
    """A numeral in digits; `before` is the word before it."""
    if before in _NUMBERED:
        divided = _DIVIDED.fullmatch(word)
        return _NUMERALS[divided["numeral"]] + divided["letter"] if divided else _NUMERALS.get(word, word)
    return _NUMERALS[word] if word in _ALONE else _ORDINALS.get(word, word)


def signs(words: Sequence[str]) -> Iterator[str | None]:
    """`ABSENT` for each word that is said to be absent, an empty text for others; None for negations and joints."""
    negated = 0
    for place, word in enumerate(words):
        if word in _END_OF_NEGATION:
            negated = 0
        if word in _NEGATIONS:
            negated = _NEGATED_WORDS
            yield None
        elif word not in JOINTS or (word == _LETTER and place and place == len(words) - 1):
            yield ABSENT if negated else ""
            negated = max(negated - 1, 0)
        else:
            yield None


def signed_stems(words: Sequence[str]) -> Iterator[str]:
    """The stems of words, those of what is said to be absent behind `ABSENT`; negations and joints are left out."""
    return (sign + stem(word) for word, sign in zip(words, signs(words), strict=True) if sign is not None)


def is_negation(word: str) -> bool:
    """Whether what follows is said to be absent."""
    return word in _NEGATIONS


def says_no_more(name: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the stems of a name say no more than those of another, but that something is unspecified or absent."""
    return all(found in EMPTY or found.startswith(ABSENT) for found in name - other)


@lru_cache(_REMEMBERED)
def name_stems(text: str) -> frozenset[str]:
    """What a name says, as signed stems; a negation ends with its clause.

    >>> sorted(name_stems("Calculus of gallbladder without cholecystitis, with obstruction"))
    ['!cholecyst', 'calculus', 'gallbladd', 'obstruct']
    """
    return frozenset(found for clause in _CLAUSE.split(text) for found in _clause_stems(clause))


@lru_cache(_REMEMBERED)
def _clause_stems(clause: str) -> tuple[str, ...]:
    return tuple(signed_stems(normalised_words(clause)))
