"""Dates of official files."""

from datetime import date

import pytest

from graph.ingest.files.dates import in_force, read_date


@pytest.mark.parametrize(
    "text", ["20261001", "2026274", "10/01/2026", "10/1/2026", "2026-10-01", " 2026-10-01 00:00:00 "]
)
def test_a_day_in_every_way_of_writing_it(text: str) -> None:
    assert read_date(text) == date(2026, 10, 1)


@pytest.mark.parametrize("text", ["", " ", "*", "99991231", "9999-12-31", "12/31/9999", "9999365", "00000000", "N/A"])
def test_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["soon", "20261301", "2026366", "2026000", "02/30/2026", "2026", "2026-10"])
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_date(text)


def test_what_has_not_begun_or_has_ended_is_not_in_force() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    days = [date(2025, 12, 31), first, last, date(2027, 1, 1)]
    assert [in_force(first, last, day) for day in days] == [False, True, True, False]
    assert [in_force(None, None, day) for day in days] == [True] * 4
