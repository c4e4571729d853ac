"""Days of an X12 segment: YYYYMMDD, with a time after it (DT), or a span of two (RD8)."""

import re
from collections.abc import Generator
from datetime import date

from pyx12.segment import Segment

_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{4}|[0-9]{6})?")


def day_of(segment: Segment, place: str, *, last: bool = False) -> Generator[str, None, date | None]:
    """The day at a place, of a span the first or the `last`; None where there is none.

    Yields why it is none of the calendar. The day itself, which may be a birth date, is not repeated.
    """
    first, _, second = (segment.get_value(place) or "").strip().partition("-")
    text = (second or first) if last else first
    if not text:
        return None
    match = _DAY.fullmatch(text)
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    yield f"{place} is no day as YYYYMMDD"
    return None
