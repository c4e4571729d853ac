"""The CURIEs of policies."""

import pytest

from graph.ingest.policies.policy_nodes import policy_curie


@pytest.mark.parametrize(("number", "curie"), [("L34434", "POLICY:l34434"), ("NCD 240.4.1", "POLICY:ncd-240-4-1")])
def test_a_determination_of_medicare_is_one_policy_whoever_names_it(number: str, curie: str) -> None:
    assert policy_curie("Palmetto GBA", number) == policy_curie("Palmetto GBA, LLC", number) == curie


@pytest.mark.parametrize("number", ["7", "A52345", "240.4", "Knee replacement"])
def test_other_numbers_are_those_of_their_payer(number: str) -> None:
    assert policy_curie("Good Health", number) != policy_curie("Other Health", number)
