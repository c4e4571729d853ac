"""Why a node is a hit: which of its texts matched, and which words of that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.search.entry import Field
from graph.search.query_builder import Corrections, MatchType, ParsedQuery
from graph.search.search_types import MatchReason
from graph.search.words import TYPO_LENGTH, Token, code_key, joined_tokens, name_key, one_edit_apart, stem, tokens

_START = 2
"""Letters that a word and what has its stem have in common."""
Texts = Sequence[tuple[Field, str]]


def explain(
    readings: Sequence[ParsedQuery],
    match_type: MatchType,
    curie: str,
    codes: Sequence[str],
    texts: Texts,
    corrections: Corrections,
) -> MatchReason:
    """The field of a hit, its text, and the words of it that match; `readings` are those of the query."""
    asked = readings[0]
    match match_type:
        case MatchType.EXACT_CODE | MatchType.PREFIX:
            return _code(asked, match_type, curie, codes)
        case MatchType.EXACT_LABEL:
            return _whole(texts[:1])
        case MatchType.SYNONYM:
            names = {reading.name for reading in readings}
            return _whole([item for item in texts[1:] if name_key(item[1]) in names])
        case MatchType.SOME_WORDS if asked.is_code:
            text = codes[0] if codes else curie
            return Field.CODE, text, (text,)
        case _:
            found = [_words(_sought(reading, match_type, corrections), codes, texts) for reading in readings]
            return max(found, key=lambda reason: len(reason[2]))


def _code(asked: ParsedQuery, match_type: MatchType, curie: str, codes: Sequence[str]) -> MatchReason:
    """The code; of one that is only begun, what was typed of it as it is written."""
    for key in (asked.code, *(key for _, key in asked.system_codes)):
        for code in codes:
            if code_key(code).startswith(key):
                return Field.CODE, code, (_beginning(code, key) if match_type is MatchType.PREFIX else code,)
    text = next((code for code in codes if asked.code.endswith(code_key(code).lstrip("0"))), curie)
    return Field.CODE, text, (text,)


def _beginning(text: str, key: str) -> str:
    return next(text[:end] for end in range(len(text) + 1) if code_key(text[:end]) == key or end == len(text))


def _whole(texts: Texts) -> MatchReason:
    field, text = texts[0]
    return field, text, tuple(token.written for token in tokens(text))


@dataclass(frozen=True, slots=True)
class _Sought:
    """A word of the query as the index has looked for it."""

    word: str
    stems: frozenset[str]
    starts: tuple[str, ...]
    begun: bool
    mistyped: bool

    def meets(self, token: Token) -> bool:
        """Whether a word of a text is this one, begins so, or is or begins so but for a typo."""
        if token.stem in self.stems or (self.begun and token.word.startswith(self.word)):
            return True
        if not self.mistyped:
            return False
        beginnings = (token.word[: len(self.word) + more] for more in (-1, 0, 1))
        return one_edit_apart(token.word, self.word) or (
            self.begun and any(one_edit_apart(beginning, self.word) for beginning in beginnings)
        )


def _sought(asked: ParsedQuery, match_type: MatchType, corrections: Corrections) -> list[_Sought]:
    """The words of the query, each once."""
    found = []
    for word in dict.fromkeys(asked.required):
        mistyped = match_type is MatchType.FUZZY and len(word) >= TYPO_LENGTH and word.isalpha()
        readings = (word, *(corrections(word) if mistyped else ()))
        begun = match_type > MatchType.SOME_WORDS and word == asked.words[-1]
        starts = tuple({reading[:_START] for reading in readings})
        found.append(_Sought(word, frozenset(map(stem, readings)), starts, begun, mistyped))
    return found


def _words(sought: Sequence[_Sought], codes: Sequence[str], texts: Texts) -> MatchReason:
    """The text in which most of the words stand; of equals the first, so that the name comes before what is longer."""
    best: MatchReason = (*texts[0], ())
    most = 0
    for field, line in _lines(sought, codes, texts):
        found = [(token, one.word) for token in _written(field, line) for one in sought if one.meets(token)]
        met = len({word for _, word in found})
        if met > most:
            most, best = met, (field, line, tuple(dict.fromkeys(token.written for token, _ in found)))
        if most == len(sought):
            break
    return best


def _lines(sought: Sequence[_Sought], codes: Sequence[str], texts: Texts) -> Iterator[tuple[Field, str]]:
    """What may have matched: the names, the codes, and the lines of longer texts that have a beginning of a word."""
    yield from ((field, text) for field, text in texts if field is not Field.TEXT)
    yield from ((Field.CODE, code) for code in codes)
    starts = tuple({start for one in sought for start in one.starts})
    for field, text in texts:
        if field is Field.TEXT:
            for line in text.split("\n"):
                low = line.casefold()
                if not low.isascii() or any(start in low for start in starts):
                    yield field, line


def _written(field: Field, text: str) -> Iterator[Token]:
    """The words of a text in each way in which the index has them."""
    yield from tokens(text)
    yield from joined_tokens(text)
    if field is Field.CODE:
        yield Token(text, code_key(text), stem(code_key(text)))
