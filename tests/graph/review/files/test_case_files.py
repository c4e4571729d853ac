"""Cases from files: what is read of each format, and what is a finding."""

import json
from datetime import date
from pathlib import Path

import pytest

from graph.model.findings import MalformedFile, MalformedRow, SourceError
from graph.review.case import Case, CaseDiagnosis, CaseProcedure, PresentOnAdmission, Setting, Sex
from graph.review.files.case_in_file import CaseInFile
from graph.review.files.read_cases import read_cases

CASE = {
    "dateOfService": "2026-03-02",
    "age": 70,
    "sex": "FEMALE",
    "setting": "INPATIENT",
    "dischargeStatus": "01",
    "diagnoses": [{"code": "S72.001A", "presentOnAdmission": "YES"}, "E11.65"],
    "procedures": [{"code": "0SR9019", "units": 2, "modifiers": ["lt"], "date": "2026-03-01"}],
    "riskCategories": ["HCC:V28-37"],
}
READ = Case(
    (CaseDiagnosis("S72.001A", PresentOnAdmission.YES), CaseDiagnosis("E11.65")),
    (CaseProcedure("0SR9019", 2, ("LT",), date(2026, 3, 1)),),
    date(2026, 3, 2),
    70,
    Sex.FEMALE,
    Setting.INPATIENT,
    "01",
    risk_categories=("HCC:V28-37",),
)
INSTITUTIONAL = (
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260302*1200*^*00501*000000001*0*T*:~"
    "GS*HC*S*R*20260302*1200*1*X*005010X223A2~ST*837*0001*005010X223A2~BHT*0019*00*1*20260302*1200*CH~"
    "HL*1**20*1~NM1*85*2*HOSPITAL~HL*2*1*22*0~SBR*P*18~NM1*IL*1*DOE*JANE~DMG*D8*19560110*F~NM1*PR*2*PRAIRIE PLAN~"
    "CLM*A1*100***11:A:1**A*Y*Y~DTP*434*RD8*20260225-20260302~DTP*435*DT*202602251000~CL1*1*1*06~"
    "HI*ABK:S72001A:::::::Y~HI*ABF:E1165:::::::N*ABF:N179:::::::W~HI*BBR:0SR9019:D8:20260226~"
    "SE*16*0001~GE*1*1~IEA*1*000000001~"
)
PROFESSIONAL = (
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260302*1200*^*00501*000000001*0*T*:~\n"
    "GS*HC*S*R*20260302*1200*1*X*005010X222A1~\nST*837*0001*005010X222A1~\nHL*1**20*1~\nHL*2*1*22*0~\n"
    "DMG*D8*20200101*M~\nCLM*B1*50***11:B:1*Y*A*Y*Y~\nHI*ABK:J029*ABF:R509~\n"
    "LX*1~\nSV1*HC:G0105:59:LT*50*UN*2***1~\nDTP*472*D8*20260302~\nLX*2~\nSV1*HC:J1885*9*UN*1***1~\n"
    "DTP*472*D8*20260303~\nCLM*B2*50***23:B:1*Y*A*Y*Y~\nHI*ABK:R51.9~\nSE*15*0001~\nGE*1*1~\nIEA*1*000000001~\n"
)


def read(folder: Path, text: str | bytes) -> list[CaseInFile | SourceError]:
    path = folder / "cases"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_cases(path))


def cases(found: list[CaseInFile | SourceError]) -> dict[str, Case]:
    assert [item for item in found if isinstance(item, SourceError)] == []
    return {item.name: item.case for item in found if isinstance(item, CaseInFile)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (json.dumps(CASE), ["1"]),
        (json.dumps([CASE, {**CASE, "id": "x"}], indent=1), ["1", "x"]),
        ("\ufeff" + json.dumps({**CASE, "id": "a"}) + "\n\n" + json.dumps(CASE) + "\n", ["a", "3"]),
    ],
)
def test_json_is_one_case_a_list_or_a_case_a_line(tmp_path: Path, text: str, names: list[str]) -> None:
    found = cases(read(tmp_path, text))
    assert list(found) == names
    assert set(found.values()) == {READ}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sex": "F"}, "sex: 'F' is not among FEMALE, MALE"),
        ({"age": "70"}, "age is a whole number from 0 to 130"),
        ({"age": 700}, "age is a whole number from 0 to 130"),
        ({"diagnoses": "E11.65"}, "diagnoses is a list"),
        ({"diagnoses": [{"code": ""}]}, "code: a text is needed"),
        ({"diagnoses": [{"code": "E11", "poa": "Y"}]}, "a diagnosis has no field poa"),
        ({"dateOfService": "2026-02-30"}, "dateOfService: '2026-02-30' is no day"),
        ({"dischargeStatus": 1}, "dischargeStatus is a text"),
        ({"procedures": [{"code": "x", "units": 0}]}, "units is a whole number from 1"),
        ({"patient": "Jane"}, "a case has no field patient"),
    ],
)
def test_a_case_that_is_none_is_a_finding_and_the_others_are_read(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    wrong, right = read(tmp_path, json.dumps({**CASE, **change}) + "\n" + json.dumps(CASE))
    assert isinstance(wrong, MalformedRow)
    assert (wrong.line, told in str(wrong)) == (1, True), str(wrong)
    assert isinstance(right, CaseInFile)


def test_a_line_that_is_no_json_is_a_finding(tmp_path: Path) -> None:
    wrong, right = read(tmp_path, '{"diagnoses": [}\n' + json.dumps(CASE))
    assert (isinstance(wrong, MalformedRow), isinstance(right, CaseInFile)) == (True, True)


def test_a_table_has_a_row_a_case_or_a_row_a_code(tmp_path: Path) -> None:
    found = cases(
        read(
            tmp_path,
            "Case,Diagnoses,Procedures,Date,Age,Sex,Setting,Discharge Status,Risk categories\r\n"
            'a,"S72.001A/Y; E11.65",0SR9019-LT*2,2026-03-02,70,F,inpatient,01,HCC:V28-37\r\n'
            "b,I10,,,,,,,\r\nb,N18.4/n G0105,,2026-01-01,,,,,\r\n",
        )
    )
    (diagnosis, second), (procedure,) = found["a"].diagnoses, found["a"].procedures
    assert (diagnosis, second) == READ.diagnoses
    assert (procedure.code, procedure.units, procedure.modifiers) == ("0SR9019", 2, ("LT",))
    assert (found["a"].sex, found["a"].setting, found["a"].age) == (Sex.FEMALE, Setting.INPATIENT, 70)
    assert [item.code for item in found["b"].diagnoses] == ["I10", "N18.4", "G0105"]
    assert found["b"].diagnoses[1].present_on_admission is PresentOnAdmission.NO
    assert found["b"].date_of_service == date(2026, 1, 1)


def test_a_wrong_row_of_a_table_is_a_finding_with_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "diagnoses\tage\nI10\tsixty\nI10\t60\n")
    wrong = next(item for item in found if isinstance(item, MalformedRow))
    assert (wrong.line, len(found)) == (2, 2)


@pytest.mark.parametrize("text", [b"", b"name,age\nx,1\n", b"ISA*00*short~", b"ISA"])
def test_what_is_no_file_of_cases_is_one_finding(tmp_path: Path, text: bytes) -> None:
    (found,) = read(tmp_path, text)
    assert isinstance(found, MalformedFile)


def test_an_institutional_claim(tmp_path: Path) -> None:
    (case,) = cases(read(tmp_path, INSTITUTIONAL)).values()
    assert [(item.code, item.present_on_admission) for item in case.diagnoses] == [
        ("S72001A", PresentOnAdmission.YES),
        ("E1165", PresentOnAdmission.NO),
        ("N179", PresentOnAdmission.UNDETERMINED),
    ]
    assert case.procedures == (CaseProcedure("0SR9019", service_date=date(2026, 2, 26)),)
    assert (case.age, case.sex, case.setting) == (70, Sex.FEMALE, Setting.INPATIENT)
    assert (case.date_of_service, case.discharge_status) == (date(2026, 3, 2), "06")
    assert (case.payer, case.place_of_service) == ("PRAIRIE PLAN", None)


def test_professional_claims(tmp_path: Path) -> None:
    found = cases(read(tmp_path, PROFESSIONAL))
    assert list(found) == ["B1", "B2"]
    first = found["B1"]
    assert [item.code for item in first.diagnoses] == ["J029", "R509"]
    assert first.procedures == (
        CaseProcedure("G0105", 2, ("59", "LT"), date(2026, 3, 2)),
        CaseProcedure("J1885", 1, (), date(2026, 3, 3)),
    )
    assert (first.setting, first.place_of_service, first.age, first.sex) == (Setting.PROFESSIONAL, "11", 6, Sex.MALE)
    assert (found["B2"].place_of_service, found["B2"].procedures) == ("23", ())


def test_a_wrong_day_of_a_claim_is_a_finding_and_the_claim_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, INSTITUTIONAL.replace("20260225-20260302", "20260225-20269902"))
    assert [type(item) for item in found] == [MalformedRow, CaseInFile]
