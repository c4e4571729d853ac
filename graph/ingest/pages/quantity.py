"""A quantity of time as a page states it."""

from dataclasses import dataclass

from graph.ingest.pages.time_amounts import MINUTES


@dataclass(frozen=True, slots=True)
class TimeQuantity:
    """A quantity of time: `low` to `high` in `unit`; an open end is None. `start` and `end` locate it in its text."""

    low: float | None
    high: float | None
    unit: str
    start: int
    end: int

    def minutes(self) -> tuple[int | None, int | None]:
        """Both ends in minutes, a month counted as 30 days and a year as 365."""
        factor = MINUTES[self.unit]
        low = None if self.low is None else round(self.low * factor)
        return low, None if self.high is None else round(self.high * factor)

    def without(self, text: str) -> str:
        """The text without the words of this quantity."""
        return " ".join((text[: self.start] + " " + text[self.end :]).split())


@dataclass(frozen=True, slots=True)
class Unclear:
    """A time that can be read in more than one way, so that it is no quantity; where it stands in its text."""

    start: int
    end: int
