"""Interchanges as they should not be: what is wrong is a finding, and the claims beside it are read."""

from datetime import date
from pathlib import Path

import pytest

from graph.model.findings import MalformedFile, MalformedRow, SourceError
from graph.review.case import Case, CaseProcedure, PresentOnAdmission, Setting, Sex
from graph.review.files.case_in_file import CaseInFile
from tests.graph.review.files.test_case_files import INSTITUTIONAL, PROFESSIONAL, cases, read

BOUND = 600
"""Characters of a finding, with the path of its file and what to do about it."""

ISA = "ISA*00*          *01*SECRET    *ZZ*SENDER         *ZZ*RECEIVER       *260302*1200*^*00501*000000001*0*T*:~"
DENTAL = (
    f"{ISA}GS*HC*S*R*20260302*1200*1*X*005010X224A2~ST*837*0001*005010X224A2~HL*1**20*1~HL*2*1*22*0~"
    "CLM*D1*50***11:B:1*Y*A*Y*Y~HI*ABK:K0262~LX*1~SV3*AD:D2740*500****2~TOO*JP*12~DTP*472*D8*20260302~"
    "SE*9*0001~GE*1*1~IEA*1*000000001~"
)


def split(found: list[CaseInFile | SourceError]) -> tuple[list[SourceError], dict[str, Case]]:
    findings = [item for item in found if isinstance(item, SourceError)]
    return findings, {item.name: item.case for item in found if isinstance(item, CaseInFile)}


@pytest.mark.parametrize("end", ["~~", "~\n~", "~\r\n\r\n", "~ "])
def test_empty_segments_do_not_end_the_reading(tmp_path: Path, end: str) -> None:
    text = PROFESSIONAL.replace("~\n", "~")
    assert cases(read(tmp_path, text.replace("~", end))) == cases(read(tmp_path, text))


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        ("GE*1*1~\nIEA*1*000000001~\n", "IEA missing"),
        ("SE*15*0001~\nGE*1*1~\nIEA*1*000000001~\n", "IEA and SE missing"),
        ("51.9~\nSE*15*0001~\nGE*1*1~\nIEA*1*000000001~\n", "IEA and SE missing"),
    ],
)
def test_a_file_that_breaks_off_is_a_finding_and_its_claims_are_kept(tmp_path: Path, cut: str, told: str) -> None:
    findings, read_claims = split(read(tmp_path, PROFESSIONAL.removesuffix(cut)))
    (finding,) = findings
    assert isinstance(finding, MalformedFile)
    assert told in str(finding)
    assert list(read_claims) == ["B1", "B2"]


def test_a_segment_that_is_cut_off_is_not_read(tmp_path: Path) -> None:
    _, read_claims = split(read(tmp_path, PROFESSIONAL[: PROFESSIONAL.index("51.9")]))
    assert read_claims["B2"].diagnoses == ()


def test_the_last_terminator_may_be_missing(tmp_path: Path) -> None:
    assert list(cases(read(tmp_path, PROFESSIONAL.rstrip("~\n")))) == ["B1", "B2"]


def test_a_remittance_holds_no_claim(tmp_path: Path) -> None:
    text = f"{ISA}GS*HP*S*R*20260302*1200*1*X*005010X221A1~ST*835*0001~CLP*A*1*100*90~SE*3*0001~GE*1*1~IEA*1*1~"
    (finding,) = read(tmp_path, text)
    assert isinstance(finding, MalformedFile)
    assert "no claim" in str(finding)


def test_an_interchange_with_other_separators_is_a_finding(tmp_path: Path) -> None:
    findings, read_claims = split(read(tmp_path, PROFESSIONAL + ISA.replace("*", "|") + "GS|HC~"))
    assert (len(findings), list(read_claims)) == (1, ["B1", "B2"])


@pytest.mark.parametrize(
    "text",
    [
        ISA.replace("00501", "00601"),
        ISA.replace("*ZZ*", "*ZZ**"),
        ISA[:90],
        ISA.replace("*^*", "*^^^*"),
        ISA + "SE*1*1~GE*1*1~",
    ],
)
def test_nothing_of_the_first_segment_is_repeated(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found
    assert all(isinstance(item, MalformedFile) and "SECRET" not in str(item) for item in found)


@pytest.mark.parametrize("count", ["1e999", "1e2", "nan", "-1", "0", "2.5", "10000", "9" * 5_000, "٣"])
def test_units_that_are_no_positive_whole_number_are_a_finding_and_one_unit(tmp_path: Path, count: str) -> None:
    findings, read_claims = split(read(tmp_path, PROFESSIONAL.replace("UN*2*", f"UN*{count}*")))
    (finding,) = findings
    assert isinstance(finding, MalformedRow)
    assert finding.details["segment"] == "SV1"
    assert len(str(finding)) < BOUND
    assert read_claims["B1"].procedures[0] == CaseProcedure("G0105", 1, ("59", "LT"), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("count", "units"), [("UN*3*", 3), ("UN*3.0*", 3), ("MJ*45*", 1), ("DA*3*", 1), ("F2*1.5*", 1)]
)
def test_only_units_are_counted(tmp_path: Path, count: str, units: int) -> None:
    assert cases(read(tmp_path, PROFESSIONAL.replace("UN*2*", count)))["B1"].procedures[0].units == units


def test_a_wrong_indicator_loses_no_code(tmp_path: Path) -> None:
    wrong = INSTITUTIONAL.replace("HI*ABF:E1165:::::::N", "HI*ABF:E1165:::::::Q")
    (finding,), claims = split(read(tmp_path, wrong))
    assert "'Q' is no present-on-admission indicator" in str(finding)
    assert [(item.code, item.present_on_admission) for item in claims["A1"].diagnoses] == [
        ("S72001A", PresentOnAdmission.YES),
        ("E1165", None),
        ("N179", PresentOnAdmission.UNDETERMINED),
    ]


def test_a_wrong_day_of_a_procedure_loses_no_code(tmp_path: Path) -> None:
    (finding,), claims = split(read(tmp_path, INSTITUTIONAL.replace("D8:20260226", "D8:20260230*BBQ:0SR901A")))
    assert "HI01-4 is no day" in str(finding)
    assert [item.code for item in claims["A1"].procedures] == ["0SR9019", "0SR901A"]


def test_a_code_that_is_too_long_is_a_finding(tmp_path: Path) -> None:
    (finding,), claims = split(read(tmp_path, PROFESSIONAL.replace("ABF:R509", f"ABF:{'R' * 41}*ABF:R509")))
    assert isinstance(finding, MalformedRow)
    assert [item.code for item in claims["B1"].diagnoses] == ["J029", "R509"]


@pytest.mark.parametrize("day", ["20260230", "2026-03-02x", "2026W101", "x"])
def test_a_wrong_day_keeps_the_line(tmp_path: Path, day: str) -> None:
    (finding,), claims = split(read(tmp_path, PROFESSIONAL.replace("D8*20260302", f"D8*{day}")))
    assert "DTP03 is no day" in str(finding)
    assert claims["B1"].procedures == (
        CaseProcedure("G0105", 2, ("59", "LT"), None),
        CaseProcedure("J1885", 1, (), date(2026, 3, 3)),
    )


@pytest.mark.parametrize(
    ("second", "findings"), [("SV2*0300*HC:*9*UN*1", 1), ("SV2*0300**9*UN*1", 0), (f"SV2*0300*HC:{'x' * 41}*9*UN*1", 1)]
)
def test_the_day_of_a_line_without_a_code_is_not_that_of_the_line_before(
    tmp_path: Path, second: str, findings: int
) -> None:
    found, claims = split(read(tmp_path, PROFESSIONAL.replace("SV1*HC:J1885*9*UN*1***1", second)))
    assert len(found) == findings
    assert claims["B1"].procedures == (CaseProcedure("G0105", 2, ("59", "LT"), date(2026, 3, 2)),)


@pytest.mark.parametrize("qualifier", ["BK", "BF", "BR", "BQ"])
def test_codes_of_icd_9_are_a_finding(tmp_path: Path, qualifier: str) -> None:
    (finding,), claims = split(read(tmp_path, PROFESSIONAL.replace("ABF:R509", f"{qualifier}:7806*ABF:R509")))
    assert f"qualifier {qualifier} is of ICD-9-CM" in str(finding)
    assert [item.code for item in claims["B1"].diagnoses] == ["J029", "R509"]


def test_dental_lines_are_procedures(tmp_path: Path) -> None:
    case = cases(read(tmp_path, DENTAL))["D1"]
    assert case.procedures == (CaseProcedure("D2740", 2, (), date(2026, 3, 2)),)
    assert (case.setting, case.date_of_service) == (Setting.PROFESSIONAL, date(2026, 3, 2))


def test_birth_and_sex_are_those_of_the_patient(tmp_path: Path) -> None:
    dependent = "HL*3*2*23*0~CLM*A2*100***11:A:1**A*Y*Y~DTP*434*RD8*20260225-20260302~HI*ABK:I10~"
    other = "HL*4*1*22*0~CLM*A3*1***11:A:1~HI*ABK:I10~"
    claims = cases(read(tmp_path, INSTITUTIONAL.replace("SE*16", f"{dependent}{other}SE*16")))
    assert (claims["A1"].age, claims["A1"].sex, claims["A1"].payer) == (70, Sex.FEMALE, "PRAIRIE PLAN")
    assert (claims["A2"].age, claims["A2"].sex, claims["A2"].payer) == (None, None, "PRAIRIE PLAN")
    assert (claims["A3"].age, claims["A3"].sex, claims["A3"].payer) == (None, None, None)


def test_a_wrong_birth_date_keeps_the_sex_and_is_not_repeated(tmp_path: Path) -> None:
    (finding,), claims = split(read(tmp_path, INSTITUTIONAL.replace("19560110", "19561310")))
    assert "1310" not in str(finding)
    assert (claims["A1"].age, claims["A1"].sex) == (None, Sex.FEMALE)


def test_another_payer_of_a_claim_is_not_its_payer(tmp_path: Path) -> None:
    other = "SBR*S*18~DMG*D8*20000101*M~NM1*PR*2*OTHER PLAN~CLM*A2*1***11:A:1~HI*ABK:I10~"
    claims = cases(read(tmp_path, INSTITUTIONAL.replace("SE*16", f"{other}SE*16")))
    assert [case.payer for case in claims.values()] == ["PRAIRIE PLAN"] * 2
    assert [case.sex for case in claims.values()] == [Sex.FEMALE] * 2
