"""A claim that a text makes, and what the graph says of it."""

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What the graph says of a claim; it is never guessed."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_IN_GRAPH = "not in graph"
    NO_SUCH_CODE = "no such code"
    NOT_VALID_ON_DAY = "not valid on day"
    UNDECIDED = "undecided"


class ClaimType(StrEnum):
    """What is claimed."""

    CODE = "code"
    CODE_NAME = "code name"
    STATEMENT = "statement"


class Claim(NamedTuple):
    """A claim between two places of its text, in characters (Unicode code points).

    `nodes` are the numbers of what it is about, `nearest` of what may be meant instead; `edges` support or oppose it.
    """

    start: int
    end: int
    type: ClaimType
    verdict: Verdict
    explanation: str
    nodes: tuple[int, ...]
    nearest: tuple[int, ...] = ()
    edges: tuple[int, ...] = ()
    text: str = ""
