"""A slow, plain reading of the Excludes1 notes of the tabular list, written apart from what the graph is made by.

A note counts for all codes below the entry at which it stands, and excludes the codes in its brackets; where those
name none, the codes in its words. A range is all that stands between its ends in the list. 'with 5th character 9' and
the like hold for all that the same brackets name.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from graph.model.source_files import package_folder

_CODE = r"[A-Z][0-9A][0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_ITEM = re.compile(rf"\b({_CODE})(?![0-9A-Za-z])(?:[.-]*\s*(?:-|\bto\b)\s*({_CODE})(?![0-9A-Za-z]))?")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_ORDINALS = {"5th": 5, "fifth": 5, "6th": 6, "sixth": 6, "7th": 7, "seventh": 7}
_NTH = re.compile(r"with (5th|fifth|6th|sixth|7th|seventh)[ -]characters? \.?([0-9A-Z]+)")
_SPAN = re.compile(r"with fifth to sixth characters (\w+)")
_FINAL = re.compile(r"with final characters -(\w+)")
_SUBCODES = re.compile(r"with \.(\w+)(?:-\.(\w+))?")
_OPEN_FRACTURE = re.compile(r"with open fracture 7th character")
_OPEN_FRACTURE_CHARACTERS = "BCEFHJMNQR"
_TITLE = re.compile(r"with ([a-z]+)$")
_CATEGORY, _WITH_SEVENTH = 3, 7
"""The lengths of a category and of a code with its seventh character."""

Holds = Callable[[str], bool]
"""Whether a condition holds for a code without its point."""


@dataclass(slots=True)
class Entry:
    """An entry of the list with its place in it, and its place after all that is below it."""

    name: str
    title: str
    above: "Entry | None"
    start: int
    end: int = 0
    excluded: list[str] = field(default_factory=list)

    def with_all_above(self) -> "Iterator[Entry]":
        """The entry and all above it."""
        found: Entry | None = self
        while found:
            yield found
            found = found.above


class PlainExcludes:
    """All entries of the list with their Excludes1 notes."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._place = 0
        path = max(package_folder("simple_icd_10_cm.data").glob("*.xml"))
        for chapter in parse(path).iter("chapter"):
            self._read(chapter, f"chapter-{chapter.findtext('name')}", None)

    def exclude(self, one: str, other: str) -> bool:
        """Whether a note at one of two codes, which have no points, excludes the other."""
        return bool(self.reasons(one, other))

    def reasons(self, one: str, other: str) -> list[tuple[str, str]]:
        """The entries and the notes that exclude one of two codes from the other."""
        found = [
            (entry.name, note)
            for a, b in ((one, other), (other, one))
            for entry in self.entry_of(a).with_all_above()
            for note in entry.excluded
            if self.names(note, b) and not self.names(note, a)
        ]
        return list(dict.fromkeys(found))

    def entry_of(self, code: str) -> Entry:
        """The entry of a code, or of what it adds a seventh character to."""
        stem = code
        while stem not in self.entries:
            stem = stem[:-1]
        return self.entries[stem]

    def names(self, note: str, code: str) -> bool:
        """Whether a note names a code or something above it, and its condition holds for it."""
        brackets = [text for text in _BRACKETS.findall(note) if _ITEM.search(text)]
        return any(self._part_names(part, code) for part in brackets or [note])

    def _part_names(self, part: str, code: str) -> bool:
        start = self.entry_of(code).start
        named = any(first <= start < end for first, end in self.spans(part))
        return named and all(holds(code) for holds in self._conditions(part))

    def spans(self, part: str) -> Iterator[tuple[int, int]]:
        """The places in the list of all that a text names; ranges may end with a code that the list has not."""
        for first, last in _ITEM.findall(part):
            low, high = self._known(first), self._known(last or first)
            if low and high:
                yield low.start, high.end
            elif low:
                start, end = first.replace(".", ""), last.replace(".", "")
                yield low.start, max(entry.end for name, entry in self.entries.items() if start <= name <= end)

    def _known(self, name: str) -> Entry | None:
        return self.entries.get(name.replace(".", ""))

    def _conditions(self, part: str) -> Iterator[Holds]:
        for ordinal, characters in _NTH.findall(part):
            yield partial(_stands_at, _ORDINALS[ordinal] - 1, characters)
        for characters in _SPAN.findall(part):
            yield partial(_stands_at, _ORDINALS["fifth"] - 1, characters)
        for characters in _FINAL.findall(part):
            yield partial(_ends_with, characters)
        for first, last in _SUBCODES.findall(part):
            yield partial(_lies_between, first, last or first)
        if _OPEN_FRACTURE.search(part):
            yield _is_of_open_fracture
        for word in _TITLE.findall(part):
            yield partial(self._is_titled, word)

    def _is_titled(self, word: str, code: str) -> bool:
        return any(word in entry.title for entry in self.entry_of(code).with_all_above())

    def _read(self, element: Element, name: str, above: Entry | None) -> None:
        entry = Entry(name, element.findtext("desc", ""), above, self._place)
        entry.excluded = [" ".join((note.text or "").split()) for note in element.findall("excludes1/note")]
        self.entries[name.replace(".", "")] = entry
        self._place += 1
        for section in element.findall("section"):
            self._read(section, section.get("id", ""), entry)
        for below in element.findall("diag"):
            self._read(below, below.findtext("name", ""), entry)
        entry.end = self._place


def _stands_at(place: int, characters: str, code: str) -> bool:
    return code[place : place + len(characters)] == characters


def _ends_with(characters: str, code: str) -> bool:
    return code.endswith(characters)


def _lies_between(first: str, last: str, code: str) -> bool:
    """Whether what follows the point of a code begins with one of two texts, or one between them."""
    return first <= code[_CATEGORY : _CATEGORY + len(first)] <= last


def _is_of_open_fracture(code: str) -> bool:
    return len(code) == _WITH_SEVENTH and code[-1] in _OPEN_FRACTURE_CHARACTERS
