"""What a review says: findings with their reasons, and what it could not look at."""

from dataclasses import dataclass
from enum import StrEnum

from graph.review.case_code import CaseCode


class Severity(StrEnum):
    """How much a finding matters, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a finding is there: an edge with its evidence, or a property of a node; both by their numbers.

    With neither it is a rule of the guidelines, in `text`.
    """

    edge: int | None = None
    node: int | None = None
    property: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule found. `remedies` are the numbers of nodes to report instead or as well."""

    rule: str
    severity: Severity
    message: str
    action: str
    codes: tuple[CaseCode, ...]
    because: tuple[Reason, ...] = ()
    remedies: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A rule, or a part of one, that could not be looked at: what is missing, and what to load or to state."""

    rule: str
    reason: str
