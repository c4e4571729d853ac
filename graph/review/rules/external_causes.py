"""External causes and places as principal diagnoses."""

from collections.abc import Iterator

from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_CHAPTER = "ICD10CM:chapter-20"
_REASON = "Guideline I.C.20.a.6: an external cause code can never be the principal (first-listed) diagnosis."


def _check(context: ReviewContext) -> Iterator[Finding]:
    principal, chapter = context.principal, context.graph.find(_CHAPTER)
    if principal and principal.facts and chapter in principal.facts.is_above:
        yield Finding(
            EXTERNAL_CAUSE_AS_PRINCIPAL.name,
            Severity.ERROR,
            f"{principal.written} says what caused the condition or where, and comes first.",
            "Put the condition itself first.",
            (principal,),
            (Reason(text=_REASON), Reason(node=principal.facts.number, property="name")),
        )


EXTERNAL_CAUSE_AS_PRINCIPAL = Rule(
    "EXTERNAL_CAUSE_AS_PRINCIPAL",
    "A code of chapter 20, external causes, places, activities and status, as the principal diagnosis.",
    "guideline I.C.20.a.6",
    _check,
)
