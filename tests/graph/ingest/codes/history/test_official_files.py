"""Conversion tables, addenda and workbooks as the CDC and CMS publish them, made up but for their forms."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from graph.ingest.build import build
from graph.ingest.codes.history.addenda_source import IcdAddenda
from graph.ingest.codes.history.icd10cm_history import Icd10CmHistory
from graph.ingest.codes.history.icd10pcs_years import carry_on
from graph.ingest.codes.history.pcs_conversion_table import Icd10PcsConversion
from graph.ingest.codes.history.sources import history_sources
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.files.recognition import official_sources, recognise
from graph.ingest.source import Source
from graph.model.findings import MalformedFile, MalformedRow, UnknownCode
from graph.model.property_graph import Graph, edges_of
from tests.graph.ingest.codes.files import put

CONVERSION = """"The National Center … codes, which will become effective October 1, 2026.
This FY 2027 table …",,
Current code assignment,Effective,Previous Code(s) Assignment
J34.830  ,2026,J34.83
J34.831,2027-04-01 00:00:00,"J34.83, R09.81"
A00.01,2026,A00.0 and B20
,,
"""
LIST = """<?xml version="1.0"?><ICD10CM.tabular><version>2026</version><chapter><name>1</name><desc>All (A00-Z99)</desc>
<section id="A00-Z99"><desc>All (A00-Z99)</desc>{}</section></chapter></ICD10CM.tabular>"""
DIAG = "<diag><name>{}</name><desc>Title of {}</desc></diag>"
ADDENDA = """Delete:      J3483   Other specified disorders of nose
Add:         J34830  Nasal valve collapse
Revise from: B20     Old title of B20
Revise to:   B20     Title of B20

Codes
  74719 codes in icd10cm_order_2026.txt
  74900 codes in icd10cm_order_2027.txt
      1 additions
      1 deletions
      1 revisions
"""
PCS = """Current code(s) assignment,Code title,Effective year,Previous code(s) assignment,Predecessor code title,\
Change type,Comment,Effective month/day [MM.DD]
0SR9019,Hip new,2019,0SR90J9,Hip old,New,,10.01
0SR90KZ,Hip kept,2017,0SR90J9,Hip old,New,,10.1
0SR9019,Hip new,2019,0SR90J9,Hip old,Deleted,,10.01
XW023X7,Drug,2022,NoPCS,No description,New,,4.01
0SRA01Z,Hip now,2021,0SRA01Z,Hip then,Revised,,10.01
0SRA0,Short,2021,0SRA01Z,Hip then,New,,10.01
"""


def graph_of(folder: Path, *codes: str) -> tuple[Graph, list[str]]:
    """The graph of a list of diagnoses and the files of a folder, and the kinds of findings."""
    (folder / "list.xml").write_text(LIST.format("".join(DIAG.format(code, code) for code in codes)))
    official, _ = official_sources([folder])
    tabular = next(source for source in official if isinstance(source, Icd10Cm))
    (*history, _years) = history_sources(official, tabular)
    built = build([tabular, *history])
    # Nearly all codes of the shipped conversion table are missing in so small a list.
    return built.graph, [type(finding).__name__ for finding in built.findings if not isinstance(finding, UnknownCode)]


def edges(graph: Graph) -> set[tuple[str, str, str, Any]]:
    found = (edge for edge in edges_of(graph) if edge.kind.endswith("REPLACED_BY"))
    return {
        (edge.source.partition(":")[2], edge.kind, edge.target.partition(":")[2], edge.properties["together"])
        for edge in found
    }


def test_files_are_recognised_by_what_is_in_them(tmp_path: Path) -> None:
    put(tmp_path, **{"a.csv": CONVERSION, "b.txt": ADDENDA, "c.csv": PCS, "d.txt": _order(ADDENDA)})
    found = [type(recognise(tmp_path / name)) for name in ("a.csv", "b.txt", "c.csv", "d.txt")]
    assert found == [Icd10CmHistory, IcdAddenda, Icd10PcsConversion, IcdAddenda]


def _order(addenda: str) -> str:
    """The same as addenda of an order file: a sign, then a short title of 60 characters and the long one."""
    lines = addenda.splitlines()
    return "\n".join(
        f"{line[:13]}1 {line[13:21]}{line[21:41]:<60} {line[21:]}" if ":" in line else line for line in lines
    )


def test_a_conversion_table_of_the_users_adds_to_the_shipped_one(tmp_path: Path) -> None:
    put(tmp_path, conversion=CONVERSION)
    graph, findings = graph_of(tmp_path, "J34.83", "R09.81", "A00.0", "A00.01", "B20", "B88.0", "B88.01")
    assert findings == []
    assert {item for item in edges(graph) if item[2] in ("J34.830", "J34.831", "A00.01")} == {
        ("J34.83", "PARTLY_REPLACED_BY", "J34.830", False),
        ("J34.83", "PARTLY_REPLACED_BY", "J34.831", False),
        ("R09.81", "PARTLY_REPLACED_BY", "J34.831", False),
        ("A00.0", "PARTLY_REPLACED_BY", "A00.01", True),
        ("B20", "PARTLY_REPLACED_BY", "A00.01", True),
    }
    assert graph.nodes["ICD10CM:J34.830"]["first_fiscal_year"] == 2027
    assert graph.nodes["ICD10CM:J34.831"]["added_date"] == "2027-04-01"
    assert graph.nodes["ICD10CM:B88.01"]["added_date"] == "2025-10-01"
    editions = {document.title: document.edition for document in graph.graph["documents"]}
    assert editions["ICD-10-CM tabular list"] == "fiscal year 2026"


@pytest.mark.parametrize("addenda", [ADDENDA, _order(ADDENDA)], ids=["codes", "order"])
def test_addenda_of_the_next_year_carry_the_list_on(tmp_path: Path, addenda: str) -> None:
    put(tmp_path, **{"conversion.csv": CONVERSION, "addenda.txt": addenda})
    graph, findings = graph_of(tmp_path, "J34.83", "R09.81", "A00.0", "B20")
    assert findings == []
    ended, added, kept = (graph.nodes[f"ICD10CM:{code}"] for code in ("J34.83", "J34.830", "R09.81"))
    assert (ended["last_fiscal_year"], ended["ended_date"], ended["is_deleted"]) == (2026, "2026-09-30", True)
    assert (added["name"], added["first_fiscal_year"], added["is_billable"]) == ("Nasal valve collapse", 2027, True)
    assert (kept["last_fiscal_year"], kept["is_deleted"]) == (2027, False)
    assert ("J34.83", "REPLACED_BY", "J34.830", False) in edges(graph)
    assert graph.nodes["ICD10CM:B20"]["former_names"] == ("Old title of B20",)
    assert graph.nodes["ICD10CM:B20"]["renamed_fiscal_years"] == ("2027",)


def test_addenda_that_say_no_year_are_a_finding(tmp_path: Path) -> None:
    put(tmp_path, **{"addenda.txt": ADDENDA.partition("Codes")[0]})
    source = recognise(tmp_path / "addenda.txt")
    assert isinstance(source, IcdAddenda)
    assert list(source.read()) == []
    assert [type(finding) for finding in source.findings] == [MalformedFile]


def test_the_year_of_addenda_may_stand_in_their_name_alone(tmp_path: Path) -> None:
    put(tmp_path, **{"order_addenda_2022.txt": "Add:         XW023X7 A drug\n"})
    source = recognise(tmp_path / "order_addenda_2022.txt")
    assert isinstance(source, IcdAddenda)
    (node,) = source.read()
    assert (node.name if hasattr(node, "name") else "", node.properties["first_fiscal_year"]) == ("A drug", 2022)
    assert "added_date" not in node.properties


def test_changes_of_procedure_codes(tmp_path: Path) -> None:
    put(tmp_path, pcs=PCS)
    source = recognise(tmp_path / "pcs")
    assert isinstance(source, Icd10PcsConversion)
    built = build([source])
    graph = built.graph
    assert edges(graph) == {
        ("0SR90J9", "REPLACED_BY", "0SR9019", False),
        ("0SR90J9", "PARTLY_REPLACED_BY", "0SR90KZ", False),
    }
    old, new = graph.nodes["ICD10PCS:0SR90J9"], graph.nodes["ICD10PCS:0SR9019"]
    assert (old["name"], old["is_deleted"], old["ended_date"], old["last_fiscal_year"]) == (
        "Hip old",
        True,
        "2019-09-30",
        2019,
    )
    assert (new["first_fiscal_year"], new["added_date"], new["is_stub"]) == (2020, "2019-10-01", False)
    assert graph.nodes["ICD10PCS:XW023X7"]["added_date"] == "2022-04-01"
    assert graph.nodes["ICD10PCS:0SRA01Z"]["former_names"] == ("Hip then",)
    assert [type(finding) for finding in built.findings] == [MalformedRow]


def test_addenda_carry_the_years_of_procedure_codes_on(tmp_path: Path) -> None:
    text = "Add:         00H033J New one\nDelete:      X2A5312 Old one\n 1 codes in icd10pcs_order_2025.txt\n"
    put(tmp_path, **{"addenda.txt": f"{text} 2 codes in icd10pcs_order_2026.txt\n"})
    source = recognise(tmp_path / "addenda.txt")
    assert isinstance(source, IcdAddenda)
    list(source.read())
    assert source.changes is not None
    seen = {"X2A5312": {2025}, "0SR9019": {2024, 2025}, "0SRA01Z": {2024}}
    carry_on(seen, [source.changes])
    assert seen == {"X2A5312": {2025}, "0SR9019": {2024, 2025, 2026}, "0SRA01Z": {2024}, "00H033J": {2026}}


SHEET = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c></row>
<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c>
<c r="C3" t="inlineStr"><is><t>Previous Code(s) Assignment</t></is></c></row>
<row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" s="1"><v>46113</v></c><c r="C4" t="s"><v>4</v></c></row>
<row r="5"><c r="A5" t="s"><v>5</v></c><c r="B5"><v>2026</v></c><c r="C5" t="s"><v>4</v></c></row>
</sheetData></worksheet>"""
STRINGS = ["Notice", "Current code assignment", "Effective", "J34.830 ", "J34.83", "J34.831"]


def workbook(folder: Path, sheet: str = SHEET) -> Path:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = "".join(f"<si><r><t>{text[:2]}</t></r><r><t>{text[2:]}</t></r></si>" for text in STRINGS)
    styles = f"""<styleSheet {space}><numFmts><numFmt numFmtId="164" formatCode="mm/dd/yy;@"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"""
    path = folder / "table.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", f"<sst {space}>{strings}</sst>")
        archive.writestr("xl/styles.xml", styles)
    return path


def test_a_workbook_is_read_as_its_first_sheet(tmp_path: Path) -> None:
    source: Source | None = recognise(workbook(tmp_path))
    assert isinstance(source, Icd10CmHistory)
    rows = [row for _, row in source.rows()]
    assert [(row["current_code"], row["effective"], row["previous_codes"]) for row in rows] == [
        ("J34.830", "2026-04-01", "J34.83"),
        ("J34.831", "2026", "J34.83"),
    ]


def test_a_workbook_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    sources, findings = official_sources([workbook(tmp_path, SHEET.replace("</sheetData>", ""))])
    assert sources == []
    assert [type(finding).__name__ for finding in findings] == ["UnreadableFile"]
