"""Files that are not read say which kind they are of; none is taken for the Association's descriptors."""

from pathlib import Path

import pytest

from graph.ingest.files.recognition import official_sources, recognise
from graph.model.findings import MalformedRow, UnrecognisedFile
from tests.graph.ingest.codes import files
from tests.graph.ingest.codes.files import put, read

KINDS: dict[str, str | bytes] = {
    "Excel workbook or other archive": b"PK\x03\x04\x14\x00",
    "ICD-10-CM code titles, order file": "00001 A00     0 Cholera\n00002 A000    1 Cholera of a kind\n",
    "ICD-10-CM code titles": "A000    Cholera of a kind\nA009    Cholera, unspecified\n",
    "ICD-10-PCS code titles, order file": "00001 001     0 Nerves, Bypass\n00002 0016070 1 Bypass of a ventricle\n",
    "addenda of ICD-10 without changes of codes": "Codes\n  74260 codes in icd10cm_order_2025.txt\n      0 additions\n",
    "index of ICD-10-CM without title or heads": '<?xml version="1.0"?>\n<ICD10CM.index>\n',
    "definitions of ICD-10-PCS": '<?xml version="1.0"?>\n<ICD10PCS.definitions>\n',
    "physician fee schedule, payment amounts": '"2026","01112","05","99991","  ","0000077.78"\n',
    "HCPCS corrections": "     2026 HCPCS CORRECTIONS\n\n  CODE  ACTION\n",
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_kind_that_is_not_read_is_named(tmp_path: Path, kind: str) -> None:
    sources, findings = official_sources([put(tmp_path, file=KINDS[kind])])
    assert sources == []
    assert [(type(finding), finding.details["kind"]) for finding in findings] == [(UnrecognisedFile, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "CPT\tCharge\n99991\t1250.00\n99992\t900.00\n",
        "99991\t1250.00\n99992\t900.00\n",
        "99991\tA\n99992\tB\n",
        "99991\tZZZ\n99992\tXXX\n",
        "99991\t1\t2 Date of Service Edit: Policy\n99992\t1\t3 Date of Service Edit: Clinical\n",
        "99991\t2 Date of Service Edit: Policy\n99992\t3 Date of Service Edit: Clinical\n",
        "CPT\tPhysician name\n99991\tOne of the surgeons\n99992\tTwo of the surgeons\n",
        "99991\tJane Roe\n99992\tJohn Doe\n",
        "Code\tDepartment\n99991\tSurgery of the shoulder\n99992\tSurgery of the knee\n",
        "".join(f"9{number:04}\tSurgery of the shoulder\n" for number in range(50)),
        "99991\tSomething done to a shoulder\n",
    ],
)
def test_a_table_of_procedure_codes_is_not_taken_for_their_descriptors(tmp_path: Path, text: str) -> None:
    built, findings = read(put(tmp_path, file=text))
    assert list(built.graph) == []
    assert [type(finding) for finding in findings] == [UnrecognisedFile]


@pytest.mark.parametrize("head", ["", "CPT Code\tLong Description\n", files.CPT.split("\n\n")[0] + "\n\n"])
def test_descriptors_are_read(tmp_path: Path, head: str) -> None:
    rows = "".join(f"9{number:04}\tSomething done to shoulder {number}, open\n" for number in range(20))
    built, findings = read(put(tmp_path, file=f"{head}{rows}99999\tColonoscopy\n22848\tOne\tTwo\n".encode("utf-16")))
    assert built.graph.nodes["CPT:99999"]["name"] == "Colonoscopy"
    assert built.graph.nodes["CPT:90001"]["licensed"] == ("name", "descriptor")
    assert [type(finding) for finding in findings] == [MalformedRow]


def test_a_list_of_codes_with_words_is_of_no_known_kind(tmp_path: Path) -> None:
    put(tmp_path, file="G0105 Colorectal cancer screening\nG0106 Another one\n")
    assert recognise(tmp_path / "file") is None
    assert "kind" not in official_sources([tmp_path])[1][0].details
