"""The risk categories that the diagnoses of a case document."""

from datetime import date

from graph.review.context import ReviewContext
from graph.traversal.risk_categories import ModelCategories, Patient, risk_categories

LAST_PAYMENT_YEAR = 2027


def documented_categories(context: ReviewContext) -> list[ModelCategories]:
    """The categories by model, for the payment year that follows the day of service."""
    numbers = [facts.number for _, facts in context.known_diagnoses]
    sex = context.case.sex.value if context.case.sex else None
    return risk_categories(
        context.topology, numbers, payment_year(context.case.date_of_service), Patient(context.case.age, sex)
    )


def payment_year(day: date | None) -> int:
    """The year for which the diagnoses of a day are paid: the one after it; the last one known without a day."""
    return day.year + 1 if day else LAST_PAYMENT_YEAR
