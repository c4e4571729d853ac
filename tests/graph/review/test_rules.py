"""Every rule finds what it is for, and nothing where it has nothing to find; what is right is from official texts."""

import pytest

from graph.review.case import Case, PresentOnAdmission, Setting
from graph.review.case_code import code_key, procedure_system
from graph.review.registry import RULES
from graph.store import GraphStore
from tests.graph.review.reviewed import case_of, codes_found, found_by, remedies, unreviewed

FOUND = [
    ("UNKNOWN_CODE", "E11.66 I10", "", [("ERROR", "E11.66")]),
    ("UNKNOWN_CODE", "I10", "0SR901Q", [("ERROR", "0SR901Q")]),
    ("UNKNOWN_CODE", "I10 hello", "", [("ERROR", "HEL.LO")]),
    ("NOT_BILLABLE", "E11 I10", "", [("ERROR", "E11")]),
    ("NOT_BILLABLE", "N18.3", "", [("ERROR", "N18.3")]),
    ("SEVENTH_CHARACTER", "S72.001 I10", "", [("ERROR", "S72.001")]),
    ("SEVENTH_CHARACTER", "S72001Z", "", [("ERROR", "S72.001Z")]),
    ("SEVENTH_CHARACTER", "S01.01A", "", [("ERROR", "S01.01A")]),
    ("DUPLICATE_CODE", "I10 e11.9 I10", "", [("ERROR", "I10 I10")]),
    ("EXCLUDES1", "E11.65 E10.9", "", [("ERROR", "E11.65 E10.9")]),
    ("EXCLUDES1", "I10 I27.0", "", [("ERROR", "I10 I27.0")]),
    ("EXCLUDES2", "N39.0 N30.00", "", []),
    ("CODE_FIRST", "N18.4 E11.22", "", [("ERROR", "N18.4 E11.22")]),
    ("CODE_FIRST", "I50.9 I11.0", "", [("ERROR", "I50.9 I11.0")]),
    ("USE_ADDITIONAL", "I11.0", "", [("WARNING", "I11.0")]),
    ("EXTERNAL_CAUSE_AS_PRINCIPAL", "W01.0XXA S72.001A", "", [("ERROR", "W01.0XXA")]),
    ("COMBINATION_CODE", "I10 I50.9", "", [("WARNING", "I10 I50.9")]),
    ("COMBINATION_CODE", "N30.00 R31.9", "", [("WARNING", "N30.00 R31.9")]),
]
NOTHING = [
    ("UNKNOWN_CODE", "e1165 s72001a 'icd10cm:I10'".replace("'", ""), "0sr9019"),
    ("UNKNOWN_CODE", "I10", "27447"),
    ("NOT_BILLABLE", "S72.001", ""),
    ("SEVENTH_CHARACTER", "S72.001A E11 E11.66", ""),
    ("DUPLICATE_CODE", "I10 E11.9", "0SR9019 0SR9019"),
    ("EXCLUDES1", "E11.65 E11.22 N18.4 I10", ""),
    ("CODE_FIRST", "E11.22 N18.4", ""),
    ("CODE_FIRST", "I11.0 I50.9", ""),
    ("CODE_FIRST", "N18.4", ""),
    ("CODE_FIRST", "A41.51 R65.20 N17.9", ""),  # 'Such as sepsis NOS (A41.9)'.
    ("CODE_FIRST", "A41.59 R65.20 N17.9", ""),
    ("CODE_FIRST", "A02.1 R65.20 N17.9", ""),
    ("USE_ADDITIONAL", "I11.0 I50.9 Z72.0", ""),
    ("EXTERNAL_CAUSE_AS_PRINCIPAL", "S72.001A W01.0XXA", ""),
    ("COMBINATION_CODE", "I11.0 I50.9", ""),
    ("COMBINATION_CODE", "I13.0 I50.9 N18.4", ""),
    ("COMPLICATION_EXCLUDED", "I10 N17.9", ""),
]


@pytest.mark.parametrize(("rule", "diagnoses", "procedures", "expected"), FOUND)
def test_a_rule_finds(
    shipped: GraphStore, rule: str, diagnoses: str, procedures: str, expected: list[tuple[str, str]]
) -> None:
    found = codes_found(shipped, rule, case_of(diagnoses, procedures))
    assert [item for item in found if item[0] != "INFORMATION"] == expected


@pytest.mark.parametrize(("rule", "diagnoses", "procedures"), NOTHING)
def test_a_rule_finds_nothing(shipped: GraphStore, rule: str, diagnoses: str, procedures: str) -> None:
    assert codes_found(shipped, rule, case_of(diagnoses, procedures)) == []


def test_one_cause_is_one_finding(shipped: GraphStore) -> None:
    rules = [finding.rule for finding in shipped.review(case_of("S72.001 E11.66")).findings]
    assert sorted(rules) == ["SEVENTH_CHARACTER", "UNKNOWN_CODE", "USE_ADDITIONAL"][: len(rules)]
    (finding,) = found_by(shipped, "USE_ADDITIONAL", case_of("E11.9 E11.65"))
    assert [code.written for code in finding.codes] == ["E11.9", "E11.65"]


def test_a_finding_says_what_to_report(shipped: GraphStore) -> None:
    (unknown,) = found_by(shipped, "UNKNOWN_CODE", case_of("E11.66"))
    assert "E11.65" in remedies(shipped, unknown)
    (heading,) = found_by(shipped, "NOT_BILLABLE", case_of("E11"))
    assert {"E11.65", "E11.9"} <= {*remedies(shipped, heading)}
    (missing,) = found_by(shipped, "SEVENTH_CHARACTER", case_of("S01.01A"))
    assert remedies(shipped, missing) == ["S01.01XA"]
    (combined,) = found_by(shipped, "COMBINATION_CODE", case_of("I10 I50.9"))
    assert remedies(shipped, combined) == ["I11.0"]
    (late,) = found_by(shipped, "CODE_FIRST", case_of("N18.4 E11.22"))
    assert remedies(shipped, late) == ["E11.22"]


def test_every_finding_has_a_reason_in_the_graph_or_the_guidelines(shipped: GraphStore) -> None:
    case = case_of("N18.4 E11.22 E10.9 E11 S72.001 I10 I50.9 I10 W01.0XXA", "0SR901Q")
    graph = shipped.topology.graph
    for finding in shipped.review(case).findings:
        assert finding.because or finding.rule == "UNKNOWN_CODE", finding
        for reason in finding.because:
            assert (reason.edge is not None) + (reason.node is not None) + (reason.text is not None) == 1
            if reason.edge is not None:
                assert graph.edge(reason.edge).evidence
            if reason.node is not None and reason.property not in (None, "name"):
                assert reason.property in graph.node(reason.node).properties


def test_a_complication_that_the_principal_diagnosis_excludes(shipped: GraphStore) -> None:
    # Table 6K: acute respiratory failure is no MCC beside chronic respiratory failure.
    stay = case_of("J96.10 J96.01", setting=Setting.INPATIENT)
    assert codes_found(shipped, "COMPLICATION_EXCLUDED", stay) == [("INFORMATION", "J96.01 J96.10")]
    assert codes_found(shipped, "COMPLICATION_EXCLUDED", case_of("J96.10 J96.01", setting=Setting.OUTPATIENT)) == []


def test_what_is_not_loaded_is_said(shipped: GraphStore) -> None:
    review = shipped.review(case_of("I10", "27447 G0105", setting=Setting.PROFESSIONAL, place_of_service="11"))
    assert unreviewed(review) >= {
        "UNKNOWN_CODE",
        "ADD_ON_WITHOUT_PRIMARY",
        "BUNDLED_PAIR",
        "UNITS_ABOVE_MAXIMUM",
        "PLACE_OF_SERVICE",
        "COVERAGE",
    }
    assert unreviewed(shipped.review(case_of("I10"))).isdisjoint({"BUNDLED_PAIR", "COVERAGE", "UNKNOWN_CODE"})


def test_an_empty_case_and_a_senseless_one_are_reviewed(shipped: GraphStore) -> None:
    assert [finding.rule for finding in shipped.review(Case()).findings] == []
    review = shipped.review(case_of("? -- 00 ÄÖ", "? 0"))
    assert {finding.rule for finding in review.findings} == {"UNKNOWN_CODE"}


def test_findings_come_gravest_first_and_rules_in_their_order(shipped: GraphStore) -> None:
    found = shipped.review(case_of("N18.4 E11.22 E10.9 I10 I50.9 I10")).findings
    grave = ["ERROR", "WARNING", "INFORMATION"]
    order = [(grave.index(finding.severity.name), list(RULES).index(finding.rule)) for finding in found]
    assert order == sorted(order)


def test_spellings_and_systems() -> None:
    assert [code_key(text) for text in ("e11 65", "ICD-10-CM: E11.65", " e11.65 ", "E1165")] == ["E1165"] * 4
    assert [procedure_system(key) for key in ("G0105", "27447", "0SR9019", "1234", "E11")] == [
        "HCPCS",
        "CPT",
        "ICD10PCS",
        None,
        None,
    ]
    assert PresentOnAdmission("Y") is PresentOnAdmission.YES
