"""Rows of a table that are one case: their codes together, what else they say from the first row that says it.

Where rows have several dates, the first is that of the case, and that of each later row is that of its procedures.
"""

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from graph.review.case import Case

_FACTS = ("age", "sex", "setting", "discharge_status", "place_of_service", "payer")


def joined(first: Case, second: Case) -> Generator[str, None, Case]:
    """Both rows as one case; yields in what the second contradicts the first, which is kept."""
    facts: dict[str, Any] = {}
    for name in _FACTS:
        known, other = getattr(first, name), getattr(second, name)
        facts[name] = other if known is None else known
        if other is not None and other != facts[name]:
            yield f"{name}: an earlier row of this case says otherwise; that was kept"
    procedures, day = second.procedures, first.date_of_service
    if day and second.date_of_service and day != second.date_of_service:
        procedures = tuple(replace(procedure, service_date=second.date_of_service) for procedure in procedures)
        if not procedures:
            yield "date: an earlier row of this case says otherwise, and this row has no procedures; that was kept"
    return replace(
        first,
        **facts,
        date_of_service=day or second.date_of_service,
        diagnoses=first.diagnoses + second.diagnoses,
        procedures=first.procedures + procedures,
        risk_categories=first.risk_categories + second.risk_categories,
    )
