"""The tabular list as a graph: small lists, and the official one that is shipped."""

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from drgpy.msdrg import DRGEngine

from graph.ingest.build import build
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.verify_quotes import verify
from graph.model.elements import Edge, Node
from graph.model.findings import UnknownCode
from graph.model.property_graph import Graph
from graph.model.source_files import package_folder
from tests.conftest import SHARED

CASES = SHARED / "cases"
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the cases are not part of the project")
LIST = """<ICD10CM.tabular><version>2026</version><chapter><name>4</name><desc>Glands (E00-E89)</desc>
<notes><note>How to use it.</note></notes><useAdditionalCode><note>code for function (E05.-)</note></useAdditionalCode>
<section id="E00-E89"><desc>All (E00-E89)</desc></section>
<section id="E00-E07"><desc>Thyroid (E00-E07)</desc>
<diag><name>E00</name><desc>Iodine</desc>
<excludes1><note>other thyroid (E00-E05)</note><note>all of it by words</note></excludes1>
<codeAlso><note>relatives (E00.-)</note></codeAlso>
<diag><name>E00.0</name><desc>One</desc><codeFirst><note>the rest (E00.-), gone (E06, E99.9)</note></codeFirst></diag>
<diag><name>E00.1</name><desc>Two</desc><includes><note>Conditions in E05.-</note></includes></diag></diag>
<diag><name>E05</name><desc>Toxic</desc></diag></section>
<section id="E20"><desc>Lone (E20)</desc><excludes2><note>thyroid (E00-E07)</note></excludes2>
<diag><name>E20</name><desc>Lone</desc><notes><note>7th characters D and S do not apply to codes in category E20 with
6th character 7 - words, or 8 - other words.</note></notes>
<sevenChrNote><note>The appropriate 7th character is to be added to each code from subcategories E20.0 and E20.1
</note></sevenChrNote>
<sevenChrDef><extension char="A">initial</extension><extension char="D">later</extension></sevenChrDef>
<diag><name>E20.0</name><desc>Zero</desc></diag><diag><name>E20.1X7</name><desc>Seven</desc></diag>
<diag><name>E20.2</name><desc>Without</desc></diag></diag></section></chapter></ICD10CM.tabular>"""


def built(path: Path) -> tuple[Graph, list[str]]:
    result = build([Icd10Cm.from_file(path)])
    return result.graph, [f"{item.details['entry']}: {item.details['code']}" for item in result.findings]


@pytest.fixture
def listed(tmp_path: Path) -> tuple[Graph, list[str]]:
    (tmp_path / "list.xml").write_text(LIST, encoding="utf-8")
    return built(tmp_path / "list.xml")


def targets(graph: Graph, source: str, kind: str) -> list[str]:
    edges = graph.out_edges(f"ICD10CM:{source}", keys=True)
    return sorted({target.partition(":")[2] for _, target, key in edges if key.partition("#")[0] == kind})


def test_header_blocks_hold_what_they_head(listed: tuple[Graph, list[str]]) -> None:
    graph, _ = listed
    assert targets(graph, "E00-E07", "IS_A") == ["E00-E89"]
    assert targets(graph, "E20", "IS_A") == ["E00-E89"]
    assert targets(graph, "E00-E89", "IS_A") == ["chapter-4"]
    assert graph.nodes["ICD10CM:chapter-4"]["code"] == "E00-E89"


def test_a_range_names_just_its_codes_without_those_at_which_it_stands(listed: tuple[Graph, list[str]]) -> None:
    graph, findings = listed
    assert targets(graph, "E00", "EXCLUDES") == ["E05"]
    assert targets(graph, "E00.0", "CODE_FIRST") == ["E00.1"]
    assert targets(graph, "E00", "CODE_ALSO") == []
    assert targets(graph, "E20", "EXCLUDES") == ["E00-E07"]
    assert targets(graph, "E00.1", "MENTIONS") == ["E05"]
    assert findings == ["E00.0: E06", "E00.0: E99.9", "E20: E07", "E20: E20.1"]


def test_what_edges_quote_is_in_the_list_word_for_word_also_from_a_table_of_seventh_characters(
    listed: tuple[Graph, list[str]],
) -> None:
    graph, _ = listed
    assert targets(graph, "E20", "MENTIONS") == ["E20.0"]
    assert list(verify(graph)) == []


def test_every_note_is_kept_with_its_words(listed: tuple[Graph, list[str]]) -> None:
    nodes = listed[0].nodes
    assert nodes["ICD10CM:E00"]["excludes1_notes"] == ("other thyroid (E00-E05)", "all of it by words")
    assert nodes["ICD10CM:chapter-4"]["general_notes"] == ("How to use it.",)
    assert nodes["ICD10CM:E20"]["excludes2_notes"] == ("thyroid (E00-E07)",)
    assert nodes["ICD10CM:E20"]["seventh_character_notes"][0].endswith("E20.1: A initial; D later")


def test_seventh_characters_hold_where_their_note_says(listed: tuple[Graph, list[str]]) -> None:
    graph, _ = listed
    made = sorted(node.partition(":")[2] for node in graph if node.startswith("ICD10CM:E20."))
    assert made == ["E20.0", "E20.0XXA", "E20.0XXD", "E20.1X7", "E20.1X7A", "E20.2"]
    assert graph.nodes["ICD10CM:E20.2"]["is_billable"]
    assert not graph.nodes["ICD10CM:E20.0"]["is_billable"]


def test_each_entry_has_its_place_in_the_list(listed: tuple[Graph, list[str]]) -> None:
    stated = {node: properties["tabular_position"] for node, properties in listed[0].nodes(data=True)}
    places = {node.partition(":")[2]: int(place) for node, place in stated.items()}
    codes = "chapter-4 E00-E89 E00-E07 E00 E00.0 E00.1 E05 E20 E20.0 E20.0XXA E20.0XXD E20.1X7 E20.1X7A E20.2"
    assert sorted(places, key=lambda code: places[code]) == codes.split()
    assert sorted(places.values()) == list(range(len(places)))


def test_the_edition_is_the_lists_own(listed: tuple[Graph, list[str]]) -> None:
    (document,) = listed[0].graph["documents"]
    assert document.edition == "fiscal year 2026"


@needs_cases
def test_case_15_ranges() -> None:
    graph, _ = built(CASES / "15-icd-range-notes" / "tabular.xml")
    assert targets(graph, "H54.8", "EXCLUDES") == ["H54.0", "H54.1", "H54.7"]
    assert targets(graph, "T66", "EXCLUDES") == ["T20", "T31"]


@needs_cases
def test_case_16_codes_outside_of_brackets() -> None:
    graph, _ = built(CASES / "16-icd-unbracketed-notes" / "tabular.xml")
    assert targets(graph, "chapter-15", "USE_ADDITIONAL") == ["Z3A"]
    assert targets(graph, "O24.0", "USE_ADDITIONAL") == ["E10"]


@pytest.fixture(scope="module")
def official() -> Icd10Cm:
    return Icd10Cm.from_package()


@pytest.fixture(scope="module")
def items(official: Icd10Cm) -> list[Node | Edge]:
    return list(official.read())


@pytest.fixture(scope="module")
def whole(items: list[Node | Edge]) -> set[str]:
    """The codes that can be reported, without their points."""
    nodes = (item for item in items if isinstance(item, Node) and item.properties["is_billable"])
    return {node.curie.partition(":")[2].replace(".", "") for node in nodes}


def test_the_shipped_list_has_the_codes_of_the_official_list_beside_it(whole: set[str]) -> None:
    """All of `code-list-….txt` that nothing in it begins with: it also has chapters, blocks and categories."""
    (path,) = package_folder("simple_icd_10_cm.data").glob("code-list-*.txt")
    listed = sorted({line.strip() for line in path.read_text(encoding="utf-8").splitlines()})
    codes = [code for code in listed if "-" not in code and not code.isdigit()]
    divided = {one for one, other in pairwise(codes) if other.startswith(one)}
    assert whole == set(codes) - divided


def test_the_grouper_knows_no_other_codes(whole: set[str]) -> None:
    """What the grouper leaves out is no principal diagnosis: external causes, and where the patient is or was."""
    known = set(DRGEngine().dxmap)
    assert known - whole == set()
    missing = whole - known
    assert {code[0] for code in missing} <= set("UVWXYZ") | {"R", "T", "S", "P"}, sorted(missing)[:20]


def test_the_list_of_the_year_before_differs_by_what_was_added_and_deleted(whole: set[str]) -> None:
    """The package `drg` has the codes of fiscal year 2025; 487 were added for 2026, and 28 deleted."""
    path = package_folder("drg.data.cms") / "icd_10_cm.csv"
    with path.open(encoding="utf-8", newline="") as file:
        before = {row[0] for row in csv.reader(file)}
    assert (len(whole - before), len(before - whole)) == (487, 28)


def edges(items: list[Node | Edge], *kinds: str) -> Iterator[Edge]:
    return (item for item in items if isinstance(item, Edge) and item.kind in kinds)


def test_no_note_leads_to_its_own_ancestor_or_itself(items: list[Node | Edge]) -> None:
    above = {edge.source: edge.target for edge in edges(items, "IS_A")}
    for edge in edges(items, "EXCLUDES", "USE_ADDITIONAL", "CODE_FIRST", "CODE_ALSO", "MENTIONS"):
        entry: str | None = edge.source
        while entry:
            assert entry != edge.target, edge
            entry = above.get(entry)


def test_the_mistakes_of_the_official_list_are_findings(official: Icd10Cm, items: list[Node | Edge]) -> None:
    """Codes and ends of ranges that the list does not have: K93 and I64 are of the international classification."""
    assert items
    found = {(item.details["entry"], item.details["code"]) for item in official.findings}
    assert all(isinstance(item, UnknownCode) for item in official.findings)
    named = {("F02", "G31.90"), ("R10.85", "R10.4"), ("Z82.3", "I64")}
    assert found == named | {(entry, "K93") for entry in ("O99.6", "Z83.7", "Z87.1")}
