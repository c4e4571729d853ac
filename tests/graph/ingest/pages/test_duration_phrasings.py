"""Phrasings of durations, with the minutes that they state."""

import pytest

from graph.ingest.pages.durations import find_duration, find_quantity, unclear_duration
from graph.ingest.pages.page_folders import read_page_record
from graph.model.findings import UnclearTime
from tests.conftest import SHARED

CASES = SHARED / "cases" / "14-durations"
# File of a case → the minutes that its page states.
STATED = {
    "00": (15, 15),
    "01": (45, 45),
    "02": (15, 15),
    "03": (20, 20),
    "04": (150, 180),
    "05": (90, 135),
    "06": (75, 120),
    "07": (90, 120),
    "08": (135, 240),
    "09": (60, 90),
    "10": (720, 720),
    "11": (90, 120),
    "12": (90, 120),
    "13": (90, 90),
}
PHRASINGS = [
    ("30 minutes", 30, 30),
    ("1 hour", 60, 60),
    ("45-60 minutes", 45, 60),
    ("45 to 60 minutes", 45, 60),
    ("45 \u2013 60 min", 45, 60),
    ("45\u201360 mins", 45, 60),
    ("45 \u2014 60 minutes", 45, 60),
    ("30 minutes to 1 hour", 30, 60),
    ("30 minutes-1 hour", 30, 60),
    ("30 minutes \u2013 2 hours", 30, 120),
    ("1 hour to 1 hour 30 minutes", 60, 90),
    ("2 hours 30 minutes to 3 hours", 150, 180),
    ("1 hour 15 minutes to 2 hours 45 minutes", 75, 165),
    ("1 hour and 15 minutes to 2 hours and 45 minutes", 75, 165),
    ("1 hour, 20 minutes", 80, 80),
    ("1 hr 20 min", 80, 80),
    ("1h30", 90, 90),
    ("1h 30m", 90, 90),
    ("1h30m to 2h", 90, 120),
    ("2 hrs", 120, 120),
    ("1:30 to 2:00 hours", 90, 120),
    ("1:30-2:00 hours", 90, 120),
    ("1:45 hours", 105, 105),
    ("1.5 hours", 90, 90),
    ("1,5 hours", 90, 90),
    ("1,5 to 2,5 hours", 90, 150),
    ("1.5 \u2013 2 hours", 90, 120),
    ("1\u00bd hours", 90, 90),
    ("1 \u00bd hours", 90, 90),
    ("1\u00bd to 2\u00bd hours", 90, 150),
    ("1 1/2 hours", 90, 90),
    ("1 1/2 to 2 hours", 90, 120),
    ("\u00be hour", 45, 45),
    ("1/2 hour", 30, 30),
    ("half an hour", 30, 30),
    ("a half hour", 30, 30),
    ("half-hour", 30, 30),
    ("half an hour to an hour", 30, 60),
    ("half an hour to an hour and a half", 30, 90),
    ("an hour and a half", 90, 90),
    ("one and a half hours", 90, 90),
    ("2 and a half hours", 150, 150),
    ("two to two and a half hours", 120, 150),
    ("one hour and a half to three hours", 90, 180),
    ("a quarter of an hour", 15, 15),
    ("quarter of an hour to half an hour", 15, 30),
    ("three quarters of an hour", 45, 45),
    ("three-quarters of an hour", 45, 45),
    ("an hour and a quarter", 75, 75),
    ("an hour and three quarters", 105, 105),
    ("two thirds of an hour", 40, 40),
    ("between 20 and 40 minutes", 20, 40),
    ("between 45 minutes and 1 hour 15 minutes", 45, 75),
    ("between one and two hours", 60, 120),
    ("between 1 hour and 30 minutes and 2 hours", 90, 120),
    ("from 1 to 3 hours", 60, 180),
    ("one to two hours", 60, 120),
    ("ninety minutes", 90, 90),
    ("forty-five minutes", 45, 45),
    ("twenty to thirty minutes", 20, 30),
    ("about an hour", 60, 60),
    ("90 to 120 min (1.5 to 2 hours)", 90, 120),
    ("60 minutes or 90 minutes", 60, 90),
    ("up to 2 hours", None, 120),
    ("at least 30 minutes", 30, None),
    ("up to an hour and a half", None, 90),
    ("no more than 45 minutes", None, 45),
    ("less than 30 minutes", None, 30),
    ("more than an hour", 60, None),
    ("half a day", 720, 720),
    ("30-to-60-minute", 30, 60),
    ("2 or more hours", 120, None),
    ("2+ hours", 120, None),
    ("< 30 minutes", None, 30),
    ("an hour or two", 60, 120),
    ("2 hours to 3", 120, 180),
    ("30 min. to 1 hr.", 30, 60),
    ("half to three quarters of an hour", 30, 45),
    ("between one and a half and two hours", 90, 120),
    ("a third of an hour", 20, 20),
    ("60\u201190 minutes", 60, 90),
    ("1-1/2 to 2 hours", 90, 120),
    ("two-and-a-half-hour", 150, 150),
    ("2 to 3 days", 2880, 4320),
    ("1 week 3 days", 14400, 14400),
]
UNCLEAR = [
    "1,500 hours",
    "2 to 1 hours",
    "90 to 2 hours",
    "1:90 hours",
    "1:30 minutes",
    "1.30 hours",
    "2/3 hours",
    "10-15-20 minutes",
    "1, 2 or 3 hours",
    "1 hour to 1 hour 30 minutes to 2 hours",
    "1 hour 90 minutes",
    "between 1 hour and 30 minutes",
    "1 hour and 3 hours",
    "2 hours plus 30 minutes",
    "2 hours, 30 minutes of which are preparation",
    "1-2 hours and 30 minutes for waking up",
    "3 times 20 minutes",
    "3 x 20 minutes",
    "two 30-minute sessions",
    "three sessions of 30 minutes",
    "1 hour to several days",
    "1 hour to over 2 hours",
    "1 hour 15",
    "1 minute 30 seconds",
    "30-60",
    "30m",
]


@pytest.mark.parametrize("sentence", ["{}", "It typically takes {}.", "It lasts {}, depending on the case"])
@pytest.mark.parametrize(("words", "low", "high"), PHRASINGS)
def test_a_phrasing_states_minutes(words: str, low: int | None, high: int | None, sentence: str) -> None:
    found = find_duration(sentence.format(words))
    assert found is not None
    assert found.minutes() == (low, high)
    assert unclear_duration(sentence.format(words)) is None


@pytest.mark.parametrize("words", UNCLEAR)
def test_what_is_not_certain_is_no_number(words: str) -> None:
    assert find_duration(f"It takes {words}") is None
    assert unclear_duration(f"It takes {words}") is not None


@pytest.mark.parametrize("words", ["a few hours", "several minutes", "a couple of hours", "It varies", "twice a day"])
def test_what_names_no_number_is_none_and_no_finding(words: str) -> None:
    assert find_duration(words) is None
    assert unclear_duration(words) is None


def test_how_often_is_not_how_long() -> None:
    found = find_quantity("Bed rest for 3 days, 2 hours at a time")
    assert found is not None
    assert (found.low, found.high, found.unit) == (3, 3, "day")
    assert find_quantity("Eye drops 3 times a day") is None


def test_an_unclear_time_is_a_finding_with_its_place_and_the_rest_is_read() -> None:
    lines = (
        "Summary\nA cut.\nPreparation\n- Fasting for 8 to 6 hours\n- Rest for 2 days\nDuration\nIt takes 1,500 hours."
    )
    record, findings = read_page_record(lines.encode(), "cut.txt", "Cut")
    found = [(type(finding), finding.path, finding.line, finding.details["words"]) for finding in findings]
    assert found == [(UnclearTime, "cut.txt", 4, "for 8 to 6 hours"), (UnclearTime, "cut.txt", 7, "1,500 hours")]
    assert [item.quantity is None for item in record.preparations] == [True, False]
    assert record.duration is not None
    assert record.duration.whole.text == "It takes 1,500 hours."
    assert (record.duration.min_minutes, record.duration.max_minutes) == (None, None)


@pytest.mark.skipif(not CASES.exists(), reason="the pages of the cases are not part of the project")
def test_the_pages_of_the_cases_state_their_durations() -> None:
    pages = {path.stem: read_page_record(path.read_bytes(), path.name, path.stem) for path in CASES.glob("*.txt")}
    durations = {name: record.duration for name, (record, _) in pages.items()}
    read = {name: (time.min_minutes, time.max_minutes) for name, time in durations.items() if time is not None}
    assert read == STATED
    assert [finding for _, found in pages.values() for finding in found if isinstance(finding, UnclearTime)] == []
