"""Deliveries without their outcome."""

from collections.abc import Iterator

from graph.review.case_code import CaseCode
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_DELIVERIES = ("O80", "O82")
_DELIVERING = ("10D0", "10E0XZZ")
"""Extraction and delivery of products of conception; 10D1 is that of what was retained."""
_OUTCOME = "Z37"
_ENDED_BEFORE = (*(f"O0{number}" for number in range(9)), "Z332")
"""Pregnancies with abortive outcome, and elective termination."""
_REASON = "Guideline I.C.15.b.5: a code of Z37 is on every record of the mother when a delivery has occurred."


def _check(context: ReviewContext) -> Iterator[Finding]:
    keys = [code.key for code in context.diagnoses]
    if any(key.startswith((_OUTCOME, *_ENDED_BEFORE)) for key in keys):
        return
    deliveries = tuple(_deliveries(context))
    if deliveries:
        written = " and ".join(dict.fromkeys(code.written for code in deliveries))
        outcome = context.facts.find(f"ICD10CM:{_OUTCOME}")
        yield Finding(
            OUTCOME_OF_DELIVERY.name,
            Severity.WARNING,
            f"{written}: a delivery, and no code says its outcome.",
            "Report the outcome, a code of Z37, on the mother's record.",
            deliveries,
            (Reason(text=_REASON),),
            outcome.below if outcome else (),
        )


def _deliveries(context: ReviewContext) -> Iterator[CaseCode]:
    yield from (code for code, _ in context.known_diagnoses if code.key.startswith(_DELIVERIES))
    for code, _ in context.known_procedures:
        if code.system == "ICD10PCS" and code.key.startswith(_DELIVERING):
            yield code


OUTCOME_OF_DELIVERY = Rule(
    "OUTCOME_OF_DELIVERY",
    "A delivery, by a diagnosis or a procedure, without a code of its outcome.",
    "guideline I.C.15.b.5",
    _check,
)
