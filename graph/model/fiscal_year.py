"""Fiscal years of the US government: 2026 is from October 1, 2025 to September 30, 2026.

Editions of ICD-10-CM and ICD-10-PCS are for one each; some codes begin or end within one, mostly on April 1.
"""

from datetime import date

FIRST_FISCAL_YEAR = 2016
"""The first fiscal year in which claims had codes of ICD-10-CM and ICD-10-PCS."""
_OCTOBER = 10


def fiscal_year(day: date) -> int:
    """The fiscal year of a day.

    >>> fiscal_year(date(2025, 9, 30)), fiscal_year(date(2025, 10, 1))
    (2025, 2026)
    """
    return day.year + (day.month >= _OCTOBER)


def first_day(year: int) -> date:
    """The day on which a fiscal year begins."""
    return date(year - 1, _OCTOBER, 1)


def last_day(year: int) -> date:
    """The day on which a fiscal year ends."""
    return date(year, _OCTOBER - 1, 30)
