"""Dates as official files write them, and what is in force on a day."""

import re
from datetime import date, timedelta
from functools import lru_cache

_NO_DATE = ("", "*", "N/A")
_LAST_YEAR = 9999
"""The year by which files say that there is no end."""
_FORMATS = (
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{4})(?P<day_of_year>\d{3})"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"),
)


@lru_cache(1 << 14)
def read_date(text: str) -> date | None:
    """A date as YYYYMMDD, YYYYDDD (day of the year), MM/DD/YYYY or YYYY-MM-DD; None where there is none.

    An empty cell, zeros, `*` and any day of the year 9999 are no date.

    Raises:
        ValueError: it is neither.

    >>> read_date("20261001"), read_date("2026274"), read_date("10/01/2026"), read_date("99991231")
    (datetime.date(2026, 10, 1), datetime.date(2026, 10, 1), datetime.date(2026, 10, 1), None)
    """
    plain = text.strip()
    if plain.upper() in _NO_DATE or not plain.strip("0"):
        return None
    match = next(filter(None, (known.fullmatch(plain) for known in _FORMATS)), None)
    if match is None:
        raise ValueError(f"'{text}' is no date")
    parts = {name: int(value) for name, value in match.groupdict().items()}
    if parts["year"] == _LAST_YEAR:
        return None
    try:
        return _date_of(parts)
    except ValueError:
        raise ValueError(f"'{text}' is no day of the calendar") from None


def _date_of(parts: dict[str, int]) -> date:
    if "day_of_year" not in parts:
        return date(parts["year"], parts["month"], parts["day"])
    found = date(parts["year"], 1, 1) + timedelta(days=parts["day_of_year"] - 1)
    if found.year != parts["year"]:
        raise ValueError
    return found


def in_force(begun: date | None, ended: date | None, day: date) -> bool:
    """Whether something holds on a day: it has begun, and the last day of it, if any, is not past.

    CMS defines the day of an end as the last one on which a code may be used.
    """
    return (begun is None or begun <= day) and (ended is None or day <= ended)


def iso(day: date | None) -> str:
    """YYYY-MM-DD; empty where there is no date."""
    return "" if day is None else day.isoformat()
