"""Why a node is a hit: which of its texts matched, and which words of that."""

from collections.abc import Iterator, Sequence

from graph.search.entry import Field
from graph.search.question import How, Question
from graph.search.words import TYPO_LENGTH, Token, code_key, name_key, one_edit_apart, stem, tokens

_START = 3
Texts = Sequence[tuple[Field, str]]
Reason = tuple[Field, str, tuple[str, ...]]


def explain(asked: Question, how: How, curie: str, codes: Sequence[str], texts: Texts) -> Reason:
    """The field of a hit, its text, and the words of it that match."""
    match how:
        case How.EXACT_CODE | How.PREFIX:
            return _code(asked, how, curie, codes)
        case How.EXACT_LABEL:
            return _whole(texts[:1])
        case How.SYNONYM:
            return _whole([item for item in texts[1:] if name_key(item[1]) == asked.name])
        case _:
            return _words(asked, how, codes, texts)


def _code(asked: Question, how: How, curie: str, codes: Sequence[str]) -> Reason:
    """The code; of one that is only begun, what was typed of it as it is written."""
    met = next((code for code in codes if code_key(code) and code_key(code).startswith(asked.code)), None)
    text = met or next((code for code in codes if asked.code.endswith(code_key(code))), curie)
    return Field.CODE, text, (_beginning(text, asked.code) if how is How.PREFIX else text,)


def _beginning(text: str, key: str) -> str:
    return next(text[:end] for end in range(len(text) + 1) if code_key(text[:end]) == key or end == len(text))


def _whole(texts: Texts) -> Reason:
    field, text = texts[0]
    return field, text, tuple(token.written for token in tokens(text))


def _words(asked: Question, how: How, codes: Sequence[str], texts: Texts) -> Reason:
    """The text in which most of the words stand; of equals the first, so that the name comes before what is longer."""
    best: Reason = (*texts[0], ())
    most = 0
    for field, line in _lines(asked, codes, texts):
        found = [(token, word) for token in tokens(line) if (word := _meets(token, asked, how)) is not None]
        met = len({word for _, word in found})
        if met > most:
            most, best = met, (field, line, tuple(dict.fromkeys(token.written for token, _ in found)))
        if most == len(set(asked.required)):
            break
    return best


def _lines(asked: Question, codes: Sequence[str], texts: Texts) -> Iterator[tuple[Field, str]]:
    """What may have matched: the names, the codes, and the lines of longer texts that have a beginning of a word."""
    yield from ((field, text) for field, text in texts if field is not Field.TEXT)
    yield from ((Field.CODE, code) for code in codes)
    starts = [word[:_START] for word in asked.required]
    for field, text in texts:
        if field is Field.TEXT:
            for line in text.split("\n"):
                low = line.casefold()
                if any(start in low for start in starts):
                    yield field, line


def _meets(token: Token, asked: Question, how: How) -> str | None:
    """The word of the query that a word of a text meets."""
    for word in asked.required:
        begun = word == asked.words[-1] and token.word.startswith(word)
        if token.stem == stem(word) or begun or (how <= How.FUZZY and _mistyped(token.word, word)):
            return word
    return None


def _mistyped(written: str, word: str) -> bool:
    """Whether a word is another with one typo, or begins so."""
    if len(word) < TYPO_LENGTH:
        return False
    beginnings = (written, *(written[: len(word) + more] for more in (-1, 0, 1)))
    return any(one_edit_apart(beginning, word) for beginning in beginnings)
