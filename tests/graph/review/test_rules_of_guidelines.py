"""Rules from the official guidelines: what each names is found, and the same in the right order is not."""

import pytest

from graph.review.case import Case, CaseDiagnosis, PresentOnAdmission, Setting
from graph.review.registry import RULES
from graph.review.rules.guideline_pairs import guideline_pairs
from graph.store import GraphStore
from tests.graph.review.reviewed import case_of, codes_found, found_by, remedies

ERROR, WARNING = "ERROR", "WARNING"
FOUND = [
    ("FIRST_LISTED_ONLY", "C50.911 Z51.11", "", [(WARNING, "Z51.11 C50.911")]),
    ("FIRST_LISTED_ONLY", "I10 Z00.00", "", [(WARNING, "Z00.00 I10")]),
    ("FIRST_LISTED_ONLY", "P59.9 Z38.00", "", [(WARNING, "Z38.00 P59.9")]),
    ("FIRST_LISTED_ONLY", "E03.9 Z34.82", "", [(WARNING, "Z34.82 E03.9")]),
    ("FIRST_LISTED_ONLY", "Z51.11 C50.911", "", []),
    ("FIRST_LISTED_ONLY", "Z51.0 Z51.11", "", []),
    ("FIRST_LISTED_ONLY", "I10 Z79.4", "", []),
    ("GUIDELINE_PAIR", "O80 O70.0 Z37.0", "", [(ERROR, "O80 O70.0")]),
    ("GUIDELINE_PAIR", "O80 Z37.1", "", [(ERROR, "O80 Z37.1")]),
    ("GUIDELINE_PAIR", "O80 Z37.0 Z3A.39", "", []),
    ("GUIDELINE_PAIR", "O03.9 Z3A.10", "", [(ERROR, "Z3A.10 O03.9")]),
    ("GUIDELINE_PAIR", "O99.212 Z68.35", "", [(ERROR, "Z68.35 O99.212")]),
    ("GUIDELINE_PAIR", "O99.215 Z68.35", "", []),
    ("GUIDELINE_PAIR", "O24.414 Z79.4", "", [(ERROR, "O24.414 Z79.4")]),
    ("GUIDELINE_PAIR", "O24.112 E11.9 Z79.4", "", []),
    ("GUIDELINE_PAIR", "Z38.00 Z37.0", "", [(ERROR, "Z38.00 Z37.0")]),
    ("GUIDELINE_PAIR", "P07.30 O60.14X0", "", [(ERROR, "P07.30 O60.14X0")]),
    ("GUIDELINE_PAIR", "A41.02 B95.62", "", [(WARNING, "A41.02 B95.62")]),
    ("GUIDELINE_PAIR", "L03.115 B95.62", "", []),
    ("SEQUENCE", "J96.01 T43.221A T51.0X1A", "", [(WARNING, "T43.221A T51.0X1A J96.01")]),
    ("SEQUENCE", "J96.01 T36.91XA", "", [(WARNING, "T36.91XA J96.01")]),
    ("SEQUENCE", "T43.221A J96.01", "", []),
    ("SEQUENCE", "J96.01 T43.225A", "", []),
    ("SEQUENCE", "O9A.212 T43.221A", "", []),
    ("SEQUENCE", "S06.0X1A T51.0X1A", "", []),
    ("SEQUENCE", "T31.10 T21.21XA", "", [(ERROR, "T31.10 T21.21XA")]),
    ("SEQUENCE", "T32.10 T23.501A", "", [(ERROR, "T32.10 T23.501A")]),
    ("SEQUENCE", "T21.21XA T31.10", "", []),
    ("SEQUENCE", "T31.10", "", []),
    ("SEQUENCE", "S52.501S M25.531", "", [(WARNING, "S52.501S M25.531")]),
    ("SEQUENCE", "M25.531 S52.501S", "", []),
    ("SEQUENCE", "S52.501S I10", "", []),
    ("SEQUENCE", "N39.0 R65.20", "", [(ERROR, "R65.20")]),
    ("SEQUENCE", "C18.9 R65.20 A41.51", "", [(ERROR, "R65.20 A41.51")]),
    ("SEQUENCE", "A41.51 R65.20 N39.0", "", []),
    ("SEQUENCE", "T81.44XA R65.21 T81.12XA", "", []),
    ("SEQUENCE", "O85 R65.20", "", []),
    ("SEQUENCE", "J18.9 A41.9", "", [(WARNING, "A41.9 J18.9")]),
    ("SEQUENCE", "I21.4 A41.9", "", []),
    ("OUTCOME_OF_DELIVERY", "O80", "", [(WARNING, "O80")]),
    ("OUTCOME_OF_DELIVERY", "O34.211", "10D00Z1", [(WARNING, "10D00Z1")]),
    ("OUTCOME_OF_DELIVERY", "O70.0", "10E0XZZ", [(WARNING, "10E0XZZ")]),
    ("OUTCOME_OF_DELIVERY", "O70.0 Z37.0", "10E0XZZ", []),
    ("OUTCOME_OF_DELIVERY", "O80 Z37.0", "", []),
    ("OUTCOME_OF_DELIVERY", "O02.1", "10E0XZZ", []),
    ("OUTCOME_OF_DELIVERY", "O72.0", "10D17ZZ", []),
]


@pytest.mark.parametrize(("rule", "diagnoses", "procedures", "expected"), FOUND)
def test_a_rule_finds_what_the_guideline_names(
    shipped: GraphStore, rule: str, diagnoses: str, procedures: str, expected: list[tuple[str, str]]
) -> None:
    assert codes_found(shipped, rule, case_of(diagnoses, procedures)) == expected


@pytest.mark.parametrize(
    ("indicator", "setting", "is_found"),
    [
        (PresentOnAdmission.YES, Setting.INPATIENT, True),
        (PresentOnAdmission.NO, Setting.INPATIENT, False),
        (PresentOnAdmission.YES, Setting.OUTPATIENT, False),
    ],
)
def test_sepsis_comes_first_if_it_was_there_on_admission(
    shipped: GraphStore, indicator: PresentOnAdmission, setting: Setting, is_found: bool
) -> None:
    case = Case((CaseDiagnosis("N39.0"), CaseDiagnosis("A41.51", indicator)), setting=setting)
    assert bool(found_by(shipped, "SEQUENCE", case)) is is_found


def test_severe_sepsis_that_code_first_finds_is_not_found_twice(shipped: GraphStore) -> None:
    case = case_of("C18.9 R65.20 A41.9")
    assert [found.rule for found in shipped.review(case).findings if found.severity.name == ERROR] == ["CODE_FIRST"]


def test_the_outcomes_are_named(shipped: GraphStore) -> None:
    (finding,) = found_by(shipped, "OUTCOME_OF_DELIVERY", case_of("O80"))
    assert "Z37.0" in remedies(shipped, finding)


def test_every_code_of_the_table_of_pairs_is_in_the_graph(shipped: GraphStore) -> None:
    named = {curie for pair in guideline_pairs() for curie in (*pair.first, *pair.second, *pair.excepted)}
    assert [curie for curie in named if shipped.topology.graph.find(curie) is None] == []
    assert "ICD10CM:O24.4" in named


def test_what_these_rules_find_has_its_reason(shipped: GraphStore) -> None:
    names = {rule for rule, *_ in FOUND}
    assert names <= RULES.keys()
    for rule, diagnoses, procedures, _ in FOUND:
        for finding in found_by(shipped, rule, case_of(diagnoses, procedures)):
            assert finding.because
