"""Texts on which a regular expression that backtracks takes long: what it repeats, many times, and then no end of it.

The parts are taken from the parsed pattern, as `re` has it (`re._parser`), which is not a public interface: a test that
no longer finds it says so at once.
"""

import re
from collections.abc import Iterator
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_COMMON = (
    "a", "A", "1", "1 ", "1.", "1-", " ", "  a", "a ", "\n", "\t", "-", "- ", ".", ",", ", a", ":", ";", "(", ")", "[",
    "{", "<", "<a", "<a ", "&", "''", '"', "/", "*", "_", "=", "|", "a1", "A00.0-", "1 to ", "and ", "of the ", "no ",
)  # fmt: skip
_CLASSES = {
    "CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a",
    "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_WORD": "-",
}  # fmt: skip
_REPEATED = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_ALTERNATIVES = 4
"""Branches of an alternation, and members of a class, of which parts are made."""
_LONGEST_PART = 60


def adversarial_texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Texts of about `length` characters: a part again and again, after nothing or the beginning of a match."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = dict.fromkeys(_sample(tree, place)[:_LONGEST_PART] for place in range(_ALTERNATIVES))
    repeated = (_sample(part, place) for part in _repeated(tree) for place in range(_ALTERNATIVES))
    parts = dict.fromkeys(
        part
        for part in (*_COMMON, *repeated, *whole, *(text[:-1] for text in whole))
        if part and len(part) <= _LONGEST_PART
    )
    beginnings = dict.fromkeys(("", *(text[:cut] for text in list(whole)[:2] for cut in (1, len(text) - 1) if cut > 0)))
    for part in parts:
        for beginning in beginnings:
            yield f"{beginning}{part * (length // len(part))}!"


def _sample(tree: Any, place: int) -> str:
    """A text that about matches; `place` chooses among alternatives."""
    return "".join(_part(str(kind), value, place) for kind, value in tree)


def _part(kind: str, value: Any, place: int) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind in ("NOT_LITERAL", "ANY"):
        return "b" if value == ord("a") else "a"
    if kind == "IN":
        return _member(value, place)
    inner = {"BRANCH": lambda: value[1][place % len(value[1])], "SUBPATTERN": lambda: value[3]}
    inner |= {"ATOMIC_GROUP": lambda: value, "GROUPREF_EXISTS": lambda: value[1]}
    inner |= dict.fromkeys(_REPEATED, lambda: value[2])
    return _sample(inner[kind](), place) * (max(1, value[0]) if kind in _REPEATED else 1) if kind in inner else ""


def _member(members: Any, place: int) -> str:
    """A character of a class, or one that a negated class may have."""
    if str(members[0][0]) == "NEGATE":
        excluded = {chr(value) for kind, value in members[1:] if str(kind) == "LITERAL"}
        return next(letter for letter in "a 1x-." if letter not in excluded)
    kind, value = members[place % len(members)]
    if str(kind) == "CATEGORY":
        return _CLASSES[str(value)]
    return chr(value[0] if str(kind) == "RANGE" else value)


def _repeated(tree: Any) -> Iterator[Any]:
    """The parts that are repeated, at any depth."""
    for kind, value in tree:
        match str(kind):
            case name if name in _REPEATED:
                yield value[2]
                yield from _repeated(value[2])
            case "BRANCH":
                for branch in value[1]:
                    yield from _repeated(branch)
            case "SUBPATTERN":
                yield from _repeated(value[3])
            case "ATOMIC_GROUP":
                yield from _repeated(value)
            case "ASSERT" | "ASSERT_NOT":
                yield from _repeated(value[1])
            case "GROUPREF_EXISTS":
                for branch in filter(None, value[1:]):
                    yield from _repeated(branch)
