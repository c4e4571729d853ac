"""Tables in the layouts of their publishers: where the header stands, how columns are named, how text is encoded."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graph.ingest.build import BuildResult, build
from graph.ingest.files.recognition import official_sources
from graph.model.findings import AmbiguousFile, MalformedRow, SourceError, UndecodableText
from graph.model.property_graph import edges_of
from tests.conftest import SHARED
from tests.graph.ingest.codes.files import put, read

PAIRS_TITLES = """Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale
\t\tprior to 1996\tDate\tDate\t0=not allowed\t
\t\t\t\t*=no data\t1=allowed\t
\t\t\t\t\t9=not applicable\t
"""
PAIRS_TITLES_ON_ONE_LINE = (
    "Column 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date *=no data\t"
    '"Modifier\n0=not allowed\n1=allowed\n9=not applicable"\tPTP Edit Rationale\n'
)
PAIRS_NOTICE = "All rights of these codes are reserved.\t\t\t\t\t\t\nColumn1/Column2 Edits\t\t\t\t\t\t\n"
PAIRS = """99991\t99992\t\t20200101\t*\t1\tStandards
99991\t99993\t*\t19960101\t\t0\tStandards
99991\t99994\t\t20100101\t20121231\t0\tHistory
99991\t99995\t\t20990101\t*\t0\tNot yet
99991\t99996\t\t20200101\t20990101\t9\tEnds later
99991\t99997\t\t20201332\t*\t1\tNo day
"""
ADD_ONS = """"Notice of rights.
It goes on.",,,,,,,
AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT,Special_Instruction_Notes
1,99992,,99991,,2013091,,
2,0099T,,CCCCC,,2013091,,"A ""quoted"" word"
1,99992,,99990,,2013091,2020366,
1,99992,,99989,2020366,2013091,,
1,99988,2020366,99991,,2013091,,
1,99992,,99987,,2013999,,
4,99992,,99987,,2013091,,
"""
FEES = """,,2026 National Physician Fee Schedule Relative Value File October Release,,,,,,,
,,RELEASED 09/11/2026,,,,,,,
,,,,,,,,,NON-
,,,STATUS,GLOB,MULT,BILAT,ASST,CO-,TEAM
HCPCS,MOD,DESCRIPTION,CODE,DAYS,PROC,SURG,SURG,SURG,SURG
99992,,,A,ZZZ,0,0,2,1,0
00100,,,A,10,0,0,2,1,0
99993,26,,A,000,0,0,0,0,0
"""
CLASSES = """HCPCS_Cd,RBCS_ID,RBCS_Cat,RBCS_Cat_Desc,RBCS_Cat_Subcat,RBCS_Subcat_Desc,RBCS_FamNumb,RBCS_Family_Desc,\
RBCS_Latest_Assignment
A4565,DO001N,D,DME,DO,Orthotic Devices,001,Slings,1
A4565,DX000N,D,DME,DX,Other,000,No RBCS Family,0
"""
RECORDS = """Notes on coverage; they come first.,,,,,,,,,,
HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,COV,BETOS,ADD DT,ACT EFF DT,TERM DT,ACTION CD
   A1,0010,7,Dressing,Dressing,,,20020701,20020701,,N
   A1,0020,8,of a wound,,,,,,,
A4565,0010,3,"Slings, of any",Slings,C,D1F,19860101,19860101,,N
A4565,0020,4,make and,,,,,,,
,0030,4,size,,,,,,,
Q4000,0010,3,Old sling,Old sling,C,D1F,19860101,19860101,20010101,D
A4566,0010,4,It follows nothing,,,,,,,
A4567,0010,3,Sling of no day,Sling,C,D1F,19861301,19860101,,N
"""
DAY = date(2026, 11, 28)


def built_on(folder: Path, day: date) -> tuple[BuildResult, list[SourceError]]:
    sources, findings = official_sources([folder], day)
    built = build(sources)
    return built, [*findings, *built.findings]


def edges(built: BuildResult, kind: str) -> list[str]:
    return [f"{edge.source} {edge.target}" for edge in edges_of(built.graph) if edge.kind == kind]


@pytest.mark.parametrize("titles", [PAIRS_TITLES, PAIRS_TITLES_ON_ONE_LINE])
@pytest.mark.parametrize("notice", ["", PAIRS_NOTICE, "A notice\n\n\n\n\n"])
def test_pairs_in_force_are_read_below_a_notice_and_titles_over_lines(tmp_path: Path, titles: str, notice: str) -> None:
    text = notice + titles + PAIRS
    built, findings = built_on(put(tmp_path, edits=text.replace("\n", "\r\n")), DAY)
    assert edges(built, "BUNDLED_WITH") == [f"CPT:99991 CPT:{code}" for code in (99992, 99993, 99995, 99996)]
    days = {code: built.graph.edges["CPT:99991", f"CPT:{code}", "BUNDLED_WITH"] for code in (99995, 99996)}
    assert (days[99995]["starts"], days[99996]["ends"]) == ("2099-01-01", "2099-01-01")
    assert [built.graph.edges["CPT:99991", f"CPT:{code}", "BUNDLED_WITH"]["modifier"] for code in (99992, 99996)] == [
        "allowed",
        "not applicable",
    ]
    assert [(type(f), f.line) for f in findings] == [(MalformedRow, text.count("\n"))]


def test_add_on_codes_whose_edit_and_both_codes_are_in_force(tmp_path: Path) -> None:
    built, findings = built_on(put(tmp_path, edits=ADD_ONS), DAY)
    assert edges(built, "ADD_ON_TO") == ["CPT:99992 CPT:99991"]
    assert sorted(built.graph) == ["CPT:0099T", "CPT:99991", "CPT:99992"]
    assert built.graph.nodes["CPT:0099T"]["add_on_type"] == "2"
    assert [(type(f), f.line) for f in findings] == [(MalformedRow, 9), (MalformedRow, 10)]
    before, _ = built_on(tmp_path, date(2020, 12, 31))
    assert len(edges(before, "ADD_ON_TO")) == 4


def test_fees_below_titles_that_are_joined_downwards(tmp_path: Path) -> None:
    built, findings = read(put(tmp_path, fees=FEES))
    code = built.graph.nodes["CPT:99992"]
    assert (code["fee_status"], code["global_days"], code["is_add_on"]) == ("A", "ZZZ", True)
    assert (code["assistant_indicator"], code["co_surgeon_indicator"]) == ("2", "1")
    assert built.graph.nodes["CPT:00100"]["global_days"] == "010"
    assert "CPT:99993" not in built.graph
    assert findings == []


def test_fees_by_position(tmp_path: Path) -> None:
    record = f"99992  {' ':50}A{' ':45}ZZZ{' ':9}00210{' ':46}\n".encode()
    short = b"HDR Notice\n" + record + record.replace(b"99992", b"99991") + b"99\n"
    built, findings = read(put(tmp_path, fees=short))
    code = built.graph.nodes["CPT:99992"]
    assert (code["fee_status"], code["global_days"], code["assistant_indicator"]) == ("A", "ZZZ", "2")
    assert [(type(f), f.line) for f in findings] == [(MalformedRow, 4)]


def test_classes_as_they_are_now(tmp_path: Path) -> None:
    built, findings = read(put(tmp_path, classes=CLASSES))
    assert edges(built, "IN_CATEGORY") == ["HCPCS:A4565 CATEGORY:rbcs/dme/orthotic-devices/slings"]
    assert findings == []


def test_descriptions_over_several_rows_are_joined(tmp_path: Path) -> None:
    built, findings = built_on(put(tmp_path, records=RECORDS), DAY)
    sling = built.graph.nodes["HCPCS:A4565"]
    assert (sling["name"], sling["short_name"]) == ("Slings, of any make and size", "Slings")
    assert (sling["coverage_code"], sling["betos"], sling["added_date"]) == ("C", "D1F", "1986-01-01")
    assert (sling["is_active"], built.graph.nodes["HCPCS:Q4000"]["is_active"]) == (True, False)
    assert sorted(built.graph) == ["HCPCS:A4565", "HCPCS:Q4000"]
    assert [(type(f), f.line) for f in findings] == [(MalformedRow, 9), (MalformedRow, 10)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_separators_encodings_and_letter_case(
    tmp_path: Path, delimiter: str, encoding: str, case: Callable[[str], str]
) -> None:
    title, row = CLASSES.splitlines()[:2]
    text = f"A notice\n\n{case(title)}\n{row.replace('Slings', 'Café')}\n".replace(",", delimiter)
    built, findings = read(put(tmp_path, classes=text.encode(encoding)))
    assert built.graph.nodes["CATEGORY:rbcs/dme/orthotic-devices/cafe"]["name"] == "Café"
    assert [type(finding) for finding in findings] == ([UndecodableText] if encoding == "cp1252" else [])


def test_further_records_may_end_after_the_description(tmp_path: Path) -> None:
    first = f"{'A4565001003Slings':<91}{'Slings':<28}{' ':110}C{' ':26}D1F{' ':9}19860101199601012027123100"
    text = f"{first[:292]}N\r\n{'A4565002004of any make':<91}\r\nA45\r\n"
    built, findings = built_on(put(tmp_path, records=text), DAY)
    assert findings[0].line == 3
    assert built.graph.nodes["HCPCS:A4565"]["name"] == "Slings of any make"
    assert built.graph.nodes["HCPCS:A4565"]["is_active"]


@pytest.mark.parametrize(
    ("day", "active"),
    [(date(2019, 12, 31), False), (date(2020, 1, 1), True), (date(2026, 9, 30), True), (date(2026, 10, 1), False)],
)
def test_a_code_is_active_from_its_first_day_to_its_last(tmp_path: Path, day: date, active: bool) -> None:
    head = "hcpcs_code,short_description,long_description,date_added,date_term\n"
    built, _ = built_on(put(tmp_path, codes=f"{head}G9991,One,Long one,01/01/2020,2026-09-30 00:00:00\n"), day)
    node = built.graph.nodes["HCPCS:G9991"]
    assert (node["is_active"], node["added_date"], node["ended_date"]) == (active, "2020-01-01", "2026-09-30")


def test_a_file_that_two_readers_claim_is_a_finding(tmp_path: Path) -> None:
    both = "hcpcs_code,short_description,long_description,rbcs_category,rbcs_subcategory,rbcs_family\nA4565,a,b,c,d,e\n"
    built, findings = read(put(tmp_path, both=both))
    assert [type(finding) for finding in findings] == [AmbiguousFile]
    assert findings[0].details["kinds"] == ["HCPCS Level II", "RBCS classification"]
    assert list(built.graph) == []


def test_rows_with_empty_cells_beyond_the_last_column_are_read(tmp_path: Path) -> None:
    built, findings = read(put(tmp_path, classes=CLASSES.replace("Slings,1", "Slings,1,,") + ",,,,,,,,\n"))
    assert len(edges(built, "IN_CATEGORY")) == 1
    assert findings == []


PUBLISHED = SHARED / "codesets" / "as-published"


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published files are not part of the project")
@pytest.mark.parametrize(
    ("name", "nodes"),
    [
        ("ncci/AOC_V2026Q2-MCR.saved-as.csv", 15_430),
        ("pfs/PPRRVU2025_Oct.csv", 1_452),
        ("pfs/PPRRVU2025_Oct.txt", 1_452),
        ("hcpcs/anweb_2020_10.saved-as.csv", 1_325),
        ("hcpcs/HCPC17_CONTR_ANWEB.txt", 1_160),
        ("hcpcs/HCPC2018_CONTR_ANWEB_disc.txt", 1_169),
    ],
)
def test_published_files_are_read_whole(name: str, nodes: int) -> None:
    (source,), _ = official_sources([PUBLISHED / name], DAY)
    assert sum(1 for item in source.read() if hasattr(item, "curie")) == nodes
    assert [finding for finding in source.findings if not isinstance(finding, UndecodableText)] == []
