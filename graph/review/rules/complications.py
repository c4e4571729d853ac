"""Complications that do not count beside the principal diagnosis."""

from collections.abc import Iterator

from graph.review.case import Setting
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule


def _check(context: ReviewContext) -> Iterator[Finding]:
    principal = context.principal
    if principal is None or principal.facts is None or context.case.setting not in (Setting.INPATIENT, None):
        return
    for code, facts in context.known_diagnoses:
        edges = _exclusion(context, facts, principal.facts) if code is not principal else None
        if edges:
            level = str(facts.get("severity_level") or "cc").upper()
            yield Finding(
                COMPLICATION_EXCLUDED.name,
                Severity.INFORMATION,
                f"{code.written} is no {level} beside the principal diagnosis {principal.written}.",
                "Report it as it is; it does not raise the severity of the group.",
                (code, principal),
                tuple(Reason(edge=edge) for edge in edges),
            )


def _exclusion(context: ReviewContext, facts: CodeFacts, principal: CodeFacts) -> tuple[int, int] | None:
    """The edges from a complication to its list, and from there to the principal diagnosis or what is above it."""
    for edge in context.graph.row(facts.number, "HAS_EXCLUSION_LIST", out=True):
        listed = principal.exclusion_lists.get(context.graph.target(edge))
        if listed is not None:
            return edge, listed
    return None


COMPLICATION_EXCLUDED = Rule(
    "COMPLICATION_EXCLUDED",
    "A secondary diagnosis that is no complication (CC or MCC) because of the principal one.",
    "tables 6I to 6K of the final rule for inpatient payment",
    _check,
)
