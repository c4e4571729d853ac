"""A claim that a text makes, and what the graph says of it."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, and where it stands in its text, in characters (Unicode code points).

    `nodes` are the numbers of those that it is about, `nearest` of those that may be meant instead, and `edges` of
    those that support or contradict it.
    """

    type: ClaimType
    start: int
    end: int
    verdict: Verdict
    explanation: str = ""
    nodes: tuple[int, ...] = ()
    nearest: tuple[int, ...] = ()
    edges: tuple[int, ...] = ()
