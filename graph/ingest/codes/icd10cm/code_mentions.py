"""The codes that a note of ICD-10-CM names: single ones, ranges, and those of them with certain characters.

Notes name codes in brackets at their end, as in 'burns (T20-T31)', and where there are no brackets, in their sentence:
'code from category E10'. A dash after a code says that it is divided further. Conditions on characters, as in 'T36-T50
with fifth or sixth character 5', hold for all codes named before them in the same brackets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_CODE = rf"(?<![A-Za-z0-9]){CODE_SYSTEMS['ICD10CM'].pattern}(?![0-9A-Za-z])"
_DIVIDED = r"(?:X(?![0-9A-Z]))?\.?-?"
"""What may follow a code that is divided further: 'T36.8X-', 'I69.', 'E05.-'."""
_RANGE = re.compile(rf"(?P<first>{_CODE})(?:{_DIVIDED}(?:\s*-\s*|\s+to\s+)(?P<last>{_CODE}))?{_DIVIDED}")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]](\s+with [^()\[\]]*)?")
"""What stands in brackets, and a condition after them: '(T36-T50) with fifth or sixth character 6'."""
_SCOPE = re.compile(r"\bfor codes? [^,]*(?:, [A-Z]\d[^,]*)*")
"""Words that say for which of its own codes a note holds, not what it names."""
_VITAMIN = re.compile(r"\bvitamin [A-Z]\d+", re.IGNORECASE)
_CONDITION = re.compile(
    r"with (?:an? )?(?P<which>[a-z0-9 -]{0,80}?)[- ]?characters?\s+"
    r"(?P<characters>[-.0-9A-Z]+(?:(?:,? or |, )[-.0-9A-Z]+)*)"
    r"|with (?P<suffixes>\.\d[-.,\s\d]*)"
    r"|with (?P<title>open fracture|ketoacidosis)"
)
_CLASSIFIED = re.compile(
    r"(?:classifi(?:able|ed)(?: elsewhere)? (?:to|under|in)|conditions? (?:listed )?(?:in|under)"
    r"|for use with categories) (?P<codes>.*)",
    re.IGNORECASE,
)
_NOT_CLASSIFIED = re.compile(r"(?:\bnot (?:classifiable to|included in)|\bother than\b).*")
_POSITIONS = {"fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "six": 6, "6th": 6, "seventh": 7, "7th": 7}


@dataclass(frozen=True, slots=True)
class CharacterCondition:
    """Which codes are meant, by their characters.

    `position` counts characters without the point, from 1; at position 0 stands the last character of an entry of five
    or six, before a seventh one is added: where codes for drugs say the intent. `endings` are alternatives: what stands
    there and after it. With `in_title`, the title of the code has these words.
    """

    position: int = 0
    endings: tuple[str, ...] = ()
    in_title: str = ""

    def matches(self, code: str, stem: str, title: str) -> bool:
        """Whether a whole code is meant, which is a seventh character added to `stem`, or `stem` itself."""
        if self.in_title:
            return self.in_title in title.casefold()
        if self.position == 0:
            return len(stem) in _INTENT_LENGTHS and stem.rstrip("X")[-1:] in self.endings
        return code.replace(".", "")[self.position - 1 :].startswith(self.endings)


_INTENT_LENGTHS = (6, 7)
"""Five or six characters and the point."""


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A code, or the first and last of a range, as a note names them, and which of its codes are meant."""

    first: str
    last: str | None = None
    condition: CharacterCondition | None = None
    exceptions: tuple["CodeMention", ...] = ()


@dataclass(slots=True)
class _Named:
    """What has been read of brackets so far."""

    mentions: list[CodeMention] = field(default_factory=list)

    def restrict(self, condition: CharacterCondition) -> None:
        self.mentions = [item if item.condition else replace(item, condition=condition) for item in self.mentions]


def code_mentions(note: str) -> list[CodeMention]:
    """The codes that a rule names: those in brackets, or where there are none in brackets, all that it names."""
    named = [item for match in _BRACKETS.finditer(note) for item in _read("".join(match.groups("")))]
    return named or list(_read(_VITAMIN.sub("", _SCOPE.sub("", note))))


def classified_mentions(note: str) -> list[CodeMention]:
    """The codes that a description refers to, as in 'Conditions classifiable to C50.-', without those it excepts.

    What it excepts in words alone cannot be said by codes: then it refers to none.
    """
    described, _, excepted = note.partition("except")
    exceptions = tuple(_read(excepted))
    match = _CLASSIFIED.search(_NOT_CLASSIFIED.sub("", described))
    if match is None or (excepted and not exceptions):
        return []
    return [replace(item, exceptions=exceptions) for item in _read(match["codes"])]


def _read(text: str) -> Iterator[CodeMention]:
    named, end = _Named(), 0
    for match in (*_RANGE.finditer(text), None):
        condition = _condition(text[end : match.start() if match else len(text)])
        if condition:
            named.restrict(condition)
        if match:
            named.mentions.extend(_mentions(match))
            end = match.end()
    yield from named.mentions


def _mentions(match: re.Match[str]) -> list[CodeMention]:
    """A code or a range; two codes that are divided further, where only the comma is missing: 'I69.01-I69.11-'."""
    first, last = match["first"], match["last"]
    if last and match[0].endswith("-") and len(first) == len(last) and first[:-1] != last[:-1] and "." in first:
        return [CodeMention(first), CodeMention(last)]
    return [CodeMention(first, last)]


def _condition(words: str) -> CharacterCondition | None:
    """The condition that words after a code state; None where they state none, or none that tells codes apart."""
    match = _CONDITION.search(words)
    if match is None:
        return None
    if match["title"]:
        return CharacterCondition(in_title=match["title"])
    if match["suffixes"]:
        return CharacterCondition(4, tuple(_suffixes(match["suffixes"])))
    return _by_position(match["which"].strip(), match["characters"])


def _suffixes(words: str) -> Iterator[str]:
    """What stands after the point of a category: '.00 or .01', '.51-.52', '.15. .25, .95', '.61-'."""
    for first, last in re.findall(r"\.(\d+)(?:-\.(\d+))?", words):
        yield from (str(number).zfill(len(first)) for number in range(int(first), int(last or first) + 1))


def _by_position(which: str, characters: str) -> CharacterCondition:
    """The condition on the characters at a position: one ('fifth'), either of two ('fifth or sixth'), or the last."""
    positions = [_POSITIONS[word] for word in re.split(r"[\s-]+", which) if word in _POSITIONS]
    values = tuple(value for item in re.split(r",? or |, ", characters) for value in _values(item.strip(".-")))
    if which == "final" and len(values[0]) > 1:  # '.00' stands after the point, '-23' after one more character.
        return CharacterCondition(4 if characters.startswith(".") else 5, values)
    if len(positions) == 1 or " to " in which:
        return CharacterCondition(positions[0], values)
    return CharacterCondition(0, values)


def _values(item: str) -> tuple[str, ...]:
    """The characters of '1-4', or those of 'B', '23' or '00' as they are."""
    first, _, last = item.partition("-")
    return tuple(chr(code) for code in range(ord(first), ord(last) + 1)) if last else (first,)
