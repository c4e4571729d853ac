import pytest

from graph.review.msdrg.condition import Condition, has, of_different, total


@pytest.mark.parametrize(
    ("condition", "lists", "is_so"),
    [
        (has("a"), {"a": ["x"]}, True),
        (has("a"), {"b": ["x"]}, False),
        (has("a", "b"), {"b": ["x"]}, True),
        (has("a") & has("b"), {"a": ["x"]}, False),
        (has("a") & ~has("b"), {"a": ["x"]}, True),
        (has("a") & ~has("b"), {"a": ["x"], "b": ["y"]}, False),
        (total(4, ("a", 1), ("b", 3)), {"a": ["x"], "b": ["y"]}, True),
        (total(4, ("a", 1), ("b", 3)), {"a": ["x", "x", "x"]}, False),
        (of_different(2, "a", "b", "c"), {"a": ["x", "y"]}, False),
        (of_different(2, "a", "b", "c"), {"a": ["x"], "c": ["x"]}, True),
    ],
)
def test_conditions(condition: Condition, lists: dict[str, list[str]], *, is_so: bool) -> None:
    assert condition.bind(str).test(lists) is is_so


def test_only_what_must_be_there_speaks_for_it() -> None:
    assert (has("a") & ~has("b")).bind(str).lists == {"a"}
