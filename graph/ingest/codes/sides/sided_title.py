"""What a title of ICD-10-CM says of the side, and what else it says."""

import re
from collections import Counter
from dataclasses import dataclass

_WORD = re.compile(r"[a-z0-9']+")
_SIDES = {"right": "right", "left": "left", "bilateral": "bilateral", "both": "bilateral"}
_PAIRED = frozenset("eyes ears eyelids lungs kidneys breasts ovaries hands feet arms legs".split())
"""Without such a word after it, 'both' counts other things than sides: 'Twins, both stillborn'."""
_CHAMBERS = frozenset(("heart", "ventricle", "ventricular"))
"""What is right and left in the heart is on no side of the body."""
_WITHOUT = "without"
"""It belongs to the word after it: 'without foreign body … with penetration' is not 'with … without …'."""
_SMALL = frozenset("a affecting and by for in of on part side the to unilateral with without".split())
"""Words in which titles of the two sides differ though they say the same: 'Unilateral …, right hip', '… of hip'."""
UNSPECIFIED = "unspecified"
_SHORT = 3


@dataclass(frozen=True, slots=True)
class SidedTitle:
    """The `side` that a title names, None where it names none, or several; `words` are all others, counted.

    `is_sideless` where no word of a side is in it.
    """

    side: str | None
    words: Counter[str]
    is_sideless: bool


def read_title(title: str) -> SidedTitle:
    """The side and the other words of a title; plurals count as singulars."""
    words = _WORD.findall(title.casefold())
    named, others = list[str](), list[str]()
    for before, word, following in zip(["", *words], words, [*words[1:], ""], strict=False):
        if _is_side(word, following):
            named.append(_SIDES[word])
        elif before == _WITHOUT:
            others.append(f"{_WITHOUT} {_singular(word)}")
        elif word not in _SMALL:
            others.append(_singular(word))
    return SidedTitle(named[0] if len(named) == 1 else None, Counter(others), not named)


def _is_side(word: str, following: str) -> bool:
    return word in _SIDES and following not in _CHAMBERS and (word != "both" or following in _PAIRED)


def _singular(word: str) -> str:
    if len(word) <= _SHORT or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
