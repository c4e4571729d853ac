"""The days on which codes were reported, and the rules that hold on them."""

from datetime import date

from graph.review.case_code import CaseCode
from graph.review.code_facts import edge_properties
from graph.review.context import ReviewContext


def day_of(context: ReviewContext, code: CaseCode) -> date | None:
    """The day of a code: its own, or that of the case."""
    return (code.procedure.service_date if code.procedure else None) or context.case.date_of_service


def holds_on(context: ReviewContext, edge: int, day: date | None) -> bool:
    """Whether what an edge says has begun on a day, and has not ended; so where the day is not known."""
    stated = edge_properties(context.graph, edge)
    starts, ends = (str(stated.get(name) or "") for name in ("starts", "ends"))
    return day is None or (starts <= day.isoformat() and (not ends or day.isoformat() <= ends))
