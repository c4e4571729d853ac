"""Add-on codes without a primary procedure."""

from collections.abc import Iterator, Mapping

from graph.model.data_advice import put_into
from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.service_days import day_of, holds_on

_LISTED = "1"


def _check(context: ReviewContext) -> Iterator[Finding]:
    reported = {(facts.number, day_of(context, code)) for code, facts in context.known_procedures}
    for code, facts in context.known_procedures:
        day = day_of(context, code)
        primaries = {
            target: edge for target, edge in facts.targets("ADD_ON_TO").items() if holds_on(context, edge, day)
        }
        is_add_on = bool(facts.get("is_add_on")) and bool(primaries or not facts.targets("ADD_ON_TO"))
        if is_add_on and not any((primary, day) in reported for primary in primaries):
            yield _finding(code, facts, primaries)


def _finding(code: CaseCode, facts: CodeFacts, primaries: Mapping[int, int]) -> Finding:
    """An error where CMS lists all primary codes; where the contractor may name others, no more than its question."""
    kind = facts.get("add_on_type")
    severity = Severity.ERROR if kind == _LISTED else Severity.INFORMATION if kind else Severity.WARNING
    others = "" if kind == _LISTED else " The contractor may accept others."
    return Finding(
        ADD_ON_WITHOUT_PRIMARY.name,
        severity,
        f"{code.written} is an add-on code, and none of its primary procedures is reported.{others}",
        "Report the primary procedure of the same day too, or leave the add-on code out.",
        (code,),
        tuple(Reason(edge=edge) for edge in primaries.values()) or (Reason(node=facts.number, property="is_add_on"),),
        tuple(primaries),
    )


def _gaps(context: ReviewContext) -> Iterator[str]:
    coded = any(code.system in ("HCPCS", "CPT") for code in context.procedures)
    if coded and "add_on_type" not in context.loaded.properties:
        yield f"Add-on codes are not loaded: {put_into('codes', 'the NCCI add-on code edits')}."


ADD_ON_WITHOUT_PRIMARY = Rule(
    "ADD_ON_WITHOUT_PRIMARY",
    "An add-on code without any of its primary procedures.",
    "NCCI add-on code edits",
    _check,
    _gaps,
)
