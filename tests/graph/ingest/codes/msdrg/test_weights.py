"""Table 5 of the final rule is read with weights, stays, and how transfers are paid."""

from collections import Counter

import pytest

from graph.ingest.codes.msdrg.weights import read_weights, weights_document


@pytest.fixture(scope="module")
def weights() -> dict[str, dict[str, object]]:
    return {group: dict(row) for group, row in read_weights(weights_document()).items()}


@pytest.mark.parametrize(
    ("group", "is_post_acute", "is_special_pay"),
    [
        # As printed in table 5 of the final rule for fiscal year 2026.
        ("470", True, False),
        ("480", True, True),
        ("871", True, False),
        ("001", False, False),
        ("313", False, False),
    ],
)
def test_a_group_says_how_its_transfers_are_paid(
    weights: dict[str, dict[str, object]], group: str, is_post_acute: bool, is_special_pay: bool
) -> None:
    assert (weights[group]["is_post_acute"], weights[group]["is_special_pay"]) == (is_post_acute, is_special_pay)


def test_only_post_acute_groups_are_of_special_pay(weights: dict[str, dict[str, object]]) -> None:
    """42 CFR 412.4(f)(5): the special payment is made for some of the qualifying DRGs."""
    said = Counter((row["is_post_acute"], row["is_special_pay"]) for row in weights.values())
    assert said[False, True] == 0
    assert said[True, True] > 0
    assert said.total() == len(weights) > 700


def test_a_group_has_its_weight_and_stays(weights: dict[str, dict[str, object]]) -> None:
    """MS-DRG 470: weight 1.9289, geometric mean stay 1.9 days, arithmetic mean 2.2."""
    row = weights["470"]
    assert (row["weight"], row["geometric_mean_stay"], row["mean_stay"]) == (1.9289, 1.9, 2.2)
