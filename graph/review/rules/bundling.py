"""Pairs of procedures that are not paid together on one day."""

from collections import defaultdict
from collections.abc import Iterator

from graph.model.data_advice import put_into
from graph.review.case import Setting
from graph.review.case_code import CaseCode
from graph.review.code_facts import edge_properties
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.service_days import day_of, holds_on

NCCI_MODIFIERS = frozenset(
    "E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD LM RC RI "
    "24 25 57 58 78 79 27 59 91 XE XP XS XU".split()
)
"""Modifiers that bypass an edit of indicator 1, by the NCCI Policy Manual, chapter I, section E."""
_SETTINGS = {Setting.PROFESSIONAL: "practitioner", Setting.OUTPATIENT: "outpatient hospital"}


def _check(context: ReviewContext) -> Iterator[Finding]:
    lines: dict[int, list[CaseCode]] = defaultdict(list)
    for code, facts in context.known_procedures:
        lines[facts.number].append(code)
    for code, facts in context.known_procedures:
        for edge in context.graph.row(facts.number, "BUNDLED_WITH", out=True):
            for other in lines.get(context.graph.target(edge), ()):
                if day_of(context, code) == day_of(context, other) and _holds(context, edge, code):
                    yield from _finding(context, code, other, edge)


def _finding(context: ReviewContext, first: CaseCode, second: CaseCode, edge: int) -> Iterator[Finding]:
    stated = edge_properties(context.graph, edge)
    modifier = stated.get("modifier")
    if modifier == "not applicable":
        return
    given = _modifiers(first) | _modifiers(second)
    if modifier == "allowed" and given & NCCI_MODIFIERS:
        return
    is_never = modifier == "not allowed"
    yield Finding(
        BUNDLED_PAIR.name,
        Severity.ERROR,
        f"{second.written} is bundled into {first.written}: {stated.get('rationale') or 'NCCI edit'}.",
        f"Report {first.written} alone; no modifier unbundles them."
        if is_never
        else f"Report {first.written} alone, or a modifier (59, XE, XP, XS, XU, one of the side) on {second.written} "
        "if the record shows that it was done apart.",
        (first, second),
        (Reason(edge=edge),),
        (first.facts.number,) if first.facts else (),
    )


def _holds(context: ReviewContext, edge: int, code: CaseCode) -> bool:
    """Whether an edit is one of the case's setting, and has begun and not ended on the day."""
    stated = edge_properties(context.graph, edge).get("setting")
    setting = _SETTINGS.get(context.case.setting) if context.case.setting else None
    return (not stated or not setting or stated == setting) and holds_on(context, edge, day_of(context, code))


def _modifiers(code: CaseCode) -> set[str]:
    return set(code.procedure.modifiers) if code.procedure else set()


def _gaps(context: ReviewContext) -> Iterator[str]:
    if not any(code.system in ("HCPCS", "CPT") for code in context.procedures):
        return
    setting = _SETTINGS.get(context.case.setting) if context.case.setting else None
    if not context.loaded.bundling_settings:
        yield f"Bundling edits are not loaded: {put_into('codes', 'the NCCI procedure-to-procedure edits')}."
    elif setting and not context.loaded.bundling_settings & {setting, ""}:
        yield f"The bundling edits that are loaded are not those of the setting: add those of NCCI for {setting}."


BUNDLED_PAIR = Rule(
    "BUNDLED_PAIR",
    "Two procedures of one day of which NCCI pays only the first, unless a modifier tells them apart.",
    "NCCI procedure-to-procedure edits; NCCI Policy Manual, chapter I",
    _check,
    _gaps,
)
