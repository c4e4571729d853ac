"""Seventh characters of ICD-10-CM: which codes take one, and which values.

A table (`sevenChrDef`) holds for all codes below the entry that has it, unless its note names the subcategories for
which alone it does ('each code from subcategories S49.0 and S49.1'), and until an entry below has a table of its own.
Shorter codes are filled with X to six characters (ICD-10-CM Official Guidelines, I.A.4 and I.A.5). A note of the entry
may except values: '7th characters D and S do not apply to codes in category S06 with 6th character 7'.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from graph.ingest.codes.icd10cm.code_mentions import code_mentions

_EXCEPTED = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (r"7th characters? ", r" do(?:es)? not apply to codes ", r"with 6th character ")
)
"""What stands before the values that a note excepts, after them, and before the sixth characters that have none."""
_VALUE = re.compile(r"\b[0-9A-Z]\b")
_SIXTH = re.compile(r"\b([0-9A-Z]) - ")


@dataclass(frozen=True, slots=True)
class SeventhCharacters:
    """A table: its values with their meanings, the subcategories for which it holds, all where there are none.

    `excepted` are the pairs of a sixth and a seventh character that no code has.
    """

    values: tuple[tuple[str, str], ...]
    scopes: tuple[str, ...]
    excepted: frozenset[tuple[str, str]]
    note: str

    @property
    def text(self) -> str:
        """The table as a note."""
        return f"{self.note.rstrip(':')}: {'; '.join(f'{value} {meaning}' for value, meaning in self.values)}"

    def extend(self, code: str, title: str) -> Iterator[tuple[str, str]]:
        """The whole codes made of a code that is not divided further, and their titles."""
        stem = f"{code if '.' in code else f'{code}.':X<7}"
        if self.scopes and not code.startswith(self.scopes):
            return
        for value, meaning in self.values:
            if (stem[-1], value) not in self.excepted:
                yield f"{stem}{value}", f"{title}, {meaning}"


def seventh_characters(entry: Element, code: str) -> SeventhCharacters | None:
    """The table that an entry has of its own."""
    table = entry.find("sevenChrDef")
    if table is None:
        return None
    note = " ".join(_note(text) for text in entry.findall("sevenChrNote/note"))
    values = tuple((item.get("char", ""), _note(item)) for item in table.findall("extension"))
    return SeventhCharacters(values, tuple(_scopes(note, code)), frozenset(_excepted(entry)), note)


def _scopes(note: str, code: str) -> Iterator[str]:
    """The subcategories below the entry for which alone a table holds; ranges are of one last character."""
    for mention in code_mentions(note):
        first, last = mention.first, mention.last or mention.first
        if first.startswith(f"{code}."):
            for character in range(ord(first[-1]), ord(last[-1]) + 1):
                yield f"{first[:-1]}{chr(character)}"


def _excepted(entry: Element) -> Iterator[tuple[str, str]]:
    for text in entry.findall("notes/note"):
        rest, parts = _note(text), list[str]()
        for words in _EXCEPTED:
            part, *after = words.split(rest, maxsplit=1)
            parts.append(part)
            rest = after[0] if after else ""
        _, values, _ = parts
        yield from ((sixth, value) for sixth in _SIXTH.findall(rest) for value in _VALUE.findall(values))


def _note(element: Element) -> str:
    return " ".join((element.text or "").split())
