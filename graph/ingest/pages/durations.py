"""Times in words: '3 to 5 hours', 'at least 8 hours', '90 minutes to 2 hours', 'a week'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {"a": 1.0, "an": 1.0, "half an": 0.5, "half a": 0.5} | {
    word: float(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_WORDS |= {"fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "forty-five": 45.0, "sixty": 60.0}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
_UNIT_WORDS = {"min": "minute", "hr": "hour", "wk": "week", "yr": "year"}

_FRACTION = "|".join(_FRACTIONS)
_NUMBER = (
    rf"(?:\d+\s?(?:{_FRACTION})|{_FRACTION}|\d+(?:\.\d+)?|"
    rf"{'|'.join(sorted(_WORDS, key=lambda word: -len(word)))})(?![\w/])"
)
_UNIT = r"(?:minute|min|hour|hr|day|week|wk|month|year|yr)s?\b"
_BOUND = r"(?P<bound>at least|a minimum of|minimum|no more than|up to|at most|within|under|less than|more than|over)"
_LEAD = r"(?:(?:for|of|lasting|in|about|around|approximately|roughly|after|between|the|first|next)\s+)*"
_QUANTITY = re.compile(
    rf"\b(?P<lead>{_LEAD})(?:{_BOUND}\s+)?(?:about\s+|approximately\s+)?"
    rf"(?P<low>{_NUMBER})(?:\s*-?\s*(?P<low_unit>{_UNIT}))?(?:-(?=\s+to\b))?"
    rf"(?:\s*(?P<joint>to|-|–|—|or|and|(?(low_unit)|(?!)))\s*(?P<high>{_NUMBER})(?:\s*-?\s*(?P<high_unit>{_UNIT})))?"
    rf"(?P<half>\s+and\s+a\s+half(?:\s+{_UNIT})?)?(?P<open>\s+or\s+(?:less|more|longer))?",
    re.IGNORECASE,
)


_OPEN = {"less": "up to", "more": "at least", "longer": "at least"}
_AGE = re.compile(
    r"\b(?:aged?\b|(?:children|adults|patients|people|infants|women|men|those)\s+(?:over|under|older|younger|aged?)\b)"
    r"[^,.;]*$",
    re.IGNORECASE,
)
_OLD = re.compile(r"\s*(?:-?\s*old\b|of age\b)", re.IGNORECASE)
_VAGUE = re.compile(
    rf"\b(?:for|in|over|within|after)\s+(?:the\s+first\s+)?(?:a few|several|some|many|a couple of)\s+{_UNIT}"
    rf"|\b(?:every|once every)\s+(?:{_NUMBER}(?:\s*(?:to|-|–|or)\s*{_NUMBER})?\s+|few\s+)?{_UNIT}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of time: `low` to `high` in `unit`; an open end is None. `start` and `end` locate it in its text."""

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
    if word in _WORDS:
        return _WORDS[word]
    fraction = next((name for name in _FRACTIONS if word.endswith(name)), None)
    if fraction is None:
        return float(word)
    return float(word.removesuffix(fraction).strip() or 0) + _FRACTIONS[fraction]


def _unit(word: str) -> str:
    word = word.casefold().rstrip("s")
    return _UNIT_WORDS.get(word, word)


def _apply_bound(bound: str | None, value: float) -> tuple[float | None, float | None]:
    match (bound or "").casefold():
        case "at least" | "a minimum of" | "minimum" | "more than" | "over":
            return value, None
        case "up to" | "at most" | "within" | "under" | "less than" | "no more than":
            return None, value
        case _:
            return value, value


def _quantity_of_match(match: re.Match[str]) -> Quantity | None:
    low_unit, high_unit = match["low_unit"], match["high_unit"]
    if match["high"] is None:
        if low_unit is None:
            return None
        value = _number(match["low"]) + (0.5 if match["half"] else 0)
        low, high = _apply_bound(match["bound"] or _OPEN.get((match["open"] or "").split(" ")[-1]), value)
        return Quantity(low, high, _unit(low_unit), *match.span())
    if low_unit is not None and not match["joint"] and _MINUTES[_unit(low_unit)] <= _MINUTES[_unit(high_unit)]:
        return None  # Two times side by side; only '1 hour 30 minutes' is one.
    unit = _unit(high_unit)
    first, second = _number(match["low"]), _number(match["high"])
    if low_unit is not None and _unit(low_unit) != unit:
        finer = min(_unit(low_unit), unit, key=_MINUTES.__getitem__)
        first *= _MINUTES[_unit(low_unit)] / _MINUTES[finer]
        second *= _MINUTES[unit] / _MINUTES[finer]
        unit = finer
    if match["joint"].casefold() in ("and", "") and low_unit is not None:  # '1 hour and 30 minutes' is one time
        return Quantity(first + second, first + second, unit, *match.span())
    return Quantity(min(first, second), max(first, second), unit, *match.span())


def find_quantity(text: str) -> Quantity | None:
    """The first quantity of time in the text, or None; ages are skipped.

    >>> find_quantity("takes 90 minutes to 2 hours").minutes()
    (90, 120)
    """
    return next(_quantities(text), None)


def find_duration(text: str) -> Quantity | None:
    """The first quantity after a verb of duration ('takes', 'lasts' …), else the first quantity, else None."""
    found = list(_quantities(text))
    marked = (quantity for quantity in found if _DURATION_VERB.search(_sentence_before(text, quantity.start)))
    return next(marked, found[0] if found else None)


_DURATION_VERB = re.compile(r"\b(?:takes?|lasts?|requires?|duration|completed|performed|done|run)\b", re.IGNORECASE)


def _sentence_before(text: str, position: int) -> str:
    return re.split(r"[.;]\s", text[:position])[-1]


def _quantities(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        found = _quantity_of_match(match)
        if found is not None and not _AGE.search(text[: match.start("low")]) and not _OLD.match(text[match.end() :]):
            yield found


def without_vague_time(text: str) -> str:
    """The text without times that are no length: 'for a few days', 'every 3 months'.

    >>> without_vague_time("Device checks every 3 to 12 months")
    'Device checks'
    """
    return " ".join(_VAGUE.sub(" ", text).split())
