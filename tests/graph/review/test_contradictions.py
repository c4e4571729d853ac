"""Diagnoses of one category that contradict each other, and those that a patient may well have together."""

import pytest

from graph.store import GraphStore
from tests.graph.review.reviewed import case_of, codes_found

RULE = "CONTRADICTING_CODES"


@pytest.mark.parametrize(
    ("diagnoses", "found"),
    [
        ("E11.9 E11.65", "E11.9 E11.65"),
        ("N17.0 N17.9", "N17.9 N17.0"),
        ("I25.119 I25.10", "I25.10 I25.119"),
        ("L89.154 L89.159", "L89.159 L89.154"),
        ("S52.501A S52.501D", "S52.501A S52.501D"),
        ("N18.9 N18.4", "N18.9 N18.4"),
        ("I50.9 I50.23", "I50.9 I50.23"),
        ("I48.0 I48.91", "I48.91 I48.0"),
        ("J44.9 J44.1", "J44.9 J44.1"),
        ("J45.909 J45.901", "J45.909 J45.901"),
        ("E11.3291 E11.3211", "E11.3291 E11.3211"),
        ("S06.0X0A S06.0X1A", "S06.0X0A S06.0X1A"),
    ],
)
def test_one_says_what_the_other_leaves_open_or_denies(shipped: GraphStore, diagnoses: str, found: str) -> None:
    assert codes_found(shipped, RULE, case_of(f"I10 {diagnoses}")) == [("WARNING", found)]


@pytest.mark.parametrize(
    "diagnoses",
    [
        "E11.9 I10",
        "E11.65 E11.22 E11.40",
        "S62.609A S62.600A",
        "S62.600A S62.606A",
        "S61.210A S61.217A",
        "S01.01XA S01.421A",
        "E11.3291 E11.3212",
        "M17.9 M17.11",
        "M93.962 M93.912",
        "M25.50 M25.511",
        "G43.009 G43.109",
        "J44.0 J44.1",
        "K80.20 K80.50",
        "H40.1111 H40.1122",
        "O36.5931 O36.5932",
        "W19.XXXA W19.XXXD",
        "R40.2110 R40.2111",
    ],
)
def test_what_may_be_together_is_not_found(shipped: GraphStore, diagnoses: str) -> None:
    assert codes_found(shipped, RULE, case_of(diagnoses)) == []


def test_what_an_excludes1_note_sets_apart_is_found_by_its_rule_alone(shipped: GraphStore) -> None:
    assert codes_found(shipped, RULE, case_of("E11.9 E11.A")) == []
    assert codes_found(shipped, "EXCLUDES1", case_of("E11.9 E11.A")) == [("ERROR", "E11.9 E11.A")]
