"""Times in words: what a procedure takes, how long to rest, how long to fast."""

import re

from graph.ingest.pages.number_words import NUMBER
from graph.ingest.pages.quantity import TimeQuantity, Unclear
from graph.ingest.pages.time_amounts import UNIT
from graph.ingest.pages.time_spans import find_times

_VAGUE = re.compile(
    rf"\b(?:for|in|over|within|after)\s+(?:the\s+first\s+)?(?:a few|several|some|many|a couple of)\s+{UNIT}"
    rf"|\b(?:every|once every)\s+(?:{NUMBER}(?:\s*(?:to|-|–|or)\s*{NUMBER})?\s+|few\s+)?{UNIT}",
    re.IGNORECASE,
)
_DURATION_VERB = re.compile(r"\b(?:takes?|lasts?|requires?|duration|completed|performed|done|run)\b", re.IGNORECASE)


def find_quantity(text: str) -> TimeQuantity | None:
    """The first quantity of time in the text; None where there is none or it is unclear. Ages are skipped.

    >>> find_quantity("takes 90 minutes to 2 hours").minutes()
    (90, 120)
    """
    first = next(iter(find_times(text)), None)
    return first if isinstance(first, TimeQuantity) else None


def find_duration(text: str) -> TimeQuantity | None:
    """The first quantity after a verb of duration ('takes', 'lasts' …), else the first; None where it is unclear."""
    time = _duration(text)
    return time if isinstance(time, TimeQuantity) else None


def has_time(text: str) -> bool:
    """Whether the text states a time, be it clear or not."""
    return bool(find_times(text))


def unclear_time(text: str) -> str | None:
    """The words of the first time in the text if they can be read in more than one way.

    >>> unclear_time("Fasting for 2 to 1 hours")
    'for 2 to 1 hours'
    """
    return _unclear_words(text, next(iter(find_times(text)), None))


def unclear_duration(text: str) -> str | None:
    """Like `unclear_time`, of what `find_duration` looks for; figures without any time are unclear too."""
    time = _duration(text)
    if time is None and re.search(r"(?<!\w)\d{1,3}(?!\d)", text):
        return text
    return _unclear_words(text, time)


def _unclear_words(text: str, time: TimeQuantity | Unclear | None) -> str | None:
    return text[time.start : time.end].strip() if isinstance(time, Unclear) else None


def _duration(text: str) -> TimeQuantity | Unclear | None:
    found = find_times(text)
    marked = (time for time in found if _DURATION_VERB.search(_sentence_before(text, time.start)))
    return next(marked, found[0] if found else None)


def _sentence_before(text: str, position: int) -> str:
    return re.split(r"[.;]\s", text[:position])[-1]


def without_vague_time(text: str) -> str:
    """The text without times that are no length: 'for a few days', 'every 3 months'.

    >>> without_vague_time("Device checks every 3 to 12 months")
    'Device checks'
    """
    return " ".join(_VAGUE.sub(" ", text).split())
