"""Codes keep their zeros, also where a spreadsheet has dropped them."""

from pathlib import Path

import pytest

from graph.ingest.codes.msdrg import weights
from graph.ingest.codes.procedure_codes import procedure_curie
from tests.graph.ingest.codes.files import put, read

PLACES = "pos_code,pos_type,pos_name,pos_description\n"
FEES = "hcpcs_code,mod,status,glob,mult_proc,bilat_surg,asst_surg,co_surg,team_surg\n"
TABLE = (
    "TABLE 5, FY 2027\nMS-DRG\tWeights - 10% Cap Applied\tGeometric mean LOS\tArithmetic mean LOS\n"
    "1\t20.5\t30\t40\n065\t1.5\t4\t5\n1\tA footnote\t\t\n"
)


def test_a_place_of_service_has_two_digits(tmp_path: Path) -> None:
    rows = "1,Non-Facility,Pharmacy,Drugs\n02,Facility,Telehealth,Away\n11,Non-Facility,Office,Place\n"
    built, findings = read(put(tmp_path, places=PLACES + rows))
    assert findings == []
    assert sorted(built.graph) == ["POS:01", "POS:02", "POS:11"]


@pytest.mark.parametrize("code", ["111", "1.5", "²", "", "-1"])
def test_what_is_no_place_of_service_is_a_finding(tmp_path: Path, code: str) -> None:
    built, findings = read(put(tmp_path, places=f"{PLACES}{code},Facility,Nowhere,None\n"))
    assert [type(finding).__name__ for finding in findings] == ["MalformedRow"]
    assert list(built.graph) == []


@pytest.mark.parametrize(
    ("code", "curie"),
    [("100", "CPT:00100"), ("1999", "CPT:01999"), ("00100", "CPT:00100"), ("G0105", "HCPCS:G0105")],
)
def test_a_procedure_code_has_five_characters(code: str, curie: str) -> None:
    assert procedure_curie(code) == curie


@pytest.mark.parametrize("code", ["2284", "99", "1", "9999"])
def test_a_number_that_never_began_with_zeros_is_no_procedure_code(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        procedure_curie(code)


def test_days_and_descriptors_have_their_zeros(tmp_path: Path) -> None:
    cpt = "Made up for a test.\n\n100\tSleep for something\n99991\tSomething done\n99992\tSomething more\n"
    fees = FEES + "100,,A,10,0,0,0,0,0\n99991,,A,0,0,0,0,0,0\n99992,,A,090,0,0,0,0,0\n"
    built, findings = read(put(tmp_path, cpt=cpt, fees=fees))
    assert findings == []
    days = {curie: node["global_days"] for curie, node in built.graph.nodes(data=True)}
    assert days == {"CPT:00100": "010", "CPT:99991": "000", "CPT:99992": "090"}
    assert built.graph.nodes["CPT:00100"]["slug"] == "00100"
    assert built.graph.nodes["CPT:00100"]["name"] == "Sleep for something"


def test_a_group_has_three_digits_and_a_footnote_is_none(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text(TABLE)
    found = weights.read_weights(weights.weights_document().__class__("t", "Table 5", str(path), "", "MIT"))
    assert {group: values["weight"] for group, values in found.items()} == {"001": 20.5, "065": 1.5}
