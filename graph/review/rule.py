"""A rule of the review, as it is declared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.review.context import ReviewContext
from graph.review.finding import Finding

Check = Callable[[ReviewContext], Iterator[Finding]]
Gaps = Callable[[ReviewContext], Iterator[str]]


def no_gaps(context: ReviewContext) -> Iterator[str]:
    """Of a rule that needs nothing but what every graph has."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `check` finds, `gaps` says what of the case it could not look at, and what to load or to state.

    `name` is the value of the enum, `description` one sentence that says when it finds something, `source` where the
    rule comes from.
    """

    name: str
    description: str
    source: str
    check: Check
    gaps: Gaps = no_gaps
