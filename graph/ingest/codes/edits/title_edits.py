"""Edits that titles of ICD-10-CM state: the sex of the patient, and manifestations of other diseases.

A title that names a sex, or an organ that only one sex has, speaks of patients of that sex, and so do all entries
below it ('Malignant neoplasms of male genital organs'); the nearest title decides, and one that names both decides
nothing. Entries whose words speak of somebody else are listed apart, as family history.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.ingest.codes.edits.code_edit import CODES, HeldEdit, read_table
from graph.ingest.codes.edits.entries import Entries
from graph.ingest.codes.icd10cm.tabular_list import DOCUMENT_ID
from graph.model.elements import Evidence

_WORD = re.compile(r"[a-z']+")
_MANIFESTATION = re.compile(r"\bin (?:[a-z ]+ )?diseases classified elsewhere", re.IGNORECASE)
"""Guideline I.A.13: such words in a title tell a manifestation, where a note says what to code first."""


@dataclass(slots=True)
class TitleEdits:
    """Reads titles; what one says is remembered for all below it."""

    entries: Entries
    _words: dict[str, str] = field(
        default_factory=lambda: {row["word"]: row["sex"] for row in read_table(CODES / "words-of-one-sex.tsv")}
    )
    _sexes: dict[str, frozenset[str]] = field(default_factory=dict)

    def read(self) -> Iterator[HeldEdit]:
        """The edits of all codes, with the titles as evidence."""
        excepted = {
            code
            for row in read_table(CODES / "words-of-one-sex-exceptions.tsv")
            for entry in row["entry"].split()
            for code in self.entries.below(entry)
        }
        for code in self.entries.billable:
            above = list(self.entries.at_and_above(code))
            if code not in excepted:
                yield from self._sex(code, above)
            yield from self._manifestation(code, above)

    def _sex(self, code: str, above: list[str]) -> Iterator[HeldEdit]:
        entry = next((entry for entry in above if self._sexes_in(entry)), None)
        if entry and len(self._sexes_in(entry)) == 1:
            (sex,) = self._sexes_in(entry)
            yield HeldEdit(code, sex, Evidence(DOCUMENT_ID, entry, self.entries.title(entry)))

    def _sexes_in(self, entry: str) -> frozenset[str]:
        if entry not in self._sexes:
            words = _WORD.findall(self.entries.title(entry).casefold())
            self._sexes[entry] = frozenset(self._words[word] for word in words if word in self._words)
        return self._sexes[entry]

    def _manifestation(self, code: str, above: list[str]) -> Iterator[HeldEdit]:
        titled = next((entry for entry in above if _MANIFESTATION.search(self.entries.title(entry))), None)
        if titled and any(self.entries.nodes[entry].properties.get("code_first_notes") for entry in above):
            yield HeldEdit(code, "manifestation", Evidence(DOCUMENT_ID, titled, self.entries.title(titled)))
