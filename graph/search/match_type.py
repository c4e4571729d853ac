"""How a node was found."""

from enum import IntEnum


class MatchType(IntEnum):
    """How a hit was found; what is found by a code comes first."""

    SOME_WORDS = 1
    FUZZY = 2
    PARAPHRASE = 3
    WORDS = 4
    PREFIX = 5
    SYNONYM = 6
    EXACT_LABEL = 7
    EXACT_CODE = 8
