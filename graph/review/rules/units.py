"""Units above what Medicare pays (medically unlikely edits)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from graph.model.data_advice import put_into
from graph.review.case import Setting
from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.service_days import day_of

_PROPERTIES = {Setting.PROFESSIONAL: "max_units_practitioner", Setting.OUTPATIENT: "max_units_outpatient"}
_OF_A_LINE, _WITHOUT_EXCEPTION = "1", "2"


def _check(context: ReviewContext) -> Iterator[Finding]:
    limit = _PROPERTIES.get(context.case.setting) if context.case.setting else None
    if limit is None:
        return
    for lines in _lines_by_day(context).values():
        facts = lines[0][1]
        most, indicator = facts.get(limit), facts.get(f"{limit}_indicator")
        if isinstance(most, int):
            units = [code.procedure.units for code, _ in lines if code.procedure]
            reported = max(units) if indicator == _OF_A_LINE else sum(units)
            if reported > most:
                yield _finding(tuple(code for code, _ in lines), facts, limit, reported)


def _lines_by_day(context: ReviewContext) -> dict[tuple[int, date | None], list[tuple[CaseCode, CodeFacts]]]:
    lines: dict[tuple[int, date | None], list[tuple[CaseCode, CodeFacts]]] = defaultdict(list)
    for code, facts in context.known_procedures:
        lines[facts.number, day_of(context, code)].append((code, facts))
    return lines


def _finding(codes: tuple[CaseCode, ...], facts: CodeFacts, limit: str, reported: int) -> Finding:
    most, indicator = facts.get(limit), facts.get(f"{limit}_indicator")
    span = "a line" if indicator == _OF_A_LINE else "a day"
    return Finding(
        UNITS_ABOVE_MAXIMUM.name,
        Severity.WARNING if indicator not in (_OF_A_LINE, _WITHOUT_EXCEPTION) else Severity.ERROR,
        f"{codes[0].written}: {reported} units, and Medicare pays at most {most} {span}.",
        "Report the units that the record shows; above the maximum they are denied"
        + (" without exception." if indicator == _WITHOUT_EXCEPTION else " unless the record shows need."),
        codes,
        (Reason(node=facts.number, property=limit), Reason(node=facts.number, property=f"{limit}_indicator")),
    )


def _gaps(context: ReviewContext) -> Iterator[str]:
    if not any(code.system in ("HCPCS", "CPT") for code in context.procedures):
        return
    limit = _PROPERTIES.get(context.case.setting) if context.case.setting else None
    if limit is None and context.case.setting is None:
        yield "State the setting: units are limited by setting."
    elif limit and limit not in context.loaded.properties:
        yield f"Limits of units are not loaded: {put_into('codes', 'the medically unlikely edits (MUE)')}."


UNITS_ABOVE_MAXIMUM = Rule(
    "UNITS_ABOVE_MAXIMUM",
    "More units of a procedure than Medicare pays on a line or on a day.",
    "NCCI medically unlikely edits",
    _check,
    _gaps,
)
