"""Diagnoses whose order the guidelines say, where no note of the classification does."""

from collections.abc import Iterator

from graph.review.context import ReviewContext
from graph.review.finding import Finding
from graph.review.rule import Rule
from graph.review.rules.sequence_of_injuries import sequence_of_burns, sequence_of_poisonings, sequence_of_sequelae
from graph.review.rules.sequence_of_sepsis import sequence_of_sepsis, sequence_of_severe_sepsis

_CHECKS = (
    sequence_of_poisonings,
    sequence_of_burns,
    sequence_of_sequelae,
    sequence_of_severe_sepsis,
    sequence_of_sepsis,
)


def _check(context: ReviewContext) -> Iterator[Finding]:
    for check in _CHECKS:
        yield from check(context, SEQUENCE.name)


SEQUENCE = Rule(
    "SEQUENCE",
    "A poisoning, a burn, a sequela or sepsis in another order than the guidelines say.",
    "guidelines I.B.10, I.C.1.d and I.C.19.e; notes at T31 and T32",
    _check,
)
