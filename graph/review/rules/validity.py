"""Codes that could not be reported on the day of service."""

from collections.abc import Iterator
from datetime import date

from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.service_days import day_of
from graph.traversal.code_validity import CodeDays, Validity, ValidityStatus, validity

_WRONG = {ValidityStatus.NOT_YET_VALID: "not yet", ValidityStatus.NO_LONGER_VALID: "no longer"}


def _check(context: ReviewContext) -> Iterator[Finding]:
    for code, facts in (*context.known_diagnoses, *context.known_procedures):
        day = day_of(context, code)
        if facts.get("is_former_code") or (day is None and not facts.get("is_deleted")):
            continue  # What heads others now is found as a heading.
        known = validity(context.topology, facts.number, day or date.max)
        if known.status in _WRONG:
            yield _finding(context, code, facts, known, day)


def _finding(context: ReviewContext, code: CaseCode, facts: CodeFacts, known: Validity, day: date | None) -> Finding:
    later = " or ".join(map(context.written, known.replaced_by[:5]))
    return Finding(
        NOT_VALID_ON_DATE.name,
        Severity.ERROR,
        f"{code.written} is {_WRONG[known.status]} valid{f' on {day}' if day else ''}: {_span(known.days)}.",
        f"Report what took its place: {later}." if later else "Report what was valid on the day.",
        (code,),
        tuple(_reasons(facts, known.status)),
        known.replaced_by,
    )


def _span(days: CodeDays) -> str:
    since = f"it began on {days.since}" if days.since else ""
    until = f"it ended on {days.until}" if days.until else ""
    return " and ".join(filter(None, (since, until))) or "no source says since when"


def _reasons(facts: CodeFacts, status: ValidityStatus) -> Iterator[Reason]:
    names = (
        ("added_date", "first_fiscal_year")
        if status is ValidityStatus.NOT_YET_VALID
        else ("ended_date", "last_fiscal_year")
    )
    yield from (Reason(node=facts.number, property=name) for name in names if facts.get(name) is not None)


def _gaps(context: ReviewContext) -> Iterator[str]:
    if context.case.date_of_service is None and (context.diagnoses or context.procedures):
        yield "State the date of service: codes are valid for a time."
        return
    unknown: dict[date | None, list[str]] = {}
    for code, facts in (*context.known_diagnoses, *context.known_procedures):
        day = day_of(context, code)
        if day and not facts.get("is_former_code"):
            known = validity(context.topology, facts.number, day)
            if known.status is ValidityStatus.UNKNOWN:
                unknown.setdefault(known.days.reach, []).append(code.written)
    for reach, codes in unknown.items():
        sources = f"The sources reach to {reach}" if reach else "No source says when they began or ended"
        yield f"{', '.join(codes)}: {sources[0].lower()}{sources[1:]}."


NOT_VALID_ON_DATE = Rule(
    "NOT_VALID_ON_DATE",
    "A code that could not be reported yet, or no longer, on the day of service.",
    "conversion tables and addenda of ICD-10-CM and ICD-10-PCS; dates of HCPCS",
    _check,
    _gaps,
)
