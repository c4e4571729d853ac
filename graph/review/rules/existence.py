"""Codes that the graph does not have, that are headings, or whose seventh character is missing or wrong.

One cause is one finding: a code that only lacks its seventh character is neither unknown nor a heading.
"""

from collections.abc import Iterator, Sequence

from graph.model.data_advice import put_into
from graph.model.fiscal_year import last_day
from graph.review.case_code import CaseCode, code_curie
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_SEVENTH = 7
"""Characters of a diagnosis with its seventh character, without the point."""
_SHORTEST = 3
_REMEDIES = 200
"""Codes that are named as what to report instead, at most."""
_PLACEHOLDER = "X"
_UNSHIPPED = ("HCPCS", "CPT")


def _check_unknown(context: ReviewContext) -> Iterator[Finding]:
    for code in (*context.diagnoses, *context.procedures):
        if code.facts is None and not _is_of_unloaded_system(context, code) and not _extended(context, code):
            near = _nearest(context, code)
            yield Finding(
                UNKNOWN_CODE.name,
                Severity.ERROR,
                f"There is no code {code.written}.",
                "Look it up again; the codes that begin as it does are named." if near else "Look it up again.",
                (code,),
                remedies=near,
            )


def _gaps_of_unknown(context: ReviewContext) -> Iterator[str]:
    systems = dict.fromkeys(
        code.system for code in context.procedures if code.facts is None and _is_of_unloaded_system(context, code)
    )
    for system in systems:
        file = "the HCPCS file of CMS" if system == "HCPCS" else "your licensed CPT file"
        yield f"Codes of {system} are not loaded: {put_into('codes', file)}."


def _check_billable(context: ReviewContext) -> Iterator[Finding]:
    for code, facts in (*context.known_diagnoses, *context.known_procedures):
        if _is_heading(context, facts) and not _lacks_seventh_character(context, facts):
            yield Finding(
                NOT_BILLABLE.name,
                Severity.ERROR,
                f"{code.written} is a heading, not a whole code.",
                "Report one of the codes below it.",
                (code,),
                (Reason(node=facts.number, property="is_billable"),),
                _billable_below(context, facts),
            )


def _check_seventh(context: ReviewContext) -> Iterator[Finding]:
    for code in context.diagnoses:
        if code.facts and _is_heading(context, code.facts) and _lacks_seventh_character(context, code.facts):
            yield _seventh(context, code, code.facts, "is missing")
        elif code.facts is None and (base := _extended(context, code)):
            is_whole = len(code.key) == _SEVENTH
            yield _seventh(context, code, base, "is none of its code" if is_whole else "is not in the seventh place")


def _seventh(context: ReviewContext, code: CaseCode, base: CodeFacts, problem: str) -> Finding:
    found = _billable_below(context, base)
    wanted = [number for number in found if context.graph.curie(number)[-1:] == code.key[-1:]]
    noted = next((at for at in base.above if context.facts.of(at).get("seventh_character_notes")), base.number)
    return Finding(
        SEVENTH_CHARACTER.name,
        Severity.ERROR,
        f"The seventh character of {code.written} {problem}.",
        "Report it with one of the seventh characters of its code"
        + (", with X in the places between." if problem.endswith("place") else "."),
        (code,),
        (Reason(node=noted, property="seventh_character_notes"),),
        tuple(wanted) if wanted and problem.endswith("place") else found,
    )


def _is_heading(context: ReviewContext, facts: CodeFacts) -> bool:
    """Whether a code only heads others, and did on the day."""
    is_divided = facts.get("is_billable") is False and not facts.get("is_deleted")
    return (is_divided or facts.node.kind == "ProcedureTable") and not _was_whole_code(context, facts)


def _was_whole_code(context: ReviewContext, facts: CodeFacts) -> bool:
    """Whether what heads other codes now could be reported itself on the day."""
    day, last = context.case.date_of_service, facts.get("last_fiscal_year")
    return bool(facts.get("is_former_code")) and day is not None and isinstance(last, int) and day <= last_day(last)


def _lacks_seventh_character(context: ReviewContext, facts: CodeFacts) -> bool:
    """Whether all that is right below a heading are codes with their seventh character."""
    keys = [context.graph.curie(number).partition(":")[2].replace(".", "") for number in facts.below]
    return bool(keys) and all(len(key) == _SEVENTH for key in keys)


def _extended(context: ReviewContext, code: CaseCode) -> CodeFacts | None:
    """The heading whose seventh character an unknown code has wrong, or in the wrong place."""
    if code.diagnosis is None or not _SHORTEST < len(code.key) <= _SEVENTH:
        return None
    base = code.key[:-1].rstrip(_PLACEHOLDER) if len(code.key) == _SEVENTH else code.key[:-1]
    facts = context.facts.find(code_curie(base, "ICD10CM")) if len(base) >= _SHORTEST else None
    return facts if facts and _lacks_seventh_character(context, facts) else None


def _is_of_unloaded_system(context: ReviewContext, code: CaseCode) -> bool:
    return code.procedure is not None and code.system in _UNSHIPPED and code.system not in context.loaded.systems


def _nearest(context: ReviewContext, code: CaseCode) -> tuple[int, ...]:
    """What begins as the code does, as far as anything does, at least for three characters."""
    for length in range(min(len(code.key), _SEVENTH), _SHORTEST - 1, -1):
        start, end = context.graph.beginning(code_curie(code.key[:length], code.system or "ICD10PCS"))
        if start < end:
            return _billable(context, range(start, end))
    return ()


def _billable_below(context: ReviewContext, facts: CodeFacts) -> tuple[int, ...]:
    if facts.node.kind != "Diagnosis":
        return ()
    start, end = context.graph.beginning(facts.node.curie)
    return _billable(context, range(start, end))


def _billable(context: ReviewContext, numbers: Sequence[int]) -> tuple[int, ...]:
    """The first of some nodes that are whole codes."""
    found = (number for number in numbers[: 4 * _REMEDIES] if context.facts.of(number).get("is_billable") is not False)
    return tuple(found)[:_REMEDIES]


UNKNOWN_CODE = Rule(
    "UNKNOWN_CODE",
    "A code that no loaded system has.",
    "the loaded code systems",
    _check_unknown,
    _gaps_of_unknown,
)
NOT_BILLABLE = Rule(
    "NOT_BILLABLE",
    "A heading: a chapter, a block, a category or a subcategory that is divided further.",
    "ICD-10-CM Tabular List; guideline I.B.2",
    _check_billable,
)
SEVENTH_CHARACTER = Rule(
    "SEVENTH_CHARACTER",
    "A seventh character that is missing, in the wrong place, or none that the code may have.",
    "ICD-10-CM Tabular List; guidelines I.A.4 and I.A.5",
    _check_seventh,
)
