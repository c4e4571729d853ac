"""The risk categories that the diagnoses of a case document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.review.case_code import CaseCode
from graph.review.context import ReviewContext
from graph.traversal.risk_categories import DocumentedCategory, Patient, risk_categories

FIRST_PAYMENT_YEAR, LAST_PAYMENT_YEAR = 2025, 2027
"""The payment years of which mappings are shipped; other years are read by the nearest one."""


@dataclass(frozen=True, slots=True)
class CategoryOfModel:
    """A category that diagnoses of the case document, in a model of a payment year; nodes are their numbers."""

    model: str
    payment_year: int
    is_provisional: bool
    category: int
    codes: Sequence[CaseCode]
    trumped_by: int | None
    counts: bool
    unchecked: Sequence[str]


def documented_categories(context: ReviewContext) -> list[CategoryOfModel]:
    """The categories by model, for the payment year that follows the day of service."""
    codes = {facts.number: code for code, facts in context.known_diagnoses}
    year = payment_year(context.case.date_of_service)
    patient = Patient(context.case.age, context.case.sex.value if context.case.sex else None)
    return [
        _of_model(found, model.model, year, codes, is_provisional=model.is_provisional)
        for model in risk_categories(context.topology, list(codes), year, patient)
        for found in model.categories
    ]


def _of_model(
    found: DocumentedCategory, model: str, year: int, codes: dict[int, CaseCode], *, is_provisional: bool
) -> CategoryOfModel:
    documenting = [codes[number] for number in found.codes]
    return CategoryOfModel(
        model, year, is_provisional, found.category, documenting, found.trumped_by, found.counts, found.unchecked
    )


def payment_year(day: date | None) -> int:
    """The year for which the diagnoses of a day are paid: the one after it; the last one known without a day."""
    return min(max(day.year + 1, FIRST_PAYMENT_YEAR), LAST_PAYMENT_YEAR) if day else LAST_PAYMENT_YEAR
