"""Times in a text: '3 to 5 hours', 'at least 8 hours', '1 hour to 1 hour 30 minutes', 'between 20 and 40 minutes'.

What can be read in more than one way ('1,500 hours', '2 to 1 hours', '10-15-20 minutes') is found as `Unclear`.
"""

import re

from graph.ingest.pages.number_words import NUMBER, PART
from graph.ingest.pages.quantity import TimeQuantity, Unclear
from graph.ingest.pages.time_amounts import (
    AMOUNT,
    CLOCK,
    GAP,
    UNIT,
    Amount,
    finer,
    first_unit,
    read_amount,
    read_clock,
    read_count,
)

_LOWEST = (
    r"(?:at least|(?:a |the )?minimum(?: of)?|(?:no|not) less than|more than|longer than|over|above|upwards of)\s+"
    r"|>=?\s*|≥\s*"
)
_HIGHEST = (
    r"(?:(?:no|not) (?:more|longer) than|up to|at (?:the )?most|(?:a |the )?maximum(?: of)?|within|under|below"
    r"|less than|fewer than)\s+|<=?\s*|≤\s*"
)
_OPEN_LOW = re.compile(r"(?:more|longer|over|least|minimum|\+)$", re.IGNORECASE)
_OR_MORE = re.compile(r"\+|\bor\s+more\b", re.IGNORECASE)
_OPEN_HIGH = re.compile(r"(?:less|fewer|under|most|max|maximum)$", re.IGNORECASE)
_OPEN = (
    r"(?:\s*\+|\s+or\s+(?:less|under|fewer|more|longer|over|so)\b"
    r"|\s+(?:at\s+(?:the\s+)?(?:most|least)|maximum|minimum|max\b)(?=\s*(?:[.,;)]|$)))"
)
_ABOUT = r"(?:(?:about|around|approximately|approx\.?|roughly|nearly|almost|~|≈)\s*)?"
_LEAD = r"(?:(?:for|of|lasting|in|about|around|approximately|roughly|after|from|the|first|next)\s+){0,8}+"
_DASH = "[-\u2010-\u2015\u2212]"
_TO = rf"(?:\s*{_DASH}\s*|[\s-]+(?:(?:up\s+)?to|through|or)[\s-]+)"
_BARE = rf"(?:{CLOCK}|{PART}|{NUMBER}(?!\w|[\s-]+(?:quarter|third)))(?:-(?=\s+and\b))?"
_TIME = re.compile(
    rf"(?<!\w)(?<!\d[.,:/]){_LEAD}(?:(?P<between>between)\s+{_LEAD})?+"
    rf"(?:(?P<lowest>{_LOWEST})|(?P<highest>{_HIGHEST}))?{_ABOUT}(?:"
    rf"(?:(?P<low>{AMOUNT})\.?|(?P<count>{_BARE}))"
    rf"(?P<joint>{_TO}|(?(count)\s+and\s+|(?(between)\s+and\s+|(?!))))(?:up\s+to\s+)?{_ABOUT}(?P<high>{AMOUNT})"
    rf"|(?P<first>{AMOUNT})\.?(?:\s*{_DASH}\s*|\s+to\s+)(?P<last>{NUMBER})(?=\s*(?:[.;)]|,(?!\d)|$|\s+depending\b))"
    rf"|(?P<one>(?:an?|one)\s+{UNIT})\s+or\s+two\b(?!{GAP}{UNIT})"
    rf"|(?P<single>{AMOUNT})"
    rf")(?P<open>{_OPEN})?",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?\b|(?:children|adults|patients|people|infants|women|men|those)\s+(?:over|under|older|younger|aged?)\b)"
    r"[^,.;]*$",
    re.IGNORECASE,
)
_OLD = re.compile(r"\s*+(?:(?:-\s*+)?old\b|of age\b)", re.IGNORECASE)

# What makes a time unclear: a number before it, another time after it, or figures that are no number of one kind.
_COUNTED = re.compile(
    rf"(?:(?<!\d)\d+(?:\s*{_DASH}\s*|\s*[/x×*]\s*|\s+to\s+|,?\s+(?:or|and)\s+)|\btimes\s+"
    rf"|(?<!\w)(?!one\s){NUMBER}\s+(?:(?:\w+\s+)?(?:sessions|visits|stages|parts|treatments|rounds|cycles)\s+of\s+)?)$",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"\b(?:times|once|twice)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"an?\s", re.IGNORECASE)
_SERIES = re.compile(r"(?<!\d)\d+\s*,\s*$")
_MORE = re.compile(
    rf"(?:{_TO}|\s+(?:and|plus)\s+|\s*\+\s*)(?:up\s+to\s+)?{_ABOUT}{AMOUNT}|\s+{NUMBER}{GAP}{UNIT}"
    rf"|(?:\s*{_DASH}\s*|\s+to\s+){NUMBER}(?!\w)"
    rf"|(?:\s*{_DASH}\s*|\s+(?:to|or)\s+)(?:over|more\s+than|several|many|some|a\s+(?:few|couple\s+of))\b"
    rf"|\s+\d{{1,2}}(?=\s*(?:[.;)]|,(?!\d)|$))|(?:,|\s+and)?\s*{NUMBER}{GAP}sec(?:ond)?s\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\b", re.IGNORECASE)
_SPENT = re.compile(r"\s+(?:of|for|are|is|spent)\b", re.IGNORECASE)
_FIGURES = re.compile(rf"(?<![\w.,:/])[\d½¼¾⅓⅔][\d.,:/½¼¾⅓⅔]*{GAP}{UNIT}", re.IGNORECASE)


def find_times(text: str) -> list[TimeQuantity | Unclear]:
    """All times of the text in its order; ages are skipped."""
    found, covered = list[TimeQuantity | Unclear](), list[tuple[int, int]]()
    for match in _TIME.finditer(text):
        covered.append(match.span())
        if not _is_age(text, _number_start(match), match.end()) and not _is_frequency(match):
            found.append(_read(match))
    for figures in _FIGURES.finditer(text):
        start, end = figures.span()
        if all(end <= first or last <= start for first, last in covered) and not _is_age(text, start, end):
            found.append(Unclear(start, end))
    return sorted(found, key=lambda time: time.start)


def _number_start(match: re.Match[str]) -> int:
    return max(match.start(name) for name in ("low", "count", "first", "one", "single"))


def _is_age(text: str, start: int, end: int) -> bool:
    return bool(_AGE.search(text[:start]) or _OLD.match(text[end:]))


def _is_frequency(match: re.Match[str]) -> bool:
    """'3 times a day' tells how often, not how long."""
    return (
        _OFTEN.search(match.string[: _number_start(match)]) is not None
        and _ARTICLE.match(match["single"] or "") is not None
    )


def _read(match: re.Match[str]) -> TimeQuantity | Unclear:
    number = _number_start(match)
    before, after = match.string[max(0, number - 80) : number], match.string[match.end() :]
    more = _MORE.match(after)
    if more is not None and (match["high"] is None or not _AND.match(after)):
        return Unclear(match.start(), match.end() + more.end())
    counted = _COUNTED.search(before) or (_SERIES.search(before) if match["high"] else None)
    if counted is not None:
        return Unclear(min(match.start(), number - len(counted[0])), match.end())
    low, high = _ends(match)
    ordered = low.certain and high.certain and low.in_unit("minute") <= high.in_unit("minute")
    return _bounded(match, low, high) if ordered and not _is_cut(match, after) else Unclear(*match.span())


def _is_cut(match: re.Match[str], after: str) -> bool:
    """Whether the last part may be about something else: '2 hours, 30 minutes of which are preparation'."""
    joined = r",|\band\b.*\d" if match["high"] else ","
    amount = match["high"] or match["single"] or ""
    return re.search(joined, re.sub(r"\d,\d", "", amount)) is not None and _SPENT.match(after) is not None


def _ends(match: re.Match[str]) -> tuple[Amount, Amount]:
    if match["single"]:
        return (amount := read_amount(match["single"])), amount
    if match["one"]:
        one = read_amount(match["one"])
        return one, Amount(2, one.unit)
    if match["first"]:
        first = read_amount(match["first"])
        return first, read_count(match["last"], first.unit)
    high = read_amount(match["high"])
    return (read_amount(match["low"]) if match["low"] else _bare(match["count"], match["high"])), high


def _bare(number: str, high: str) -> Amount:
    """A number without a unit, in the first unit of the time it stands before."""
    unit = first_unit(high)
    if ":" in number:
        clock = read_clock(number.rstrip("-"))
        return Amount(clock.value, clock.unit, unit == "hour")
    return read_count(number, unit)


def _bounded(match: re.Match[str], low: Amount, high: Amount) -> TimeQuantity:
    if not match["single"]:
        unit = finer(low.unit, high.unit)
        return TimeQuantity(low.in_unit(unit), high.in_unit(unit), unit, *match.span())
    least = match["lowest"] or (match["open"] and _OPEN_LOW.search(match["open"])) or _OR_MORE.search(match["single"])
    most = match["highest"] or (match["open"] and _OPEN_HIGH.search(match["open"]))
    if least:
        return TimeQuantity(low.value, None, low.unit, *match.span())
    return TimeQuantity(None if most else low.value, high.value, high.unit, *match.span())
