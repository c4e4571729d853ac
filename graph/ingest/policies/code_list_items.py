"""The items of a list of codes: what it names, what it excepts, and what of it is not understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.ingest.policies.code_list_words import EXCEPT, SEPARATOR, without_words

_CODE = r"(?=[A-Z.]*[\d*])[A-Z0-9][A-Z0-9.]*(?:\*+|(?<=\.)-)?"
_ITEM = re.compile(
    rf"\s*\+?(?P<first>{_CODE})(?:\s*(?:-|\bto\b|\bthrough\b|\bthru\b)\s*(?P<last>{_CODE}))?(?P<dash>-)?(?=\s|$)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


class NotUnderstoodError(Exception):
    """A part of a list that has no certain meaning, and why."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(part, reason)
        self.part = " ".join(part.split())
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CodeItem:
    """A code or a range as it is written; `is_open` where a dash or asterisks after a code say all that begin so."""

    first: str
    last: str | None
    is_open: bool
    text: str


@dataclass(slots=True)
class CodeItems:
    """What a list names, and what it excepts."""

    named: list[CodeItem] = field(default_factory=list)
    excepted: list[CodeItem] = field(default_factory=list)


def read_items(text: str, system: str) -> CodeItems:
    """The items of a plain list.

    Raises:
        NotUnderstoodError: it has words that say neither codes nor how they are joined.
    """
    named, exceptions = _split_exceptions(text)
    items = CodeItems(list(_items(named, system)))
    for exception in exceptions:
        found = list(_items(exception, system))
        if not found:
            raise NotUnderstoodError(text, "it does not say by codes what it excepts")
        items.excepted += found
    if not items.named:
        raise NotUnderstoodError(text, "it names no codes")
    return items


def _split_exceptions(text: str) -> tuple[str, list[str]]:
    """What is named, and each text of what is excepted: in brackets, or after a word to the end of the list."""
    whole = _IN_BRACKETS.fullmatch(text)
    named, exceptions = whole[1] if whole else text, list[str]()
    for match in _BRACKETS.finditer(named):
        inside = (match[1] or match[2] or "").strip()
        word = EXCEPT.match(inside)
        if word:
            exceptions.append(inside[word.end() :])
        elif inside.casefold() != "inclusive":
            raise NotUnderstoodError(match[0], "what stands in brackets is no exception")
    named = _BRACKETS.sub(" ", named)
    word = EXCEPT.search(named)
    if word:
        exceptions.append(named[word.end() :])
        named = named[: word.start()]
    return named, exceptions


def _items(text: str, system: str) -> Iterator[CodeItem]:
    for part in filter(None, (part.strip() for part in SEPARATOR.split(text))):
        codes, end = without_words(part, system), 0
        if not codes.strip():
            raise NotUnderstoodError(part, "it names no codes")
        while end < len(codes):
            match = _ITEM.match(codes, end)
            if match is None:
                raise NotUnderstoodError(part, "it is neither a code nor a range of codes")
            yield _item(match)
            end = match.end()


def _item(match: re.Match[str]) -> CodeItem:
    """A code or a range; after a range without dashes of its own, a dash could divide its last code or both."""
    first, last, text = match["first"], match["last"], match[0].strip()
    if last and match["dash"] and not first.endswith("-"):
        raise NotUnderstoodError(text, "it can be a range, or two codes")
    return CodeItem(first, last, bool(match["dash"]) or first.endswith(("-", "*")), text)
