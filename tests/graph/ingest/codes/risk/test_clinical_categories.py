"""CCSR from files of the user's, in both accounts of their layout."""

from pathlib import Path

import pytest

from graph.ingest.codes.risk.clinical_categories import quoted_cells
from graph.ingest.files.recognition import recognise
from tests.graph.ingest.codes.files import put, read

TITLES = (
    "'ICD-10-CM CODE','ICD-10-CM CODE DESCRIPTION','Default CCSR CATEGORY IP','Default CCSR CATEGORY DESCRIPTION IP',"
    "'Default CCSR CATEGORY OP','Default CCSR CATEGORY DESCRIPTION OP','CCSR CATEGORY 1',"
    "'CCSR CATEGORY 1 DESCRIPTION','CCSR CATEGORY 2','CCSR CATEGORY 2 DESCRIPTION',"
    "'Rationale for Default Assignment'\n"
)
SINGLE = TITLES + (
    "'E0842','Diabetes due to an underlying disease, with pain','END003','Diabetes, complicated',"
    "'NVS020','Other nerves','END003','Diabetes, complicated','NVS020','Other nerves','06 Endocrine, first'\n"
    "'V0001XA','Struck, first time','XXX000','Unacceptable principal','XXX111','Unacceptable first-listed',"
    "'EXT019','Struck by something',' ',' ','12 External'\n"
)
MIXED = TITLES + (
    "'E0842',\"Diabetes due to an underlying disease, with pain\",'END003',\"Diabetes, complicated\","
    "'NVS020',Other nerves,'END003',\"Diabetes, complicated\",'NVS020',Other nerves,06 Endocrine, first\n"
    "'V0001XA',\"Struck, first time\",'XXX000',Unacceptable principal,'XXX111',Unacceptable first-listed,"
    "'EXT019',Struck by something,' ',,12 External\n"
)
PLAIN = MIXED.replace("'", "").replace("06 Endocrine, first", '"06 Endocrine, first"')
PROCEDURES = (
    "'ICD-10-PCS','ICD-10-PCS DESCRIPTION','PRCCSR','PRCCSR DESCRIPTION','CLINICAL DOMAIN'\n"
    "'0016070',\"Bypass of a ventricle, open\",'CNS010','Shunts of the brain',Central Nervous System Procedures\n"
)


@pytest.mark.parametrize("text", [SINGLE, MIXED, PLAIN], ids=["single quotes", "both quotes", "no single quotes"])
def test_a_diagnosis_has_categories_and_a_default_for_each_setting(tmp_path: Path, text: str) -> None:
    built, findings = read(put(tmp_path, file=text))
    assert findings == []
    edges = {
        (source, target): (said["is_inpatient_default"], said["is_outpatient_default"])
        for source, target, said in built.graph.edges(data=True)
    }
    assert edges == {
        ("ICD10CM:E08.42", "CCSR:END003"): (True, False),
        ("ICD10CM:E08.42", "CCSR:NVS020"): (False, True),
        ("ICD10CM:V00.01XA", "CCSR:EXT019"): (False, False),
    }
    names = {curie: said["name"] for curie, said in built.graph.nodes(data=True) if said["kind"] == "ClinicalCategory"}
    assert names == {
        "CCSR:END003": "Diabetes, complicated",
        "CCSR:NVS020": "Other nerves",
        "CCSR:EXT019": "Struck by something",
    }


def test_the_first_version_had_one_default(tmp_path: Path) -> None:
    text = "'ICD-10-CM CODE','Default CCSR CATEGORY','CCSR CATEGORY 1','CCSR CATEGORY 1 DESCRIPTION'\n"
    built, findings = read(put(tmp_path, file=text + "'E0842','END003','END003','Diabetes'\n"))
    assert findings == []
    ((*_, said),) = built.graph.edges(data=True)
    assert said["is_inpatient_default"] is True
    assert "is_outpatient_default" not in said


@pytest.mark.parametrize("titles", ["'ICD-10-PCS'", "'ICD-10-PCS CODE'"])
def test_a_procedure_has_one_category(tmp_path: Path, titles: str) -> None:
    built, findings = read(put(tmp_path, file=PROCEDURES.replace("'ICD-10-PCS'", titles)))
    assert findings == []
    assert list(built.graph.edges()) == [("ICD10PCS:0016070", "CCSR:CNS010")]
    category = built.graph.nodes["CCSR:CNS010"]
    assert (category["name"], category["clinical_domain"]) == (
        "Shunts of the brain",
        "Central Nervous System Procedures",
    )


def test_both_are_recognised_by_what_is_in_them(tmp_path: Path) -> None:
    put(tmp_path, a=SINGLE, b=PROCEDURES)
    kinds = [type(recognise(tmp_path / name)).__name__ for name in "ab"]
    assert kinds == ["DiagnosisCategories", "ProcedureCategories"]


def test_a_row_cut_short_is_a_finding(tmp_path: Path) -> None:
    built, findings = read(put(tmp_path, file=SINGLE + "'E0843','Diabetes'\n"))
    assert [type(finding).__name__ for finding in findings] == ["MalformedRow"]
    assert built.graph.number_of_edges() == 3


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("'A','b, c','d'\r\n", ["A", "b, c", "d"]),
        ('\'A\',"Crohn\'s, ""open""",d\n', ["A", 'Crohn\'s, "open"', "d"]),
        ("'A','Crohn's','d'", ["A", "Crohn's", "d"]),
        ("A,,", ["A", "", ""]),
        ("A,' ',b, c", ["A", "", "b, c"]),
        ("A", ["A"]),
    ],
)
def test_cells_stand_between_quotes_of_either_kind_or_none(line: str, cells: list[str]) -> None:
    assert quoted_cells(line, 3) == cells
