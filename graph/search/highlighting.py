"""How a node was found: by which of its texts, and by which words of that."""

from collections.abc import Iterator, Sequence

from graph.search.candidate import Candidate
from graph.search.code_query import CodeQuery
from graph.search.entry import Field
from graph.search.match_type import MatchType
from graph.search.normalization import ABSENT, name_stems
from graph.search.relevance import Relevance
from graph.search.retrieval import Question
from graph.search.search_types import MatchReason
from graph.search.words import code_key, folded_words, joined_tokens, name_key, tokens

_START = 2
"""Letters that a word and what has its stem have in common."""


def explain_code(code: CodeQuery, match_type: MatchType, curie: str, codes: Sequence[str]) -> MatchReason:
    """The code; of one that is only begun, what was typed of it as it is written."""
    for key in code.keys:
        for written in codes:
            if code_key(written).startswith(key):
                part = _beginning(written, key) if match_type is MatchType.PREFIX else written
                return Field.CODE, written, (part,)
    text = next((written for written in codes if code.key.endswith(code_key(written).lstrip("0"))), curie)
    return Field.CODE, text, (text,)


def _beginning(text: str, key: str) -> str:
    return next(text[:end] for end in range(len(text) + 1) if code_key(text[:end]) == key or end == len(text))


def match_type_of(question: Question, node: Candidate) -> MatchType:
    """How a node was found by words."""
    asked = name_key(question.text)
    if node.names and name_key(node.names[0].text) == asked:
        return MatchType.EXACT_LABEL
    if any(name_key(name.text) == asked for name in node.names) or _is_called_so(question, node):
        return MatchType.SYNONYM
    return question.rated.way_of(node)


def _is_called_so(question: Question, node: Candidate) -> bool:
    """Whether a node is called as all of the query, in other words but with no word put right."""
    terms = question.reading.terms
    return not any(term.corrected for term in terms) and any(
        anchor.curie == node.curie and len(item.terms) == len(terms) for item, anchor in question.rated.anchored
    )


def explain_words(
    question: Question, node: Candidate, rated: Relevance, codes: Sequence[str], texts: Sequence[str]
) -> MatchReason:
    """The name that fits best, and the words of it that match; a line of a longer text where no name has any."""
    name = node.names[rated.name]
    words = tuple(_met(name.text, rated.met, question.rated.beginning))
    wanted = {term.bare for term in question.reading.terms}
    if not words:
        code = next((code for code in codes if not wanted.isdisjoint((code_key(code), *name_stems(code)))), None)
        if code is not None:
            return Field.CODE, code, (code,)
        for line in _lines(texts, wanted):
            found = tuple(_met(line, frozenset(wanted), question.rated.beginning))
            if found:
                return Field.TEXT, line, found
    return name.field, name.text, words


def _met(text: str, stems: frozenset[str], beginning: str) -> Iterator[str]:
    """The words of a text that have one of these stems, as they are written."""
    bare = {found.lstrip(ABSENT) for found in stems}
    seen = set[str]()
    for token in tokens(text):
        is_met = not bare.isdisjoint((token.stem, *name_stems(token.written)))
        if token.written not in seen and (is_met or (beginning and token.word.startswith(beginning))):
            seen.add(token.written)
            yield token.written
    yield from (token.written for token in joined_tokens(text) if token.stem in bare)


def _lines(texts: Sequence[str], stems: set[str]) -> Iterator[str]:
    """The lines of longer texts that have a beginning of a stem, those with most of them first."""
    starts = tuple({stem[:_START] for stem in stems})
    lines = [line for text in texts for line in text.split("\n") if any(start in _lowered(line) for start in starts)]
    yield from sorted(lines, key=lambda line: -len(name_stems(line) & stems))


def _lowered(line: str) -> str:
    """A line without capitals and accents; an ordinary one quickly."""
    return line.casefold() if line.isascii() else " ".join(folded_words(line))
