"""One length of time with its unit: '90 minutes', '1 hour 30 minutes', '1:30 hours', '1h30', 'an hour and a half'."""

import re
from dataclasses import dataclass

from graph.ingest.pages.number_words import NUMBER, PART, REMAINDER, read_number

MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
"""Minutes of a unit, a month counted as 30 days and a year as 365."""

_NAMES = {
    "minute": r"min(?:ute)?",
    "hour": r"(?:hour|hr|(?-i:h)(?!\w))",
    "day": "day",
    "week": r"(?:week|wk)",
    "month": "month",
    "year": r"(?:year|yr)",
}
_WORDS = {unit: rf"{name}(?:\(s\)|s?\b)" for unit, name in _NAMES.items()}
UNIT = rf"(?:{'|'.join(_WORDS.values())})"
GAP = r"\s*+(?:-\s*+)?+"
"""What may stand between a number and its unit."""
_AND = r"\.?\s+(?:(?:and|&)\s+)?"
_JOINTS = {"hour": rf"(?:{_AND}|\.?\s*,\s*(?:and\s+)?)"}  # '3 days, 2 hours' are two times.
_FINER = {"hour": ("minute",), "day": ("hour",), "week": ("day",), "month": ("week", "day"), "year": ("month",)}
_COMPOUND = "|".join(
    rf"{_WORDS[coarse]}{_JOINTS.get(coarse, _AND)}(?:{NUMBER}){GAP}(?:{'|'.join(map(_WORDS.__getitem__, finer))})"
    for coarse, finer in _FINER.items()
)
_COMPACT = r"\d+\s?(?-i:h|hrs?)\s?\d{1,2}\s?(?-i:m)(?:in(?:ute)?s?)?(?![\w/])|\d+(?-i:h)[0-5]\d(?!\w)"
CLOCK = r"\d{1,2}:[0-5]\d(?![:\d])"

AMOUNT = (
    rf"(?:{CLOCK}{GAP}{_WORDS['hour']}|{_COMPACT}"
    rf"|(?:{NUMBER}(?:\+|\s+or\s+more(?=\s))?|{PART}|an?(?=\s)){GAP}"
    rf"(?:{_COMPOUND}|{UNIT}(?:[\s-]+and[\s-]+{REMAINDER}(?:[\s-]+{UNIT})?)?))"
)
"""A length of time with its unit; the finer unit of '1 hour 30 minutes' belongs to it."""

_LIKE_A_CLOCK = re.compile(r"\d[.,](?:15|30|45)\b")
_SHAPES = {unit: re.compile(word, re.IGNORECASE) for unit, word in _WORDS.items()}
_UNIT = re.compile(rf"(?<![a-z])(?P<unit>{UNIT})\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` in `unit`; not `certain` where a part is larger than its unit allows ('1 hour 90 minutes')."""

    value: float
    unit: str
    certain: bool = True

    def in_unit(self, unit: str) -> float:
        """The value in another unit."""
        return self.value if unit == self.unit else self.value * MINUTES[self.unit] / MINUTES[unit]


def finer(first: str, second: str) -> str:
    return min(first, second, key=MINUTES.__getitem__)


def read_clock(text: str) -> Amount:
    """'1:30' as hours and minutes."""
    hours, minutes = text.split(":")
    return Amount(60.0 * int(hours) + int(minutes[:2]), "minute")


def read_amount(text: str) -> Amount:
    """The value of what `AMOUNT` matched.

    >>> read_amount("an hour and a quarter")
    Amount(value=1.25, unit='hour', certain=True)
    """
    if re.match(CLOCK, text):
        return read_clock(text)
    if re.fullmatch(_COMPACT, text, re.IGNORECASE):
        hours, minutes = map(int, re.findall(r"\d+", text))
        return Amount(60.0 * hours + minutes, "minute", minutes < 60)
    units = list(_UNIT.finditer(text))
    ends = [0, *(unit.end() for unit in units)]
    total, *parts = [_piece(text[end : unit.start()], unit) for end, unit in zip(ends, units, strict=False)]
    for part in parts:
        fits = part.unit == total.unit or part.in_unit(total.unit) < 1
        total = Amount(total.in_unit(part.unit) + part.value, part.unit, total.certain and fits)
    rest = text[ends[-1] :].strip(" .-")
    return Amount(total.value + read_number(rest), total.unit, total.certain) if rest else total


def first_unit(text: str) -> str:
    """The first unit of what `AMOUNT` matched: the hour of '1 hour 30 minutes'."""
    return _unit(found["unit"]) if (found := _UNIT.search(text)) else "hour"


def _piece(number: str, unit: re.Match[str]) -> Amount:
    plain = re.sub(r"\+|\bor\s+more\b", "", number, flags=re.IGNORECASE)
    return read_count(plain.strip(" ,.-\t\n"), _unit(unit["unit"]))


def _unit(word: str) -> str:
    return next(unit for unit, shape in _SHAPES.items() if shape.fullmatch(word))


def read_count(words: str, unit: str) -> Amount:
    """A number of units. '1.30 hours' may be a clock's; thirds of an hour are whole minutes."""
    value = read_number(words)
    if unit == "hour" and value % 1 and (3 * value) % 1 == 0:
        return Amount(float(round(60 * value)), "minute")
    return Amount(value, unit, not (unit == "hour" and _LIKE_A_CLOCK.search(words)))
