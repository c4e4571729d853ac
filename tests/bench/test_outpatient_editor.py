"""How rows of the outpatient editor are read as edits."""

import pytest

from bench.truth.outpatient_editor import edits_of

PLAIN = {
    "lo_age": 0,
    "hi_age": 124,
    "manifestation": False,
    "unacceptable_pdx": False,
    "unacceptable_pdx_exclusion": False,
    "unacceptable_pdx_exclusion_ignored": False,
}
REFUSED = {"unacceptable_pdx": True}
EXCLUDED = {**REFUSED, "unacceptable_pdx_exclusion": True}


@pytest.mark.parametrize(
    ("row", "edits"),
    [
        ({}, []),
        ({"hi_age": 0}, ["newborn"]),
        ({"lo_age": 9, "hi_age": 64}, ["maternity"]),
        ({"lo_age": 15, "manifestation": True}, ["adult", "manifestation"]),
        (REFUSED, ["not-principal", "not-first-listed"]),
        (EXCLUDED, ["not-principal"]),
        ({**EXCLUDED, "unacceptable_pdx_exclusion_ignored": True}, []),
    ],
)
def test_a_row_says_its_edits(row: dict[str, object], edits: list[str]) -> None:
    assert edits_of(PLAIN | row) == edits


def test_ages_that_no_edit_has_are_not_passed_over() -> None:
    with pytest.raises(KeyError):
        edits_of(PLAIN | {"lo_age": 2, "hi_age": 17})
