"""The notes of ICD-10-CM, and the entries that they name.

A range is the set of codes from its first to its last: what stands for just these codes is named, blocks and
categories where they hold nothing else, and never what the note stands at or below. What a note says of an entry it
says of all codes of it but those at which it stands: '(G40.-)' at G40.5 means the rest of G40.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from graph.ingest.codes.icd10cm.code_mentions import CodeMention, classified_mentions, code_mentions
from graph.ingest.codes.icd10cm.code_tree import CodeTree
from graph.ingest.codes.icd10cm.seventh_characters import seventh_characters
from graph.model.ontology.note_kinds import NOTE_KINDS, NoteKind

_KINDS = {kind.name: kind for kind in NOTE_KINDS}
_TAGS = {
    "excludes1": _KINDS["excludes1"],
    "excludes2": _KINDS["excludes2"],
    "codeFirst": _KINDS["code_first"],
    "useAdditionalCode": _KINDS["use_additional"],
    "codeAlso": _KINDS["code_also"],
    "includes": _KINDS["includes"],
    "inclusionTerm": _KINDS["inclusion_term"],
    "notes": _KINDS["general"],
}
NOTE_TAGS = frozenset(_TAGS)
_DESCRIPTIONS = {"includes", "inclusion_term", "general"}
"""Kinds that describe conditions, and name codes only where they say that something is classified to them."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note, the code at which it stands, and what the source has word for word of it, where that is not all."""

    kind: NoteKind
    text: str
    at: str
    quote: str = ""


@dataclass(slots=True)
class NamedEntries:
    """What a note names: entries of the list, and codes, or ends of ranges, that are not in it."""

    entries: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_notes(element: Element, code: str) -> list[Note]:
    """The notes of a chapter, a section or an entry, in the order of `NOTE_KINDS`."""
    found = [
        Note(kind, " ".join((note.text or "").split()), code)
        for tag, kind in _TAGS.items()
        for note in element.findall(f"{tag}/note")
    ]
    table = seventh_characters(element, code)
    return [*found, Note(_KINDS["seventh_character"], table.text, code, table.note)] if table else found


@dataclass(slots=True)
class NoteCodes:
    """Finds the entries that notes name, in a complete tree; `titles` has the title of each entry."""

    tree: CodeTree
    titles: dict[str, str]
    _meant: dict[CodeMention, Sequence[int]] = field(default_factory=dict)

    def named_entries(self, note: Note) -> NamedEntries:
        """The entries that a note names."""
        named, entries = NamedEntries(), dict[str, None]()
        for mention in self._mentions(note):
            named.unknown.extend(self._missing(mention))
            entries.update(dict.fromkeys(self._entries(mention, self.tree.numbers(note.at))))
        named.entries = list(entries)
        return named

    def _entries(self, mention: CodeMention, own: range) -> list[str]:
        """What has just the codes that are meant but the note's own; an entry that is named is that entry."""
        numbers = self._numbers(mention)
        others = _without(numbers, own)
        if mention.last is None and isinstance(others, range) and others:
            return [mention.first]
        return self.tree.cover(others)

    def _mentions(self, note: Note) -> list[CodeMention]:
        return classified_mentions(note.text) if note.kind.name in _DESCRIPTIONS else code_mentions(note.text)

    def _missing(self, mention: CodeMention) -> list[str]:
        """The code, or the ends of the range, that the list does not have."""
        return [code for code in (mention.first, mention.last) if code and code not in self.tree]

    def _numbers(self, mention: CodeMention) -> Sequence[int]:
        """The whole codes that are meant, in ascending order."""
        if mention not in self._meant:
            self._meant[mention] = self._find(mention)
        return self._meant[mention]

    def _find(self, mention: CodeMention) -> Sequence[int]:
        numbers = self._between(mention)
        excepted = {number for exception in mention.exceptions for number in self._numbers(exception)}
        if mention.condition is None and not excepted:
            return numbers
        return [number for number in numbers if number not in excepted and self._matches(mention, number)]

    def _between(self, mention: CodeMention) -> Sequence[int]:
        """The codes from the first to the last; where one of them is not in the list, those that would lie between."""
        if not self._missing(mention):
            return self.tree.numbers(mention.first, mention.last)
        if mention.last is None:
            return ()
        return self.tree.numbers_between(mention.first, mention.last)

    def _matches(self, mention: CodeMention, number: int) -> bool:
        (code,) = self.tree.codes((number,))
        return mention.condition is None or mention.condition.matches(
            code, self.tree.stems.get(code, code), self.titles[code]
        )


def _without(numbers: Sequence[int], own: range) -> Sequence[int]:
    """The numbers but those of the note's own entry, where it is among what is named."""
    if not numbers or own.start not in numbers or own.stop - 1 not in numbers:
        return numbers
    return [number for number in numbers if number not in own]
