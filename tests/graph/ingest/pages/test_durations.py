import pytest

from graph.ingest.pages.durations import find_duration, find_quantity, without_vague_time


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("typically takes 3 to 5 hours, depending on the case", 3, 5, "hour"),
        ("2-4 hours", 2, 4, "hour"),
        ("about 30 to 60 minutes", 30, 60, "minute"),
        ("90 minutes to 2 hours", 90, 120, "minute"),
        ("at least 8 hours", 8, None, "hour"),
        ("up to 24 hours", None, 24, "hour"),
        ("for 4–6 weeks", 4, 6, "week"),
        ("a 3-day stay", 3, 3, "day"),
        ("half an hour", 0.5, 0.5, "hour"),
        ("one to two weeks", 1, 2, "week"),
        ("1 hour and 30 minutes", 90, 90, "minute"),
        ("1 hour 30 minutes", 90, 90, "minute"),
        ("an hour and a half", 1.5, 1.5, "hour"),
        ("1½ to 2 hours", 1.5, 2, "hour"),
        ("1 1/2 hours", 1.5, 1.5, "hour"),
        ("5- to 10-minutes", 5, 10, "minute"),
        ("1 hour or less", None, 1, "hour"),
        ("fifteen to twenty minutes", 15, 20, "minute"),
    ],
)
def test_times_are_read(text: str, low: float | None, high: float | None, unit: str) -> None:
    found = find_quantity(text)
    assert found is not None
    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "per eye",
        "a blood test",
        "for several weeks",
        "after a few days",
        "3 bottles",
        "children under 2 years",
        "adults over 50 years of age",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert find_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("After a 24-hour fast, the test takes 30-45 minutes.", 30, 45),
        ("Results come within 24 hours. The draw takes 5 minutes.", 5, 5),
        ("About 30 minutes", 30, 30),
    ],
)
def test_a_duration_is_what_something_takes(text: str, low: int, high: int) -> None:
    found = find_duration(text)
    assert found is not None
    assert found.minutes() == (low, high)


def test_a_term_is_left_without_its_time() -> None:
    text = "Hospital stay for 3 to 5 days post-surgery"
    found = find_quantity(text)
    assert found is not None
    assert found.without(text) == "Hospital stay post-surgery"
    assert without_vague_time("Eye drops for a few weeks") == "Eye drops"
