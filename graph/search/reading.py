"""A query as it is understood: its terms, and the paraphrases that the index knows of them.

A paraphrase stands for some terms that follow each other: what an abbreviation means, or the names of a node that is
called so. A node is as well found by it as by the terms themselves, and so is all that is below the node.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.model.limits import Limits
from graph.search.corrections import Corrections
from graph.search.normalization import ABSENT, JOINTS, is_negation, normalised_words, signs
from graph.search.phrases import Phrase, Written, in_full, phrases_of
from graph.search.words import folded_words, stem

FILLERS = frozenset(
    (
        "a an and are as at be been being by can cant code codes coding could did do does doesnt dont due dx for from "
        "get gets getting got had has have having he her him his how i icd icd10 icd9 id im in into is it its ive me "
        "my need needs of on or our out patient pt she should so that the their them then there they this to up us "
        "want was we were what when where which who why will with wont would you your about after before during just "
        "too very them if than diagnosis billing bill called cm 10cm drg msdrg "
        "gave give gives giving take takes taking took taken long much many more some any all off went go make made "
        "feel feels feeling felt keep keeps stop put see look looks looking now today since while still always only "
        "again ever like bad really kind sort thing things something"
    ).split()
)
"""Words of questions, and those that join others: a hit need not have them, unless the query has no others."""
_CONTEXT = frozenset("from for on after following".split())
"""Words after which a query says in what context something is, as in 'AKI on CKD'."""
_RULED_OUT = (["r", "o"], ["rule", "out"], ["ruled", "out"])


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query that a hit should have: how it is written, its signed stem, and what it may be instead."""

    word: str
    stem: str
    corrected: frozenset[str] = frozenset()
    is_context: bool = False
    """Whether it says for what, from what or after what."""

    @property
    def bare(self) -> str:
        """The stem without its sign."""
        return self.stem.removeprefix(ABSENT)

    @property
    def is_absent(self) -> bool:
        return self.stem.startswith(ABSENT)


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


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What abbreviations mean, by key; `only` has those that can mean but one thing, which no node is."""

    meanings: Mapping[str, Sequence[str]]
    only: Mapping[str, Sequence[str]]

    def __contains__(self, key: object) -> bool:
        return key in self.meanings or key in self.only


def read_query(text: str, corrections: Corrections, abbreviations: Abbreviations) -> Reading:
    """A query read: any text is one; control characters and signs separate words.

    The last word is not put right if it is the beginning of a known one.
    """
    asserted = _asserted(normalised_words(text)[: Limits.words])
    is_begun = asserted and corrections.begins(asserted[-1])
    unfinished = [(asserted.pop(), ())] if is_begun else []
    written: list[tuple[str, tuple[str, ...]]] = [*_put_right(asserted, corrections), *unfinished]
    words, likely = [word for word, _ in written], [others[0] if others else word for word, others in written]
    terms, of_word = _terms(written, list(in_full(likely, abbreviations.only, abbreviations)))
    begun = words[-1] if words and of_word.get(len(words) - 1) else ""
    phrases = phrases_of(words, likely, of_word, abbreviations.meanings)
    return Reading(text, tuple(folded_words(text)), tuple(terms), phrases, begun)


def _terms(written: Sequence[tuple[str, tuple[str, ...]]], in_full: Written) -> tuple[list[Term], dict[int, list[int]]]:
    """The terms of words that are written in full, and which of them stand for which word as it was written."""
    words = [(word, places) for meaning, places in in_full for word in meaning.split()]
    wanted = [not _says_nothing(word) for word, _ in words]
    if len(words) > 1 and words[-1][0] == "a":  # Hepatitis A.
        wanted[-1] = True
    if not any(wanted):
        wanted = [True] * len(words)
    terms, of_word = list[Term](), dict[int, list[int]]()
    for place, (sign, (word, places)) in enumerate(zip(_signs([word for word, _ in words]), words, strict=True)):
        if wanted[place]:
            others = written[min(places)][1] if len(places) == 1 else ()
            was = written[min(places)][0] if others else word
            for of in places:
                of_word.setdefault(of, []).append(len(terms))
            corrected = frozenset(sign + stem(other) for other in others)
            is_context = bool(terms) and any(word in _CONTEXT for word, _ in words[:place])
            terms.append(Term(was, sign + stem(was), corrected, is_context))
    return terms, of_word


def _asserted(words: list[str]) -> list[str]:
    """Words up to what is to be ruled out, which is no diagnosis yet."""
    for place in range(1, len(words) - 1):
        if words[place : place + 2] in _RULED_OUT:
            return words[:place]
    return words


def _says_nothing(word: str) -> bool:
    return word in FILLERS or is_negation(word)


def _put_right(words: Sequence[str], corrections: Corrections) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words with what they may be; one that is written together from two as these."""
    for word in words:
        others = corrections.of(word)
        parts = None if others else corrections.parts(word)
        yield from ((part, ()) for part in parts) if parts else ((word, others),)


def _signs(words: Sequence[str]) -> Iterator[str]:
    """`ABSENT` for each word that is said to be absent; a joint never is."""
    return ((word not in JOINTS and sign) or "" for word, sign in zip(words, signs(words), strict=True))
