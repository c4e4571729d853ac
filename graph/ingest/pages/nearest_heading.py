"""The known heading that an unknown one is nearest to, for 'did you mean'."""

import re
from difflib import get_close_matches

from graph.ingest.pages.headings import HEADINGS, normalised_heading

_COMMON = frozenset("the a an of for and or to in it is its be do does done with how what who why when where you your "
                    "procedure procedures medical patient code codes other about this that time long take takes "
                    "needed happens during".split())  # fmt: skip
_OPPOSITE = re.compile(r"\b(?:contra\w*|non\w*|no|not|never|without|avoid\w*)\b")
_SPELLING = 0.8
_NAMES = {normalised_heading(name): name for names in HEADINGS.values() for name in names}


def nearest_heading(heading: str) -> str | None:
    """The known heading of nearly the same letters, else the one that shares most words; None where none is near.

    >>> nearest_heading("Indicatons")
    'Indications'
    >>> nearest_heading("Risks of the operation")
    'Risks'
    """
    plain = normalised_heading(heading)
    return misspelt_heading(heading) or (None if _opposite(plain) else _heading_of_shared_words(_words(plain)))


def misspelt_heading(heading: str) -> str | None:
    """The known heading of nearly the same letters; None where there is none but such as say the opposite.

    >>> misspelt_heading("Contraindicatons")
    'Contraindications'
    """
    plain = normalised_heading(heading)
    if not _words(plain):
        return None
    alike = [name for name in _NAMES if _opposite(name) == _opposite(plain)]
    close = get_close_matches(plain, alike, 1, _SPELLING)
    return _NAMES[close[0]] if close else None


def _opposite(plain: str) -> str:
    """How a heading begins to say that something should not be, as 'con' of 'contra'; empty where it does not."""
    match = _OPPOSITE.search(plain)
    return match[0][:3] if match else ""


def _heading_of_shared_words(words: set[str]) -> str | None:
    shares = {name: _share(words, _words(plain)) for plain, name in _NAMES.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] else None


def _share(words: set[str], known: set[str]) -> float:
    """The share of words that both have, from 0 to 1."""
    return len(words & known) / len(words | known) if words and known else 0.0


def _words(plain: str) -> set[str]:
    return {word.rstrip("s") for word in plain.split() if word not in _COMMON}
