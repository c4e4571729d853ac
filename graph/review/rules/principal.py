"""Diagnoses that cannot come first: manifestations, external causes, and what says no reason for the encounter."""

from collections.abc import Iterator

from graph.review.case import Setting
from graph.review.context import ReviewContext
from graph.review.edits import edits_of_type, holds_in
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule


def _check_manifestation(context: ReviewContext) -> Iterator[Finding]:
    yield from _findings(
        context,
        MANIFESTATION_AS_PRINCIPAL,
        "manifestation",
        "is what another disease causes, and comes first.",
        "Put the disease that causes it first.",
    )


def _check_external_cause(context: ReviewContext) -> Iterator[Finding]:
    yield from _findings(
        context,
        EXTERNAL_CAUSE_AS_PRINCIPAL,
        "external_cause",
        "says what caused the condition or where, and comes first.",
        "Put the condition itself first.",
    )


def _check_unacceptable(context: ReviewContext) -> Iterator[Finding]:
    yield from _findings(
        context,
        UNACCEPTABLE_PRINCIPAL,
        "unacceptable_principal",
        "is no reason for an encounter by itself, and comes first.",
        "Put first what the encounter was chiefly for.",
    )


def _findings(context: ReviewContext, rule: Rule, edit_type: str, problem: str, action: str) -> Iterator[Finding]:
    """What an edit says of the principal diagnosis; those of outpatient hospitals only warn practitioners."""
    principal, setting = context.principal, context.case.setting
    if principal is None or principal.facts is None:
        return
    edits = [
        (edge, edit)
        for edge, edit in edits_of_type(context, principal.facts, edit_type)
        if holds_in(edit, setting or Setting.INPATIENT)
    ]
    if edits:
        is_of_others = setting is Setting.PROFESSIONAL and all(edit.get("care_setting") for _, edit in edits)
        severity = Severity.WARNING if is_of_others else Severity.ERROR
        because = tuple(Reason(edge=edge) for edge, _ in edits)
        yield Finding(rule.name, severity, f"{principal.written} {problem}", action, (principal,), because)


MANIFESTATION_AS_PRINCIPAL = Rule(
    "MANIFESTATION_AS_PRINCIPAL",
    "A manifestation, which is reported after the disease that causes it, as the principal diagnosis.",
    "guideline I.A.13; Medicare Code Editor",
    _check_manifestation,
)
EXTERNAL_CAUSE_AS_PRINCIPAL = Rule(
    "EXTERNAL_CAUSE_AS_PRINCIPAL",
    "A code of chapter 20, external causes, places, activities and status, as the principal diagnosis.",
    "guideline I.C.20.a.6",
    _check_external_cause,
)
UNACCEPTABLE_PRINCIPAL = Rule(
    "UNACCEPTABLE_PRINCIPAL",
    "A diagnosis that says no reason for the encounter, such as a history or an outcome, as the principal one.",
    "notes of the Tabular List; guideline I.C.21.c; Medicare Code Editor",
    _check_unacceptable,
)
