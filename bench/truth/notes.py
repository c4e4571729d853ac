"""The notes of the tabular list: whether each is kept, and whether its ranges mean the codes that they name.

The XML is read anew here, and a range is compared as text with the official code list: whatever code lies between its
ends, or begins with the last one, is in it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from bench.truth.codes import official_codes
from bench.truth.table import Row
from graph.model.source_files import package_folder
from graph.store import GraphStore
from graph.traversal.coding_notes import codes_of_note, coding_notes, entry_and_above
from graph.traversal.topology import Topology

_TAGS = {
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "codeAlso": "code_also",
    "includes": "includes",
    "inclusionTerm": "inclusion_term",
    "notes": "general",
}
_RULES = {"excludes1", "excludes2", "code_first", "use_additional", "code_also"}
_CODE = r"(?:[A-Z]\d|QA)[0-9A-Z](?:\.[0-9A-Z]+)?"
_NAMES = rf"{_CODE}[.-]*(?: ?-{_CODE}[.-]*)?"
_BRACKETS = re.compile(rf"[(\[]({_NAMES}(?:, {_NAMES})*)[)\]]")
_ITEM = re.compile(rf"({_CODE})(?:[.-]* ?-({_CODE}))?")


@dataclass(frozen=True, slots=True)
class _Note:
    at: str
    kind: str
    text: str


def compare_notes(store: GraphStore) -> Iterator[Row]:
    """How many notes are kept, how many of those that name codes lead to some, and how many mean exactly these."""
    written, below = list(_written()), _codes_below(store.topology)
    kept = {at: _kept(store.topology, at) for at in dict.fromkeys(note.at for note in written)}
    found = [(note, kept[note.at].get((note.kind, note.text))) for note in written]
    yield Row("notes: kept, with their kind and words", len(found), sum(1 for _, codes in found if codes is not None))
    codes = sorted(official_codes())
    naming = [
        (note, _meant(note, codes, below), frozenset[str]().union(*(below[entry] for entry in entries or ())))
        for note, entries in found
        if note.kind in _RULES and _is_plain(note)
    ]
    yield Row("notes with codes in brackets: lead to codes", len(naming), sum(1 for _, _, led_to in naming if led_to))
    for what, is_range in (("ranges", True), ("single codes", False)):
        some = [item for item in naming if _has_range(item[0]) is is_range]
        wrong = [f"{note.at}: {note.text}" for note, meant, led_to in some if meant != led_to]
        yield Row(f"notes with {what}: exactly the codes meant", len(some), len(some) - len(wrong), wrong)


def _written() -> Iterator[_Note]:
    """All notes of the list as it is written."""
    path = max(package_folder("simple_icd_10_cm.data").glob("*.xml"))
    for chapter in parse(path).iter("chapter"):
        yield from _notes_of(chapter, f"chapter-{chapter.findtext('name')}")
        for section in chapter.findall("section"):
            yield from _notes_of(section, section.get("id", ""))
        for entry in chapter.iter("diag"):
            yield from _notes_of(entry, entry.findtext("name", ""))


def _notes_of(element: Element, at: str) -> Iterator[_Note]:
    for tag, kind in _TAGS.items():
        for note in element.findall(f"{tag}/note"):
            yield _Note(at, kind, " ".join((note.text or "").split()))


def _kept(topology: Topology, at: str) -> dict[tuple[str, str], list[str]]:
    """The notes that stand at an entry in the graph, with the entries that each leads to."""
    (number,) = topology.find([f"ICD10CM:{at}"]).tolist()
    notes = coding_notes(topology, number, inherited=False)
    return {
        (note.kind.name, note.text): list(map(topology.graph.curie, codes_of_note(topology, note))) for note in notes
    }


def _codes_below(topology: Topology) -> Mapping[str, frozenset[str]]:
    """The codes that can be reported below each entry, without points; an entry that can be is below itself."""
    graph, found = topology.graph, dict[str, set[str]]()
    for number in graph.of_kind("Diagnosis"):
        node = graph.node(int(number))
        if node.properties.get("is_billable"):
            for above in entry_and_above(topology, int(number)):
                found.setdefault(graph.curie(above), set()).add(node.curie.partition(":")[2].replace(".", ""))
    return {entry: frozenset(codes) for entry, codes in found.items()}


def _meant(note: _Note, codes: Sequence[str], below: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The codes between the ends of what is named in brackets; but those of the note's own entry where it is named."""
    own, meant = below[f"ICD10CM:{note.at}"], set[str]()
    for first, last in _items(note):
        start, end = first.replace(".", ""), (last or first).replace(".", "")
        named = frozenset(codes[bisect_left(codes, start) : bisect_left(codes, f"{end}~")])
        meant |= named - own if own < named else named
    return frozenset(meant)


def _has_range(note: _Note) -> bool:
    return any(last for _, last in _items(note))


def _is_plain(note: _Note) -> bool:
    """Whether all codes of a note stand in brackets that have nothing but codes, and no condition follows them."""
    rest = _BRACKETS.sub("", note.text)
    return bool(_BRACKETS.search(note.text)) and not re.search(rf"{_CODE}| with .*character", rest)


def _items(note: _Note) -> list[tuple[str, str]]:
    """The codes and ranges, with an empty text as the last of a single code."""
    return [item for brackets in _BRACKETS.findall(note.text) for item in _ITEM.findall(brackets)]
