"""The cues of contexts, read from `data/language/context-cues.tsv`: words, with classes of words in braces.

`{be} not {seen}` stands for any word of the class `be` of `data/language/context-words.tsv`, and so on; `{side?}` may
be missing, `...` stands for up to six words, and `^` for the beginning of a clause.
`{year}` and `{decade}` are numbers: 1998, 1950s.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from graph.model.source_files import ROOT

_LANGUAGE = ROOT / "data" / "language"
_WORD = re.compile(r"\w+-(?=(?:second|minute|hour|day|week|month|year)s?\b)|[\w/'’-]+|,|(?<!\w)\?(?=\s?\w)")
"""A number is a word of its own before its unit: '3-day'. A question mark before a word doubts it: '?stroke'."""
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBERS = {"year": r"(?:19|20)\d\d", "decade": r"(?:19|20)\d0['’]?s"}
_CLASS = re.compile(r"\\\{([a-z\\ ]+)(\\\?)?\\\}(\\ )?")
_FIRST_CLASS = re.compile(r"\{([a-z ]+)(\?)?\} ?")
_FEW_WORDS = r"(?:\s+[\w/'’-]+){0,6}?,?\s+"


class Cue(NamedTuple):
    """A cue that stands in a text, from `start` to `end`, what it says and of what (see the directions of scopes)."""

    start: int
    end: int
    categories: frozenset[str]
    direction: str


class _Pattern(NamedTuple):
    pattern: re.Pattern[str]
    categories: frozenset[str]
    direction: str


def cue_at(text: str, place: int) -> Cue | None:
    """The longest cue that begins with the word at a place of a text."""
    word = _WORD.match(text, place)
    first = _POSSESSIVE.sub("", word[0].lower()) if word else ""
    patterns = _patterns(first) if first in _rows_by_word() else ()
    found = [(match.end(), one) for one in patterns if (match := one.pattern.match(text, place))]
    end, cue = max(found, key=lambda one: one[0], default=(place, None))
    return Cue(place, end, cue.categories, cue.direction) if cue else None


def cues_within(text: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of a stretch of a text, none within another."""
    for word in _WORD.finditer(text, start, end):
        cue = cue_at(text, word.start()) if word.start() >= start else None
        if cue and cue.end <= end:
            start = cue.end
            yield cue


@cache
def any_word(*classes: str) -> str:
    """A regular expression for any word of classes, the longest first."""
    words = [word for name in classes for word in _word_classes()[name]]
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len)[::-1]) + ")"


@cache
def _word_classes() -> Mapping[str, Sequence[str]]:
    with (_LANGUAGE / "context-words.tsv").open(encoding="utf-8", newline="") as file:
        return {row["class"]: row["words"].split("|") for row in csv.DictReader(file, delimiter="\t")}


@cache
def _rows_by_word() -> Mapping[str, Sequence[Mapping[str, str]]]:
    """The rows of cues by each word that they may begin with."""
    by_word: dict[str, list[Mapping[str, str]]] = {}
    with (_LANGUAGE / "context-cues.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for word in _first_words(row["cue"]):
                by_word.setdefault(word, []).append(row)
    return by_word


@cache
def _patterns(word: str) -> Sequence[_Pattern]:
    """The cues that begin with a word of `_rows_by_word`, compiled when they are needed: together they take a while."""
    rows = _rows_by_word()[word]
    return [_Pattern(_pattern(row["cue"]), frozenset(row["categories"].split()), row["direction"]) for row in rows]


def _pattern(cue: str) -> re.Pattern[str]:
    written = re.escape(cue).replace(r"\^", r"(?<!\w\s)").replace(r"\ \.\.\.\ ", _FEW_WORDS)
    written = _CLASS.sub(lambda match: _of_class(*match.groups()), written).replace(r"\ ", r"\s+")
    return re.compile(rf"{written}(?![\w-])" if cue[-1] != "?" else written, re.IGNORECASE)


def _of_class(name: str, may_miss: str | None, blank: str | None) -> str:
    name = name.replace("\\", "")
    any_of, blank = _NUMBERS.get(name) or any_word(name), r"\s+" if blank else ""
    return f"(?:{any_of}{blank})?" if may_miss else any_of + blank


def _first_words(cue: str) -> set[str]:
    match = _FIRST_CLASS.match(cue)
    if not match:
        return {cue.split(maxsplit=1)[0].lstrip("^").rstrip(".,") or ","}
    of_class = {word.split()[0] for word in _word_classes()[match[1]]}
    return of_class | _first_words(cue[match.end() :]) if match[2] else of_class
