"""Of two releases of a table the newer one is read; settings and parts are not releases."""

from datetime import date
from pathlib import Path

import pytest

from graph.ingest.files.recognition import official_sources
from graph.ingest.files.releases import release_in
from graph.model.findings import OlderRelease, UnknownRelease
from graph.model.property_graph import edges_of
from tests.graph.ingest.codes import files
from tests.graph.ingest.codes.files import put, read

HEAD = "hcpcs_code,short_description,long_description,date_added,date_term,date_action\n"
OLD = f"{HEAD}G9961,Old,Old text,2020-01-01,,2020-01-01\nG9962,Gone,Gone since,2020-01-01,,2020-01-01\n"
NEW = f"{HEAD}G9961,New,New text,2020-01-01,2026-09-30,2026-10-01\n"
ADD_ONS = "Add-On_Code,Primary_Code,AOC_Edit_Type,AOC_Edit_EffDT\n99992,99991,1,2026001\n"
PAIRS = "column1,column2,deletion,modifier,rationale\n"


@pytest.mark.parametrize("names", [("hcpcs-2024-01.csv", "hcpcs-2026-10.csv"), ("z", "a")])
def test_the_newer_release_is_read_as_a_whole(tmp_path: Path, names: tuple[str, str]) -> None:
    built, findings = read(put(tmp_path, **dict(zip(names, (OLD, NEW), strict=True))))
    assert list(built.graph) == ["HCPCS:G9961"]
    assert built.graph.nodes["HCPCS:G9961"]["name"] == "New text"
    assert [type(finding) for finding in findings] == [OlderRelease]
    assert Path(findings[0].path).name == names[0]
    assert findings[0].details["read_instead"] == [str(tmp_path / names[1])]


def test_releases_in_different_layouts_are_of_one_table(tmp_path: Path) -> None:
    sources, findings = official_sources([put(tmp_path, a=files.anweb(), b=NEW)])
    assert [type(source).__name__ for source in sources] == ["HcpcsTable"]
    assert [type(finding) for finding in findings] == [OlderRelease]


def test_the_notice_of_a_file_says_its_release(tmp_path: Path) -> None:
    fees = "2026 National Physician Fee Schedule Relative Value File {} Release,,,,,,,,\n" + files.FEES
    put(tmp_path, a=fees.format("October"), b=fees.format("January"))
    sources, findings = official_sources([tmp_path])
    assert [getattr(source, "path", None) for source in sources] == [tmp_path / "a"]
    assert findings[0].details["release"] == "2026-01-01"


def test_editions_of_the_tabular_list(tmp_path: Path) -> None:
    put(tmp_path, a=files.ICD10CM, b=files.ICD10CM.replace("2026", "2017"))
    sources, findings = official_sources([tmp_path])
    assert len(sources) == 1
    assert [(type(finding), Path(finding.path).name) for finding in findings] == [(OlderRelease, "b")]


def test_versions_of_pairs_and_the_parts_of_one(tmp_path: Path) -> None:
    names = ("ccipra-v312r0-f1.txt", "ccipra-v313r0-f1.txt", "ccipra-v313r0-f2.txt", "ccioph-v312r0-f1.txt")
    rows = {name: f"{PAIRS}99991,9999{place},*,1,Standards\n" for place, name in enumerate(names, 2)}
    built, findings = read(put(tmp_path, **rows))
    assert [edge.target for edge in edges_of(built.graph)] == ["CPT:99993", "CPT:99994", "CPT:99995"]
    assert [(type(finding), Path(finding.path).name) for finding in findings] == [(OlderRelease, names[0])]


def test_the_settings_of_pairs_are_told_apart_by_their_documents(tmp_path: Path) -> None:
    hospital, practitioner = PAIRS + "99991,99992,*,0,Here\n", PAIRS + "99991,99992,*,1,There\n"
    built, findings = read(put(tmp_path, **{"ptp-hospital.csv": hospital, "ptp-practitioner.csv": practitioner}))
    titles = {document.id: document.title for document in built.graph.graph["documents"]}
    said = {
        titles[edge.evidence[0].source].split(", ")[1]: edge.properties["modifier"] for edge in edges_of(built.graph)
    }
    assert said == {"outpatient hospital": "not allowed", "practitioner": "allowed"}
    assert findings == []


def test_a_file_that_does_not_say_its_release_is_read_beside_the_others(tmp_path: Path) -> None:
    sources, findings = official_sources([put(tmp_path, **{"fees.csv": files.FEES, "fees-2026.csv": files.FEES})])
    assert len(sources) == 2
    assert [(type(finding), Path(finding.path).name) for finding in findings] == [(UnknownRelease, "fees.csv")]


def test_names_tell_apart_what_the_rows_do_not(tmp_path: Path) -> None:
    put(tmp_path, **{"AOC_V2026Q1-MCR": ADD_ONS, "AOC_V2026Q2-MCR": ADD_ONS})
    sources, findings = official_sources([tmp_path])
    assert [getattr(source, "path", Path()).name for source in sources] == ["AOC_V2026Q2-MCR"]
    assert [finding.details["release"] for finding in findings] == ["2026-01-01"]


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("AOC_V2026Q2-MCR.csv", date(2026, 4, 1)),
        ("anweb_2020_10.csv", date(2020, 10, 1)),
        ("codes-20241112", date(2024, 11, 1)),
        ("Addendum B.11122024", date(2024, 11, 1)),
        ("PPRRVU2025_Oct", date(2025, 10, 1)),
        ("PPRRVU26.csv", date(2026, 1, 1)),
        ("icd10cm-April-2025", date(2025, 4, 1)),
        ("HCPC17_CONTR_ANWEB", date(2017, 1, 1)),
        ("codes 22848", None),
    ],
)
def test_releases_in_names(text: str, release: date | None) -> None:
    assert release_in(text) == release
