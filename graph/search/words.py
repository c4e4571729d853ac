"""Text as a search compares it: folded words, their stems, and the keys of whole names and of codes.

A word is a run of letters and digits without case and accents; an apostrophe is no boundary ('Crohn's' is `crohns`).
Stems are those of the Snowball stemmer for English.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import tantivy

STOP_WORDS = frozenset("a an and at by due for from in into is of on or other the to with".split())
"""Words that a hit need not have, unless the query has no others."""
_JOINTS = frozenset("an and at by for in of on the to".split())
"""Words without which a name is still the same; 'Hepatitis A' is not 'Hepatitis'."""
_REMEMBERED = 65_536
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_JOINED = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOT_CODE = re.compile(r"[^a-z0-9]+")


def analyzer(*, stemmed: bool) -> tantivy.TextAnalyzer:
    """The analyzer of the index's fields; `composed_text` goes in."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    # Some small capitals fold to capitals, and some capitals lower to what folds: so letters are lowered on both sides.
    for letters in (tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), tantivy.Filter.lowercase()):
        builder = builder.filter(letters)
    return (builder.filter(tantivy.Filter.stemmer("english")) if stemmed else builder).build()


_FOLD, _STEM = analyzer(stemmed=False), analyzer(stemmed=True)


def composed_text(text: str) -> str:
    """Text as the analyzers take it: composed characters, no apostrophes, nothing that is no text."""
    composed = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return composed.replace("'", "").replace("’", "")


def folded_words(text: str) -> list[str]:
    """The words of a text."""
    return _FOLD.analyze(composed_text(text))


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """The stem of a folded word."""
    return (_STEM.analyze(word) or [word])[0]


def name_key(text: str) -> str:
    """A whole name as it is compared: case, accents, signs and words that only join others do not count."""
    return key_of_words(folded_words(text))


def key_of_words(words: Sequence[str]) -> str:
    """The key of a name by its folded words."""
    return " ".join([word for word in words if word not in _JOINTS]) or " ".join(words)


def code_key(text: str) -> str:
    """A code as it is compared: with and without dots, hyphens, blanks and case it is the same."""
    return _NOT_CODE.sub("", composed_text(text).casefold())


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text as it stands there, folded, and its stem."""

    written: str
    word: str
    stem: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text as they stand in it."""
    for written in _WORD.findall(text):
        yield from _tokens(written)


def joined_tokens(text: str) -> Iterator[Token]:
    """Words joined by hyphens, each read as one: 'X-ray' is also `xray`."""
    for written in _JOINED.findall(text) if "-" in text else ():
        if "-" in written:
            yield from (Token(written, word, stem(word)) for word in folded_words(written.replace("-", "")))


@lru_cache(_REMEMBERED)
def _tokens(written: str) -> tuple[Token, ...]:
    return tuple(Token(written, word, stem(word)) for word in folded_words(written))
