"""Add-on codes without a primary procedure."""

from collections.abc import Iterator

from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_LISTED, _CONTRACTOR = "1", "2"


def _check(context: ReviewContext) -> Iterator[Finding]:
    reported = {facts.number for _, facts in context.known_procedures}
    for code, facts in context.known_procedures:
        primaries = facts.targets("ADD_ON_TO")
        if facts.get("is_add_on") and not primaries.keys() & reported:
            yield _finding(code, facts)


def _finding(code: CaseCode, facts: CodeFacts) -> Finding:
    """An error where CMS lists all primary codes; where the contractor may name others, no more than its question."""
    primaries, kind = facts.targets("ADD_ON_TO"), facts.get("add_on_type")
    severity = Severity.ERROR if kind == _LISTED else Severity.INFORMATION if kind == _CONTRACTOR else Severity.WARNING
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
        yield "Add-on codes are not loaded: add the NCCI add-on code edits with `build --codes`."


ADD_ON_WITHOUT_PRIMARY = Rule(
    "ADD_ON_WITHOUT_PRIMARY",
    "An add-on code without any of its primary procedures.",
    "NCCI add-on code edits",
    _check,
    _gaps,
)
