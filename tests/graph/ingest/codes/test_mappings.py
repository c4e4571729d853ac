"""Mappings in SSSOM: the format, and the shipped sets against the official tables."""

import csv
from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.icd10pcs import Icd10PcsTables
from graph.ingest.sssom import NO_TERM, SssomMappings
from graph.model.elements import Edge, Node
from graph.model.findings import (
    DanglingEdge,
    InvalidProperty,
    MalformedFile,
    MalformedRow,
    NegativeMapping,
    SourceError,
)
from graph.model.property_graph import edges_of, iter_nodes
from tests.conftest import SHARED
from tests.shipped import MAPPINGS, PAGES, build_from_pages
from tests.world import EDGES, NODES, World

HEAD = "#mapping_set_id: https://example.org/m\n#license: https://example.org/l\n#curie_map:\n#  RISK: https://example.org/r\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\n"
ROW = "INDICATION:sprain\tskos:exactMatch\tICD10CM:S93.4\tSprain of ankle\tsemapv:ManualMappingCuration\t0.9\n"
TABLES = SHARED / "codesets" / "icd10pcs_tables_2025.xml"


def read(folder: Path, text: str) -> tuple[list[type[SourceError]], list[str]]:
    (folder / "m.sssom.tsv").write_text(text)
    built = build([World([*NODES, *EDGES]), SssomMappings(folder)])
    mapped = [f"{edge.source} {edge.target}" for edge in edges_of(built.graph) if edge.kind == "MAPS_TO"]
    return [type(finding) for finding in built.findings], mapped


def test_a_row_is_an_edge_that_quotes_it(tmp_path: Path) -> None:
    (tmp_path / "m.sssom.tsv").write_text(HEAD + COLUMNS + ROW)
    graph = build([World([*NODES, *EDGES]), SssomMappings(tmp_path)]).graph
    said = graph.edges["INDICATION:sprain", "ICD10CM:S93.4", "MAPS_TO"]
    assert (said["predicate"], said["confidence"]) == ("skos:exactMatch", 0.9)
    (evidence,) = said["evidence"]
    assert (evidence.section, evidence.quote) == ("line 6", ROW.rstrip("\n"))
    assert (HEAD + COLUMNS + ROW)[evidence.start : evidence.end] == evidence.quote
    # No code system was read, so the code is known by this mention alone.
    assert graph.nodes["ICD10CM:S93.4"] == {
        "kind": "Diagnosis",
        "name": "Sprain of ankle",
        "code": "S93.4",
        "is_deleted": False,
        "is_former_code": False,
        "is_stub": True,
    }


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (COLUMNS + ROW, [MalformedFile]),
        (HEAD + "subject_id\tobject_id\n", [MalformedFile]),
        (HEAD + COLUMNS + ROW.replace("0.9", "high"), [MalformedRow]),
        (HEAD + COLUMNS + ROW.replace("0.9", "1.5"), [MalformedRow]),
        (HEAD + COLUMNS + ROW.replace("0.9", "nan"), [MalformedRow]),
        (HEAD + COLUMNS + ROW[: ROW.index("semapv")] + "\n", [MalformedRow]),
        (HEAD + COLUMNS + ROW.replace("ICD10CM:S93.4", "S93.4"), [MalformedRow]),
        (HEAD + COLUMNS + ROW.replace("exactMatch", "sameThing"), [InvalidProperty]),
        (HEAD + COLUMNS + ROW.replace("Sprain of ankle", ""), [DanglingEdge]),
        (HEAD + COLUMNS + ROW.replace("ICD10CM:S93.4", NO_TERM), []),
        (HEAD + COLUMNS + ROW.replace("INDICATION:sprain", "INDICATION:elsewhere"), []),
    ],
)
def test_a_bad_set_or_row_is_a_finding(tmp_path: Path, text: str, findings: list[type[SourceError]]) -> None:
    assert read(tmp_path, text) == (findings, [])


MODIFIED = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification\n"


def modified(modifier: str, object_id: str = "ICD10CM:S93.4") -> str:
    row = f"INDICATION:sprain\tskos:exactMatch\t{modifier}\t{object_id}\tSprain\tsemapv:ManualMappingCuration\n"
    return HEAD + MODIFIED + row


@pytest.mark.parametrize(
    ("modifier", "findings", "mapped"),
    [
        ("Not", [NegativeMapping], []),
        ("not", [NegativeMapping], []),
        ("Perhaps", [MalformedRow], []),
        ("", [], ["INDICATION:sprain ICD10CM:S93.4"]),
    ],
)
def test_a_negative_mapping_is_no_edge(
    tmp_path: Path, modifier: str, findings: list[type[SourceError]], mapped: list[str]
) -> None:
    assert read(tmp_path, modified(modifier)) == (findings, mapped)


def test_a_negative_mapping_says_of_what_and_leaves_no_node_behind(tmp_path: Path) -> None:
    (tmp_path / "m.sssom.tsv").write_text(modified("Not", "LAY:twisted-ankle"))
    built = build([World([*NODES, *EDGES]), SssomMappings(tmp_path)])
    (finding,) = built.findings
    assert finding.line == 6
    assert (finding.details["subject"], finding.details["object"]) == ("INDICATION:sprain", "LAY:twisted-ankle")
    assert "LAY:twisted-ankle" not in built.graph


@pytest.mark.parametrize(("modifier", "count"), [("Not", 0), ("Perhaps", 1)])
def test_what_a_row_denies_is_not_inferred_from_names(tmp_path: Path, modifier: str, count: int) -> None:
    (tmp_path / "m.sssom.tsv").write_text(modified(modifier))
    diagnosis = Node("ICD10CM:S93.4", "Diagnosis", "Sprain")
    built = build([World([*NODES, diagnosis, *EDGES]), SssomMappings(tmp_path)])
    assert built.graph.number_of_edges("INDICATION:sprain", "ICD10CM:S93.4") == count


def rows(name: str) -> list[dict[str, str]]:
    text = (MAPPINGS / f"{name}.sssom.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def pages() -> dict[str, Node]:
    return {node.curie: node for node in iter_nodes(build_from_pages([PAGES]).graph)}


def test_every_indication_and_every_procedure_is_mapped(pages: dict[str, Node]) -> None:
    mapped = {row["subject_id"] for name in ("indication-icd10cm", "procedure-icd10pcs") for row in rows(name)}
    assert {c for c, node in pages.items() if node.kind in ("Indication", "Procedure")} - mapped == set()
    assert mapped - set(pages) == set()


def test_every_diagnosis_is_in_the_official_list_under_that_title() -> None:
    official = {item.curie: item.name for item in Icd10Cm.from_package().read() if isinstance(item, Node)}
    named = {row["object_id"]: row["object_label"] for row in rows("indication-icd10cm")}
    assert {curie: label for curie, label in named.items() if curie != NO_TERM and official.get(curie) != label} == {}


@pytest.mark.skipif(not TABLES.exists(), reason="the official ICD-10-PCS tables are not part of the project")
def test_every_procedure_code_and_table_is_in_the_official_tables() -> None:
    official = {item.curie for item in Icd10PcsTables(TABLES).read() if isinstance(item, Node)}
    assert len([curie for curie in official if curie.startswith("ICD10PCS:")]) == 78_948
    assert [
        row["object_id"] for row in rows("procedure-icd10pcs") if row["object_id"] not in {*official, NO_TERM}
    ] == []


def test_confidence_and_justification_are_given() -> None:
    for name in ("indication-icd10cm", "procedure-icd10pcs"):
        for row in rows(name):
            assert 0.5 <= float(row["confidence"]) <= 1
            assert row["mapping_justification"] == "semapv:ManualMappingCuration"


def expanded(tmp_path: Path, codes: str, *more: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The mappings of a row with `object_codes` over three known codes, and what was found wrong."""
    rows = f"PAGE:hip\tskos:broadMatch\tPCSTABLE:0SR\tReplacement\tsemapv:ManualMappingCuration\t{codes}\n"
    head = "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tobject_codes\n"
    (tmp_path / "m.sssom.tsv").write_text(HEAD + head + rows + "".join(more))
    source = SssomMappings(tmp_path)
    known = ("0SR90JZ", "0SRB0JZ", "0SRC0JZ")
    source.nodes = {f"ICD10PCS:{code}": Node(f"ICD10PCS:{code}", "Procedure", code) for code in known}
    edges = [item for item in source.read() if isinstance(item, Edge)]
    return [(edge.target, str(edge.properties["predicate"])) for edge in edges], [str(item) for item in source.findings]


def test_a_table_of_which_some_codes_are_meant_is_mapped_to_these(tmp_path: Path) -> None:
    edges, findings = expanded(tmp_path, "0SR[9B]0")
    assert edges == [("ICD10PCS:0SR90JZ", "skos:narrowMatch"), ("ICD10PCS:0SRB0JZ", "skos:narrowMatch")]
    assert findings == []


@pytest.mark.parametrize("codes", ["0SR(9|B)*", "[", "0SR[9", "hip"])
def test_codes_that_are_no_characters_and_classes_are_a_finding(tmp_path: Path, codes: str) -> None:
    edges, findings = expanded(tmp_path, codes)
    assert edges == []
    assert len(findings) == 1
