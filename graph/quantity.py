"""Times in words: '3 to 5 hours', 'at least 8 hours', '90 minutes to 2 hours', 'a week'."""

import re
from dataclasses import dataclass

_WORDS = {"a": 1.0, "an": 1.0, "half an": 0.5, "half a": 0.5} | {
    word: float(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
_UNIT_WORDS = {"min": "minute", "hr": "hour", "wk": "week", "yr": "year"}

_NUMBER = r"(?:\d+(?:\.\d+)?|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?:minute|min|hour|hr|day|week|wk|month|year|yr)s?\b"
_BOUND = r"(?P<bound>at least|a minimum of|minimum|no more than|up to|at most|within|under|less than|more than|over)"
_LEAD = r"(?:(?:for|of|lasting|in|about|around|approximately|roughly|after|between|the|first|next)\s+)*"
_QUANTITY = re.compile(
    rf"\b(?P<lead>{_LEAD})(?:{_BOUND}\s+)?(?:about\s+|approximately\s+)?"
    rf"(?P<low>{_NUMBER})(?:\s*-?\s*(?P<low_unit>{_UNIT}))?"
    rf"(?:\s*(?P<joint>to|-|–|—|or|and)\s*(?P<high>{_NUMBER})(?:\s*-?\s*(?P<high_unit>{_UNIT})))?",
    re.IGNORECASE,
)


_VAGUE = re.compile(
    rf"\b(?:for|in|over|within|after)\s+(?:the\s+first\s+)?(?:a few|several|some|many|a couple of)\s+{_UNIT}"
    rf"|\b(?:every|once every)\s+(?:{_NUMBER}(?:\s*(?:to|-|–|or)\s*{_NUMBER})?\s+|few\s+)?{_UNIT}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stretch of time: `low` to `high` in `unit`; an open end is None. `start` and `end` locate it in its text."""

    low: float | None
    high: float | None
    unit: str
    start: int
    end: int

    def minutes(self) -> tuple[int | None, int | None]:
        """Both ends in minutes, a month counted as 30 days and a year as 365."""
        factor = _MINUTES[self.unit]
        low = None if self.low is None else round(self.low * factor)
        return low, None if self.high is None else round(self.high * factor)

    def without(self, text: str) -> str:
        """The text without the words of this quantity."""
        return " ".join((text[: self.start] + " " + text[self.end :]).split())


def _number(word: str) -> float:
    word = " ".join(word.casefold().split())
    return _WORDS[word] if word in _WORDS else float(word)


def _unit(word: str) -> str:
    word = word.casefold().rstrip("s")
    return _UNIT_WORDS.get(word, word)


def _bounded(bound: str | None, value: float) -> tuple[float | None, float | None]:
    match (bound or "").casefold():
        case "at least" | "a minimum of" | "minimum" | "more than" | "over":
            return value, None
        case "up to" | "at most" | "within" | "under" | "less than" | "no more than":
            return None, value
        case _:
            return value, value


def _read(match: re.Match[str]) -> Quantity | None:
    low_unit, high_unit = match["low_unit"], match["high_unit"]
    if match["high"] is None:
        if low_unit is None:
            return None
        low, high = _bounded(match["bound"], _number(match["low"]))
        return Quantity(low, high, _unit(low_unit), *match.span())
    unit = _unit(high_unit)
    first, second = _number(match["low"]), _number(match["high"])
    if low_unit is not None and _unit(low_unit) != unit:
        finer = min(_unit(low_unit), unit, key=_MINUTES.__getitem__)
        first *= _MINUTES[_unit(low_unit)] / _MINUTES[finer]
        second *= _MINUTES[unit] / _MINUTES[finer]
        unit = finer
    if match["joint"].casefold() == "and" and low_unit is not None:  # '1 hour and 30 minutes' is one time
        return Quantity(first + second, first + second, unit, *match.span())
    return Quantity(min(first, second), max(first, second), unit, *match.span())


def find_quantity(text: str) -> Quantity | None:
    """The first stretch of time that the text states, or None.

    >>> find_quantity("takes 90 minutes to 2 hours").minutes()
    (90, 120)
    """
    return next((found for match in _QUANTITY.finditer(text) if (found := _read(match))), None)


def without_vague_time(text: str) -> str:
    """The text without times that are no length: 'for a few days', 'every 3 months'.

    >>> without_vague_time("Device checks every 3 to 12 months")
    'Device checks'
    """
    return " ".join(_VAGUE.sub(" ", text).split())
