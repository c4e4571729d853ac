"""General equivalence mappings: which way a file goes, what its flags say, and what is not there any more."""

from collections import Counter
from pathlib import Path

import pytest

from graph.ingest.build import BuildResult, build
from graph.ingest.codes.gems.cut_titles import CutTitles
from graph.ingest.codes.gems.mapped_codes import ICD9_DIAGNOSES, ICD9_PROCEDURES
from graph.ingest.codes.gems.mapping_file import GeneralEquivalenceMapping
from graph.ingest.codes.gems.packaged_mapping import PackagedProcedureMapping
from graph.ingest.files.recognition import recognise
from graph.model.elements import Edge, Node
from graph.model.findings import UnknownCode
from graph.model.property_graph import edges_of
from graph.search.search_types import Search
from graph.store import GraphStore
from tests.conftest import SHARED
from tests.graph.ingest.codes.files import put
from tests.world import World

# Lines of CMS's own files of fiscal year 2018.
TO_ICD10 = """0010  A000    00000
04109 B954    10000
24900 E0800   10111
24900 E0801   10121
36570 NoDx    11000
E8000 V8100XA 10000
V1000 Z8500   10000
"""
# One of CMS's lines has a code in lower case.
LOWER_CASE = "A000    0010  00000\nR29700  v5889 10000\n"
TO_ICD9 = "A000    0010  00000\nE0800   24900 10000\nR29700  NoDx  11000\nZ9999   4019  00000\n"
PROCEDURES = "0040 NoPCS   11000\n0050 02H40JZ 10113\n0050 02H60JZ 10114\n4701 0DTJ4ZZ 10000\n"
KNOWN = ("A00.0", "B95.4", "E08.00", "E08.01", "V81.00XA", "Z85.00", "R29.700")
GEMS = SHARED / "codesets" / "as-published" / "gems"
needs_gems = pytest.mark.skipif(not GEMS.is_dir(), reason="the official mappings are not part of the project")


def codes() -> World:
    """Some codes of ICD-10."""
    diagnoses = [Node(f"ICD10CM:{code}", "Diagnosis", f"Disease {code}") for code in KNOWN]
    procedures = [
        Node(f"ICD10PCS:{code}", "Procedure", f"Procedure {code}", {"slug": code.lower()})
        for code in ("02H40JZ", "02H60JZ", "0DTJ4ZZ")
    ]
    return World([*diagnoses, *procedures])


def read(path: Path) -> BuildResult:
    source = recognise(path)
    assert isinstance(source, GeneralEquivalenceMapping)
    return build([codes(), source])


def mappings(built: BuildResult) -> dict[tuple[str, str], Edge]:
    return {(edge.source, edge.target): edge for edge in edges_of(built.graph) if edge.kind == "GEM_MAPS_TO"}


def test_a_mapping_leads_from_the_older_codes_to_those_that_are_there(tmp_path: Path) -> None:
    built = read(put(tmp_path, **{"2018_any.txt": TO_ICD10}) / "2018_any.txt")
    found = mappings(built)
    assert set(found) == {
        ("ICD9CM:001.0", "ICD10CM:A00.0"),
        ("ICD9CM:041.09", "ICD10CM:B95.4"),
        ("ICD9CM:249.00", "ICD10CM:E08.00"),
        ("ICD9CM:249.00", "ICD10CM:E08.01"),
        ("ICD9CM:E800.0", "ICD10CM:V81.00XA"),
        ("ICD9CM:V10.00", "ICD10CM:Z85.00"),
    }
    assert found["ICD9CM:001.0", "ICD10CM:A00.0"].properties == {"is_approximate": False, "is_combination": False}
    assert built.findings == []
    (document,) = [item for item in built.graph.graph["documents"] if item.id.startswith("gems/")]
    assert document.edition == "fiscal year 2018"


def test_a_combination_says_its_scenario_and_choice_list(tmp_path: Path) -> None:
    found = mappings(read(put(tmp_path, **{"gem.txt": TO_ICD10}) / "gem.txt"))
    assert found["ICD9CM:249.00", "ICD10CM:E08.01"].properties == {
        "is_approximate": True,
        "is_combination": True,
        "scenario": 2,
        "choice_list": 1,
    }


def test_what_maps_to_nothing_says_so(tmp_path: Path) -> None:
    built = read(put(tmp_path, **{"gem.txt": TO_ICD10}) / "gem.txt")
    assert built.graph.nodes["ICD9CM:365.70"]["gem_no_map"] is True
    assert "gem_no_map" not in built.graph.nodes["ICD9CM:001.0"]
    back = read(put(tmp_path, **{"back.txt": TO_ICD9}) / "back.txt")
    assert back.graph.nodes["ICD10CM:R29.700"]["gem_no_map"] is True
    assert set(mappings(back)) == {("ICD10CM:A00.0", "ICD9CM:001.0"), ("ICD10CM:E08.00", "ICD9CM:249.00")}


def test_a_code_that_was_deleted_since_is_kept_and_found(tmp_path: Path) -> None:
    text = TO_ICD10 + "0010  A000X   10000\n"
    built = read(put(tmp_path, **{"gem.txt": text}) / "gem.txt")
    assert built.graph.nodes["ICD9CM:001.0"]["unknown_codes"] == ("A000X",)
    (finding,) = built.findings
    assert isinstance(finding, UnknownCode)
    assert finding.details["examples"] == ["A000X"]
    (other,) = read(put(tmp_path, **{"back.txt": TO_ICD9}) / "back.txt").findings
    assert other.details["examples"] == ["Z99.99"]


def test_procedures_show_themselves_by_their_codes(tmp_path: Path) -> None:
    found = mappings(read(put(tmp_path, **{"gem.txt": PROCEDURES}) / "gem.txt"))
    assert set(found) == {
        ("ICD9PCS:00.50", "ICD10PCS:02H40JZ"),
        ("ICD9PCS:00.50", "ICD10PCS:02H60JZ"),
        ("ICD9PCS:47.01", "ICD10PCS:0DTJ4ZZ"),
    }


def test_procedures_are_mapped_back_too(tmp_path: Path) -> None:
    built = read(put(tmp_path, **{"gem.txt": "0DTJ4ZZ 4701    10000\n02H60JZ NoPCS   11000\n"}) / "gem.txt")
    assert set(mappings(built)) == {("ICD10PCS:0DTJ4ZZ", "ICD9PCS:47.01")}
    assert built.graph.nodes["ICD10PCS:02H60JZ"]["gem_no_map"] is True
    assert built.findings == []


def test_a_code_in_lower_case_is_the_same(tmp_path: Path) -> None:
    found = mappings(read(put(tmp_path, **{"gem.txt": LOWER_CASE}) / "gem.txt"))
    assert ("ICD10CM:R29.700", "ICD9CM:V58.89") in found


def test_a_line_that_is_no_pair_is_a_finding(tmp_path: Path) -> None:
    built = read(put(tmp_path, **{"gem.txt": TO_ICD10 + "0010  A000\n"}) / "gem.txt")
    assert [(type(finding).__name__, finding.line) for finding in built.findings] == [("MalformedRow", 8)]


@pytest.mark.parametrize(
    ("code", "curie"),
    [("042", "ICD9CM:042"), ("V700", "ICD9CM:V70.0"), ("E9600", "ICD9CM:E960.0"), ("4019", "ICD9CM:401.9")],
)
def test_codes_have_their_points(code: str, curie: str) -> None:
    assert ICD9_DIAGNOSES.curie(code) == curie
    assert ICD9_PROCEDURES.curie("0066") == "ICD9PCS:00.66"


def test_a_title_is_restored_only_where_one_letter_fits() -> None:
    words = CutTitles.from_titles(["Total replacement of hip, other", "Bone and zone"])
    assert words.restored("otal hip replacement") == "Total hip replacement"
    assert words.restored("one graft") == "…one graft"
    assert words.restored("nknown words") == "…nknown words"
    assert words.restored("Endoscopic] polypectomy of rectum") == "[Endoscopic] polypectomy of rectum"


def test_the_packaged_procedures_have_titles_and_codes() -> None:
    """81.51 is 'Total hip replacement' and 47.01 'Laparoscopic appendectomy' (ICD-9-CM, volume 3)."""
    words = Node("PAGE:words", "Procedure", "Total or laparoscopic other excision", {"slug": "words"})
    built = build([World([*codes().items, words]), PackagedProcedureMapping()])
    assert built.graph.nodes["ICD9PCS:81.51"]["name"] == "Total hip replacement"
    assert built.graph.nodes["ICD9PCS:47.01"]["name"] == "Laparoscopic appendectomy"
    assert built.graph.nodes["ICD9PCS:00.40"]["gem_no_map"] is True
    assert ("ICD9PCS:47.01", "ICD10PCS:0DTJ4ZZ") in mappings(built)


@needs_gems
@pytest.mark.parametrize(
    ("name", "rows", "unmapped"), [("2018_I9gem.txt", 24_860, 422), ("2018_I10gem.txt", 81_593, 731)]
)
def test_the_published_mappings_are_read_whole(shipped: GraphStore, name: str, rows: int, unmapped: int) -> None:
    """The counts are those of the list of the published files."""
    graph = shipped.topology.graph
    first, end = graph.beginning("ICD10CM:")
    nodes = {graph.curie(number): graph.node(number) for number in range(first, end)}
    source = recognise(GEMS / name)
    assert isinstance(source, GeneralEquivalenceMapping)
    source.nodes = nodes
    items = list(source.read())
    said = Counter(type(item).__name__ for item in items if isinstance(item, Edge) or "gem_no_map" in item.properties)
    deleted = sum(int(str(finding.details["rows"])) for finding in source.findings)
    # Diagnoses without an equivalent that were deleted since are not there.
    assert unmapped - 10 <= said["Node"] <= unmapped
    assert rows - unmapped - deleted == said["Edge"]
    assert deleted < rows / 100


@pytest.mark.parametrize("text", ["47.01", "icd9 47.01", "ICD-9-CM 47.01", "ICD9PCS:47.01", "4701"])
def test_codes_of_icd9_are_found_as_people_write_them(shipped: GraphStore, text: str) -> None:
    (first, *_) = shipped.search(Search(text, limit=3)).hits
    assert first.curie == "ICD9PCS:47.01"


def test_a_number_means_a_group_before_a_code_without_its_point(shipped: GraphStore) -> None:
    """29.1 is a diagnostic procedure of the pharynx, and 291 the group of heart failure."""
    (first, *_) = shipped.search(Search("291", limit=3)).hits
    assert first.curie == "MSDRG:291"
