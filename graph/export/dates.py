"""Days, for formats that have a type for them: an official file may name one that no calendar has."""

from datetime import date

from graph.export.format import Loss

NO_DATE = Loss("a date that is in no calendar, as 2025-02-30", "no value", kept=False)


def parse_calendar_date(value: object) -> date | None:
    """The day that a text `YYYY-MM-DD` names; None where there is no such day."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
