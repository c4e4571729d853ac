"""The rules by which diagnoses lead to groups."""

import pytest

from graph.ingest.codes.msdrg.complications import complication_properties, cover
from graph.ingest.codes.msdrg.grouping_rules import grouping_rules, groups_of_procedure

SURGICAL = {"521", "522", "928"}


def rules(labels: list[str], alone: list[str]) -> list[tuple[str, str, str, str]]:
    found = grouping_rules(labels, alone, SURGICAL.__contains__)
    return [(rule.group, rule.role, rule.condition, rule.words) for rule in found]


def test_a_group_is_reached_alone_with_a_procedure_or_otherwise() -> None:
    labels = ["_MDC08", "521&522|PDX", "535&536|PDX", "793|OR SDX", "_MDC24_PDX"]
    assert rules(labels, ["535", "536"]) == [
        ("521", "principal", "procedure", "PDX"),
        ("522", "principal", "procedure", "PDX"),
        ("535", "principal", "alone", "PDX"),
        ("536", "principal", "alone", "PDX"),
        ("793", "secondary", "other", "OR SDX"),
    ]


def test_a_group_of_the_category_alone_is_stated_too() -> None:
    assert rules(["_MDC20"], ["896", "897"]) == [
        ("896", "principal", "alone", "PDX"),
        ("897", "principal", "alone", "PDX"),
    ]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("PDX", "principal"),
        ("CHEMOTHERAPY PDX", "principal"),
        ("SDX", "secondary"),
        ("AND NO SDX OR ONLY SDX", "secondary"),
        ("AND PSDX OF MAJOR RELATED CONDITION", "either"),
        ("PDX OR SDX", "either"),
        ("ACUTE COR PULMONALE", "either"),
    ],
)
def test_the_words_say_as_what_the_diagnosis_is_reported(words: str, role: str) -> None:
    (found,) = rules([f"175|{words}"], [])
    assert found[1] == role


def test_numbers_in_the_words_of_a_rule_are_no_groups() -> None:
    label = "794|PSDX OF NEWBORN, NOT ASSIGNED TO DRG 789 THROUGH 793 OR 795 PSDX"
    assert [rule[0] for rule in rules([label], ["794"])] == ["794"]
    assert groups_of_procedure(["461&462|AT LEAST ONE CODE OF DRG 461", "469&470|ORPCS|0SR90J9"]) == [
        "461",
        "462",
        "469",
        "470",
    ]


def test_a_complication_has_its_level_and_condition() -> None:
    row = {"level": "MCC", "aowa": True, "hac": "05", "pdx": "1"}
    assert complication_properties("mcc", row, {"05": "Falls"}) == {
        "severity_level": "mcc",
        "severity_if_alive": True,
        "hospital_acquired_condition": "05 Falls",
    }
    assert complication_properties("cc", None, {}) == {"severity_level": "cc"}
    assert complication_properties(None, None, {}) == {}


def test_an_exclusion_list_is_said_by_the_shortest_entries() -> None:
    whole = ["A000", "A001", "A0100", "A0101", "A02"]
    entries = {"A00", "A000", "A001", "A01", "A010", "A0100", "A0101", "A02"}
    assert cover(["A000", "A001", "A0101"], entries, whole) == ["A00", "A0101"]
    assert cover(["A000", "A001", "A0100", "A0101", "A02"], entries, whole) == ["A00", "A01", "A02"]
