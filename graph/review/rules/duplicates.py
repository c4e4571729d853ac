"""The same code twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.review.case_code import CaseCode
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.service_days import day_of

REPEATING_MODIFIERS = frozenset(("76", "77", "91", "59", "XE", "XP", "XS", "XU", "50", "58", "78", "79"))
"""Modifiers that say that a service was rendered again, or apart from the other."""
_REASON = "Guideline I.B.12: each unique ICD-10-CM diagnosis code is reported only once for an encounter."


def _check(context: ReviewContext) -> Iterator[Finding]:
    for codes in _repeated(context.diagnoses):
        yield Finding(
            DUPLICATE_CODE.name,
            Severity.ERROR,
            f"{codes[0].written} is reported {len(codes)} times.",
            "Report it once.",
            codes,
            (Reason(text=_REASON),),
        )
    for codes in _repeated(context.procedures):
        yield from _repeated_procedure(context, codes)


def _repeated(codes: Sequence[CaseCode]) -> Iterator[tuple[CaseCode, ...]]:
    by_key: dict[str, list[CaseCode]] = defaultdict(list)
    for code in codes:
        by_key[code.key].append(code)
    yield from (tuple(same) for key, same in by_key.items() if key and len(same) > 1)


def _repeated_procedure(context: ReviewContext, codes: tuple[CaseCode, ...]) -> Iterator[Finding]:
    """Lines of one procedure on one day that no modifier tells apart; ICD-10-PCS allows several of one code (B3.2)."""
    if codes[0].system == "ICD10PCS":
        return
    seen: dict[tuple[object, frozenset[str]], CaseCode] = {}
    for code in codes:
        procedure = code.procedure
        modifiers = frozenset(procedure.modifiers) if procedure else frozenset()
        first = seen.setdefault((day_of(context, code), modifiers), code)
        if first is not code and not modifiers & REPEATING_MODIFIERS:
            yield Finding(
                DUPLICATE_CODE.name,
                Severity.WARNING,
                f"{code.written} is on two lines that nothing tells apart.",
                "Report one line with the units of both, or say with a modifier (76, 77, 91, 59) why there are two.",
                (first, code),
            )


DUPLICATE_CODE = Rule(
    "DUPLICATE_CODE",
    "A diagnosis that is reported twice, or two lines of one procedure that no modifier or day tells apart.",
    "guideline I.B.12",
    _check,
)
