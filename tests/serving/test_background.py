"""Work in a thread of its own."""

import pytest

from serving.background import started


def test_the_result_is_there_once_it_is_asked_for() -> None:
    assert started(lambda: 7).result(timeout=30) == 7


def test_what_went_wrong_is_raised_where_the_result_is_asked_for() -> None:
    def fail() -> None:
        raise ValueError("no store")

    with pytest.raises(ValueError, match="no store"):
        started(fail).result(timeout=30)
