"""The words of titles and notes by which two of them speak of the same thing."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    "with without other unspecified specified elsewhere classified disease diseases disorder disorders condition "
    "conditions syndrome code first such underlying associated applicable chronic acute status caused conditions "
    "agent agents certain following infection infections".split()
)


def words_of_title(text: str) -> frozenset[str]:
    """The words of a title that say what it is about.

    >>> sorted(words_of_title("Heart failure, unspecified"))
    ['failure', 'heart']
    """
    return frozenset(_WORD.findall(text.casefold())) - _COMMON


_SHORT_WORD = re.compile(r"[a-z]{3,}")
_REGION = re.compile(r"\b(upper|lower) (extremit(?:y|ies)|limbs?|legs?|arms?|eyelids?|lobes?)\b")
"""Words that name a part of the body only together."""
_NO_PARTS = frozenset(
    "right left bilateral unspecified side sides other and with without not for the due part parts joint joints upper "
    "lower region vein veins artery arteries nerve nerves tendon tendons muscle muscles bone bones skin lymphatic "
    "subcutaneous tissue fascia bursa ligament extremity extremities limb limbs male female body structure structures "
    "lobe duct gland branch branches chamber anterior posterior minor peripheral products conception all cavity wall "
    "multiple single two three four more site external internal common superior inferior middle major lateral medial "
    "proximal distal great small other appliance device tract".split()
)
"""Words of ICD-10-PCS's body parts by which two codes are not of the same part."""


def words_of_parts(names: Iterable[str]) -> frozenset[str]:
    """The words by which parts of the body are named, given the names of all."""
    return frozenset(word for name in names for word in _SHORT_WORD.findall(name.casefold())) - _NO_PARTS


def named_parts(title: str, words: frozenset[str]) -> frozenset[str]:
    """The parts of the body that a title names, given the words for them.

    >>> sorted(named_parts("Vein of right lower extremity, knee", frozenset({"knee"})))
    ['knee', 'lower extremity']
    """
    plain = title.casefold()
    regions = {" ".join(match.groups()) for match in _REGION.finditer(plain)}
    return (frozenset(_SHORT_WORD.findall(plain)) & words) | regions
