"""Sentences whose mentions stand in brackets, with their context behind a bar: `no [fever|negated] but [cough]`."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.search.clinical_context import mention_contexts

_MARK = re.compile(r"\[([^\]|]+)(?:\|([a-z,]+))?\]")


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence without its marks: where its mentions are, and the categories of each."""

    text: str
    mentions: tuple[tuple[int, int], ...]
    contexts: tuple[frozenset[str], ...]


def read_sentences(path: Path) -> Iterator[MarkedSentence]:
    """The sentences of a file, one a line; lines that begin with # are comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield _read(line)


def _read(line: str) -> MarkedSentence:
    text, mentions, contexts, end = "", [], [], 0
    for match in _MARK.finditer(line):
        text += line[end : match.start()]
        mentions.append((len(text), len(text) + len(match[1])))
        contexts.append(frozenset((match[2] or "").split(",")) - {""})
        text, end = text + match[1], match.end()
    return MarkedSentence(text + line[end:], tuple(mentions), tuple(contexts))


def found_contexts(sentence: MarkedSentence) -> list[frozenset[str]]:
    """The categories that are found for each mention of a sentence."""
    return [frozenset(one.category.value for one in of) for of in mention_contexts(sentence.text, sentence.mentions)]


def counted(sentences: Iterator[MarkedSentence]) -> dict[str, Counter[str]]:
    """By category, and in `all`: how many are right, wrong (found, but not so) and missed."""
    counts: dict[str, Counter[str]] = {"all": Counter()}
    for sentence in sentences:
        for wanted, found in zip(sentence.contexts, found_contexts(sentence), strict=True):
            for category in wanted | found:
                kind = "right" if category in wanted & found else "missed" if category in wanted else "wrong"
                counts.setdefault(category, Counter())[kind] += 1
                counts["all"][kind] += 1
    return counts
