"""Diagnoses that are reported only first, and come later."""

from collections.abc import Iterator

from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.edits import edits_of_type
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_EDIT = "first_only"


def _check(context: ReviewContext) -> Iterator[Finding]:
    """Several such encounters of one day are all reported (guideline I.C.21.c.16): one of them is first, then."""
    principal = context.principal
    if principal is None or principal.facts is None or _edits(context, principal.facts):
        return
    for code, facts in context.known_diagnoses:
        edits = _edits(context, facts) if code is not principal else []
        if edits:
            yield Finding(
                FIRST_LISTED_ONLY.name,
                Severity.WARNING,
                f"{code.written} is reported only as the first diagnosis, and {principal.written} comes first.",
                f"Put {code.written} first, or leave it out.",
                (code, principal),
                tuple(Reason(edge=edge) for edge in edits),
            )


def _edits(context: ReviewContext, facts: CodeFacts) -> list[int]:
    """The edges to the edits by which a diagnosis is only ever the first one."""
    return [edge for edge, _ in edits_of_type(context, facts, _EDIT)]


FIRST_LISTED_ONLY = Rule(
    "FIRST_LISTED_ONLY",
    "A diagnosis that is reported only as the first one, such as an encounter for chemotherapy, after another.",
    "guideline I.C.21.c.16",
    _check,
)
