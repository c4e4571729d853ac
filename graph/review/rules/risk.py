"""Risk categories that are expected, and that no diagnosis of the case documents."""

from collections.abc import Iterator

from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.risk import documented_categories
from graph.review.rule import Rule


def _check(context: ReviewContext) -> Iterator[Finding]:
    expected = context.case.risk_categories
    if not expected:
        return
    documented = {found.category for found in documented_categories(context)}
    for curie in expected:
        facts = context.facts.find(curie)
        if facts is None or facts.node.kind != "RiskCategory":
            yield Finding(
                RISK_CATEGORY_UNSUPPORTED.name,
                Severity.WARNING,
                f"There is no risk category {curie}.",
                "Name one by its CURIE, as HCC:V28-37.",
                context.diagnoses,
            )
        elif facts.number not in documented:
            yield Finding(
                RISK_CATEGORY_UNSUPPORTED.name,
                Severity.WARNING,
                f"No diagnosis of the case documents {facts.node.name} ({curie}).",
                "Report it only if the record of this encounter documents the condition and its treatment.",
                context.diagnoses,
                (Reason(node=facts.number, property="name"),),
            )


def _gaps(context: ReviewContext) -> Iterator[str]:
    if context.case.risk_categories and context.case.date_of_service is None:
        yield "State the date of service: categories are by payment year."


RISK_CATEGORY_UNSUPPORTED = Rule(
    "RISK_CATEGORY_UNSUPPORTED",
    "A risk category that is expected and that no diagnosis of the case documents.",
    "CMS-HCC mappings of diagnoses",
    _check,
    _gaps,
)
