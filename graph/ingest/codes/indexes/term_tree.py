"""Finds the term that a reference means: 'Disease, heart' is the line 'heart' under 'Disease, diseased'."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.ingest.codes.indexes.modifiers import split_modifiers

_INSTRUCTION = re.compile(r",?(?<!\s)\s*\bby\b[^,]*(?:,.*)?$", re.IGNORECASE)
"""How a reference says to go on below what it names: 'Accident, transport, by type'."""
_ABBREVIATION = re.compile(r"\s(?:nec|nos)$")
_COLUMNS = frozenset(
    (
        "malignant",
        "benign",
        "primary",
        "secondary",
        "metastatic",
        "in situ",
        "uncertain behavior",
        "unspecified behavior",
    )
)
"""How a reference names a column of the Table of Neoplasms, after a comma."""


def index_root(index: str) -> str:
    """What the CURIEs of the main terms of an index begin with."""
    return f"INDEX:{index}"


@dataclass(slots=True)
class TermTree:
    """Terms under the CURIE of the term above each, by their words: whole titles, and the parts between commas.

    Words that several terms have in part mean none of them, unless only one has what follows below it.
    """

    _titles: dict[tuple[str, str], str] = field(default_factory=dict)
    _parts: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _below: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, above: str, curie: str, title: str) -> None:
        """Add a term; of several with the same title the first is found."""
        self._titles.setdefault((above, _key(title)), curie)
        self._below[above][curie] = _key(title)
        for part in title.split(","):
            self._parts[above, _key(part)].append(curie)

    def find(self, root: str, text: str) -> str | None:
        """The term whose lines, from the main term down, have the words of a reference."""
        readings = dict.fromkeys((text, _INSTRUCTION.sub("", text)))
        if root == index_root("neoplasms"):
            readings = dict.fromkeys(map(_without_columns, readings))
            readings |= {"Neoplasm": None} if _key(text) == "table of neoplasms" else {}
        found = (self._walk(root, _keys(reading)) for reading in readings if _keys(reading))
        return next(filter(None, found), None)

    def find_begun(self, root: str, text: str) -> str | None:
        """The term whose lines begin with the words of a reference, where each is the only one that does."""
        return self._walk(root, keys, is_begun=True) if (keys := _keys(text)) else None

    def _walk(self, above: str, keys: Sequence[str], *, is_begun: bool = False) -> str | None:
        """The term at the end of the words; a title may have several of them."""
        if not keys:
            return above
        for end in range(len(keys), 0, -1):
            for called in self._called(above, ", ".join(keys[:end])):
                found = {self._walk(curie, keys[end:], is_begun=is_begun) for curie in called} - {None}
                if found:
                    return found.pop() if len(found) == 1 else None
        begun = self._begun(above, keys[0]) if is_begun else []
        return self._walk(begun[0], keys[1:], is_begun=True) if len(begun) == 1 else None

    def _called(self, above: str, key: str) -> Iterator[list[str]]:
        """The term of this title, then those with it as a part."""
        if (above, key) in self._titles:
            yield [self._titles[above, key]]
        yield self._parts.get((above, key), [])

    def _begun(self, above: str, key: str) -> list[str]:
        return [curie for curie, title in self._below.get(above, {}).items() if title.startswith(f"{key} ")]


def _keys(text: str) -> list[str]:
    return [key for part in text.split(",") if (key := _key(part))]


def _key(text: str) -> str:
    """Words as they compare: without case, parentheses, and 'not elsewhere classified'."""
    return _ABBREVIATION.sub("", split_modifiers(text)[0].casefold()).strip(" .;")


def _without_columns(text: str) -> str:
    """A reference without the columns that it names at its end."""
    parts = text.split(",")
    while len(parts) > 1 and parts[-1].strip().casefold() in _COLUMNS:
        parts.pop()
    return ",".join(parts)
