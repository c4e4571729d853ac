"""Tables as they should not be: what is wrong is a finding with its line, and the cases beside it are read."""

from datetime import date
from pathlib import Path

import pytest

from graph.model.findings import MalformedFile, MalformedRow, SourceError
from graph.review.case import Case, CaseProcedure, PresentOnAdmission, Setting, Sex
from graph.review.files.case_in_file import CaseInFile
from tests.graph.review.files.test_case_files import cases, read

BOUND = 600
"""Characters of a finding, with the path of its file and what to do about it."""


def split(found: list[CaseInFile | SourceError]) -> tuple[list[SourceError], dict[str, Case]]:
    findings = [item for item in found if isinstance(item, SourceError)]
    return findings, {item.name: item.case for item in found if isinstance(item, CaseInFile)}


def codes(case: Case) -> list[str]:
    return [item.code for item in case.diagnoses]


def test_a_quote_that_is_never_closed_loses_one_row(tmp_path: Path) -> None:
    (finding,), found = split(read(tmp_path, 'case,diagnoses\na,I10\nb,"I10\nc,N18.4\nd,E11.9\n'))
    assert isinstance(finding, MalformedRow)
    assert (finding.line, list(found)) == (3, ["a", "c", "d"])


def test_text_after_a_closing_quote_loses_one_row(tmp_path: Path) -> None:
    (finding,), found = split(read(tmp_path, 'case,diagnoses\na,"I10"x\nb,N18.4\n'))
    assert isinstance(finding, MalformedRow)
    assert (finding.line, list(found)) == (2, ["b"])


def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    found = cases(read(tmp_path, 'case,diagnoses\na,"I10\nE11.9"\nb,N18.4\n'))
    assert {name: codes(case) for name, case in found.items()} == {"a": ["I10", "E11.9"], "b": ["N18.4"]}


@pytest.mark.parametrize("longest", [131_073, 300_000])
def test_a_cell_that_is_too_long_loses_one_row(tmp_path: Path, longest: int) -> None:
    (finding,), found = split(read(tmp_path, f"case,diagnoses\na,I10\nb,{'x' * longest}\nc,N18.4\n"))
    assert isinstance(finding, MalformedRow)
    assert (finding.line, list(found), len(str(finding)) < BOUND) == (3, ["a", "c"], True)


def test_a_row_without_a_name_is_never_of_a_case_named_as_its_line(tmp_path: Path) -> None:
    found = [
        item for item in read(tmp_path, "case,diagnoses\n3,I10\n,N18.4\n3,E11.9\n") if isinstance(item, CaseInFile)
    ]
    assert [(item.line, codes(item.case)) for item in found] == [(2, ["I10", "E11.9"]), (3, ["N18.4"])]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("71,F,inpatient,P", "age:"),
        ("70,M,inpatient,P", "sex:"),
        ("70,F,outpatient,P", "setting:"),
        ("70,F,inpatient,Q", "payer:"),
    ],
)
def test_rows_of_a_case_that_contradict_are_a_finding_and_the_first_is_kept(
    tmp_path: Path, second: str, told: str
) -> None:
    text = f"case,diagnoses,age,sex,setting,payer\na,I10,70,F,inpatient,P\na,N18.4,{second}\na,E11.9,,,,\n"
    (finding,), found = split(read(tmp_path, text))
    assert (finding.line, told in str(finding)) == (3, True), str(finding)
    assert codes(found["a"]) == ["I10", "N18.4", "E11.9"]
    assert (found["a"].age, found["a"].sex) == (70, Sex.FEMALE)
    assert (found["a"].setting, found["a"].payer) == (Setting.INPATIENT, "P")


def test_the_date_of_a_row_is_that_of_its_procedures(tmp_path: Path) -> None:
    text = "case,diagnoses,procedures,date\na,I10,G0105,2026-03-02\na,,G0121,2026-03-03\na,,G0328,\n"
    case = cases(read(tmp_path, text))["a"]
    assert case.date_of_service == date(2026, 3, 2)
    assert case.procedures == (
        CaseProcedure("G0105"),
        CaseProcedure("G0121", service_date=date(2026, 3, 3)),
        CaseProcedure("G0328"),
    )


def test_another_date_of_a_row_without_procedures_is_a_finding(tmp_path: Path) -> None:
    (finding,), found = split(read(tmp_path, "case,diagnoses,date\na,I10,2026-03-02\na,N18.4,2026-03-03\n"))
    assert (finding.line, "date:" in str(finding)) == (3, True)
    assert (found["a"].date_of_service, codes(found["a"])) == (date(2026, 3, 2), ["I10", "N18.4"])


def test_a_wrong_indicator_keeps_the_code(tmp_path: Path) -> None:
    (finding,), found = split(read(tmp_path, "case,diagnoses\na,E11.9/E I10/n\n"))
    assert "'E11.9/E' has an indicator" in str(finding)
    assert [(item.code, item.present_on_admission) for item in found["a"].diagnoses] == [
        ("E11.9", None),
        ("I10", PresentOnAdmission.NO),
    ]


@pytest.mark.parametrize("rest", ["-5", "*0", "*10000", "*1e999", "-LT*x", "*" + "9" * 5_000, "-LT-"])
def test_wrong_modifiers_or_units_keep_the_code(tmp_path: Path, rest: str) -> None:
    (finding,), found = split(read(tmp_path, f"case,procedures\na,G0105{rest} G0121-LT*2\n"))
    assert len(str(finding)) < 400
    assert found["a"].procedures == (CaseProcedure("G0105"), CaseProcedure("G0121", 2, ("LT",)))


def test_what_is_no_code_is_a_finding_and_the_others_are_read(tmp_path: Path) -> None:
    findings, found = split(read(tmp_path, f"case,diagnoses,procedures\na,/Y I10 {'x' * 41},*2 G0105\n"))
    assert len(findings) == 3
    assert (codes(found["a"]), found["a"].procedures) == (["I10"], (CaseProcedure("G0105"),))


def test_unknown_columns_are_one_finding(tmp_path: Path) -> None:
    (finding,), found = split(read(tmp_path, "case,diagnoses,Name,Insurer\na,I10,Jane,P\nb,I10,Joan,P\n"))
    assert isinstance(finding, MalformedFile)
    assert ("'Name', 'Insurer'" in str(finding), "Jane" in str(finding)) == (True, False)
    assert list(found) == ["a", "b"]


def test_cells_beyond_the_columns_are_a_finding_unless_blank(tmp_path: Path) -> None:
    (finding,), found = split(read(tmp_path, "case,diagnoses,\na,I10,,\nb,I10,N18.4\n,,\n"))
    assert (finding.line, list(found)) == (3, ["a", "b"])


def test_columns_of_one_name_are_joined_and_contradictions_told(tmp_path: Path) -> None:
    text = "case,diagnoses,Diagnoses,age,Age\na,I10,N18.4,70,70\nb,I10,,,71\nc,,I10,70,71\n"
    (finding,), found = split(read(tmp_path, text))
    assert (finding.line, "two columns age" in str(finding)) == (4, True)
    assert [codes(case) for case in found.values()] == [["I10", "N18.4"], ["I10"], ["I10"]]
    assert [case.age for case in found.values()] == [70, 71, 70]


@pytest.mark.parametrize("age", ["1_0", "-1", "700", "7.5", "9" * 5_000])
def test_an_age_that_is_none_is_a_finding_of_bounded_length(tmp_path: Path, age: str) -> None:
    (finding,), found = split(read(tmp_path, f"case,diagnoses,age\na,I10,{age}\nb,I10,70\n"))
    assert ("age" in str(finding), len(str(finding)) < BOUND, list(found)) == (True, True, ["b"])
