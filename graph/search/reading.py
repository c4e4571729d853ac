"""A query as it is understood: its terms, and the paraphrases that the index knows of them.

A paraphrase stands for some terms that follow each other: what an abbreviation means, or the names of a node that is
called so. A node is as well found by it as by the terms themselves, and so is all that is below the node.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.model.limits import Limits
from graph.search.corrections import Corrections
from graph.search.normalization import ABSENT, JOINTS, is_negation, normalised_words, signed_stems
from graph.search.words import folded_words, name_key, stem

LONGEST_PHRASE = 8
"""Words of a phrase that is looked up as a whole."""
FILLERS = frozenset(
    (
        "a an and are as at be been being by can cant code codes coding could did do does doesnt dont due dx for from "
        "get gets getting got had has have having he her him his how i icd icd10 icd9 id im in into is it its ive me "
        "my need needs of on or our out patient pt she should so that the their them then there they this to up us "
        "want was we were what when where which who why will with wont would you your about after before during just "
        "too very them if than diagnosis billing bill called cm 10cm"
    ).split()
)
"""Words of questions, and those that join others: a hit need not have them, unless the query has no others."""
_OF_ONE_LETTER = frozenset("lr")
"""Letters that stand for a word within others: left, right."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query that a hit should have: how it is written, its signed stem, and what it may be instead."""

    word: str
    stem: str
    corrected: frozenset[str] = frozenset()

    @property
    def bare(self) -> str:
        """The stem without its sign."""
        return self.stem.removeprefix(ABSENT)

    @property
    def is_absent(self) -> bool:
        return self.stem.startswith(ABSENT)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the query that follow each other, as a key of names; `terms` are the places of its terms."""

    key: str
    terms: tuple[int, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as words; `phrases` are what may be the name of something."""

    text: str
    words: tuple[str, ...]
    terms: tuple[Term, ...]
    phrases: tuple[Phrase, ...] = field(compare=False, default=())
    begun: str = ""
    """The last word, which may be unfinished."""

    def finished(self) -> "Reading":
        """The same with a last word that is no beginning of another."""
        return replace(self, begun="")


def read_query(text: str, corrections: Corrections) -> Reading:
    """A query read: any text is one; control characters and signs separate words."""
    written = list(_put_right(normalised_words(text)[: Limits.words], corrections))
    likely = [others[0] if others else word for word, others in written]
    wanted = [word not in FILLERS and not is_negation(word) for word in likely]
    if not any(wanted):
        wanted = [True] * len(likely)
    terms, places = list[Term](), dict[int, int]()
    for place, (sign, (word, others)) in enumerate(zip(_signs(likely), written, strict=True)):
        if wanted[place]:
            places[place] = len(terms)
            corrected = frozenset(sign + stem(other) for other in others)
            terms.append(Term(word, sign + stem(word), corrected))
    phrases = dict.fromkeys(
        phrase for words in ([word for word, _ in written], likely) for phrase in _phrases(words, places)
    )
    begun = written[-1][0] if written and wanted[-1] else ""
    return Reading(text, tuple(folded_words(text)), tuple(terms), tuple(phrases), begun)


def _put_right(words: Sequence[str], corrections: Corrections) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words with what they may be; one that is written together from two as these."""
    for word in words:
        others = corrections.of(word)
        parts = None if others else corrections.parts(word)
        yield from ((part, ()) for part in parts) if parts else ((word, others),)


def _signs(words: Sequence[str]) -> Iterator[str]:
    """`ABSENT` for each word that is said to be absent."""
    for place in range(len(words)):
        signed = list(signed_stems(words[: place + 1]))
        is_last = words[place] not in JOINTS and not is_negation(words[place])
        yield ABSENT if is_last and signed and signed[-1].startswith(ABSENT) else ""


def _phrases(words: Sequence[str], places: dict[int, int]) -> Iterator[Phrase]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_PHRASE) + 1):
            terms = tuple(places[place] for place in range(start, end) if place in places)
            is_all = end - start == len(words)
            if terms and (is_all or not _says_nothing(words[start:end])):
                key = name_key(" ".join(words[start:end]))
                yield from (Phrase(key, terms, is_all) for key in _variants(key))
                if end - start == 2:
                    yield Phrase("".join(words[start:end]), terms, is_all)


def _says_nothing(words: Sequence[str]) -> bool:
    """Whether words within others are looked up in vain: a filler, or a letter."""
    word = words[0]
    if len(words) > 1:
        return word in JOINTS or words[-1] in JOINTS
    return word in FILLERS or (len(word) == 1 and word not in _OF_ONE_LETTER)


def _variants(key: str) -> Iterator[str]:
    """A name in the other number, too."""
    yield key
    yield key.removesuffix("s") if key.endswith("s") and not key.endswith("ss") else f"{key}s"
