"""Official files: read whole, and what is wrong with them found."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from graph.ingest.files.recognition import official_sources
from graph.ingest.verify_quotes import verify
from graph.model.findings import (
    ConflictingNode,
    MalformedFile,
    MalformedRow,
    SourceError,
    UndecodableText,
    UnknownCode,
    UnreadableFile,
    UnrecognisedFile,
)
from graph.model.property_graph import Graph
from tests.graph.ingest.codes import files
from tests.graph.ingest.codes.files import put, read


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    built, _ = read(put(tmp_path, **files.ALL))
    return built.graph


def targets(graph: Graph, source: str, kind: str) -> list[str]:
    return sorted(target for _, target, key in graph.out_edges(source, keys=True) if key.partition("#")[0] == kind)


def test_diagnoses_hang_in_their_tree_with_seventh_characters(graph: Graph) -> None:
    assert graph.nodes["ICD10CM:S42.00XA"]["name"] == "Fracture of clavicle, unspecified, initial encounter"
    assert graph.nodes["ICD10CM:S42.00XA"]["is_billable"]
    assert graph.nodes["ICD10CM:S42.00"]["level"] == "subcategory"
    line = ["ICD10CM:S42.00XA"]
    while above := targets(graph, line[-1], "IS_A"):
        line += above
    assert line[1:] == [f"ICD10CM:{code}" for code in ("S42.00", "S42.0", "S42", "S40-S49", "chapter-19")]
    assert graph.nodes["ICD10CM:S42.0"]["synonyms"] == ("Broken collar bone",)


def test_notes_name_codes_and_the_codes_of_ranges(graph: Graph) -> None:
    assert targets(graph, "ICD10CM:S42", "EXCLUDES") == ["ICD10CM:S48", "ICD10CM:S48"]
    said = graph.edges["ICD10CM:S42", "ICD10CM:S48", "EXCLUDES"]
    assert said["excludes_type"] == "excludes1"
    assert said["evidence"][0].quote == "traumatic amputation of shoulder (S48.-)"


def test_a_code_has_its_seven_axes(graph: Graph) -> None:
    axes = {
        kind: targets(graph, "ICD10PCS:0PS9XZZ", kind)
        for kind in ("IN_SECTION", "IN_BODY_SYSTEM", "HAS_ROOT_OPERATION", "ON_BODY_PART", "USES_APPROACH",
                     "USES_DEVICE", "HAS_QUALIFIER", "IN_TABLE")
    }  # fmt: skip
    assert axes == {
        "IN_SECTION": ["PCSSECTION:0"],
        "IN_BODY_SYSTEM": ["PCSSYSTEM:0P"],
        "HAS_ROOT_OPERATION": ["PCSOPERATION:0S"],
        "ON_BODY_PART": ["PCSPART:clavicle-right"],
        "USES_APPROACH": ["PCSAPPROACH:external"],
        "USES_DEVICE": ["PCSDEVICE:no-device"],
        "HAS_QUALIFIER": ["PCSQUALIFIER:no-qualifier"],
        "IN_TABLE": ["PCSTABLE:0PS"],
    }
    assert "location" in graph.nodes["PCSOPERATION:0S"]["definition"]
    assert len([curie for curie in graph if curie.startswith("ICD10PCS:")]) == 4


def test_descriptors_and_what_tables_add_to_a_code(graph: Graph) -> None:
    assert graph.nodes["HCPCS:A4565"]["is_active"]
    assert not graph.nodes["HCPCS:Q4000"]["is_active"]
    code = graph.nodes["CPT:99992"]
    assert code["name"].startswith("Something more")
    assert code["licensed"] == ("name", "descriptor")
    assert (code["is_add_on"], code["add_on_type"], code["global_days"], code["assistant_indicator"]) == (
        True, "1", "ZZZ", "2",
    )  # fmt: skip
    assert not code["is_stub"]


def test_add_on_codes_and_bundles(graph: Graph) -> None:
    assert targets(graph, "CPT:99992", "ADD_ON_TO") == ["CPT:99990", "CPT:99991"]
    assert targets(graph, "CPT:99993", "ADD_ON_TO") == []
    assert graph.nodes["CPT:99993"]["is_stub"]
    assert targets(graph, "CPT:99991", "BUNDLED_WITH") == ["CPT:99992"]
    assert graph.edges["HCPCS:A4565", "CPT:99991", "BUNDLED_WITH"]["modifier"] == "not allowed"


def test_categories_and_places(graph: Graph) -> None:
    assert targets(graph, "HCPCS:A4565", "IN_CATEGORY") == ["CATEGORY:rbcs/dme/orthotic-devices/slings"]
    assert targets(graph, "CPT:99991", "IN_CATEGORY") == ["CATEGORY:rbcs/procedure/musculoskeletal"]
    assert targets(graph, "CATEGORY:rbcs/dme/orthotic-devices", "IS_A") == ["CATEGORY:rbcs/dme"]
    assert [curie for curie in graph if curie.startswith("POS:")] == ["POS:01"]


def test_medicare_documents(graph: Graph) -> None:
    active, retired = graph.nodes["POLICY:palmetto-gba-l1"], graph.nodes["POLICY:palmetto-gba-l2"]
    assert (active["status"], active["effective_date"], active["jurisdiction"]) == (
        "active",
        "2025-08-14",
        "MAC - Part A",
    )
    assert (retired["status"], retired["retired_date"]) == ("retired", "2024-12-31")


def test_a_mention_in_an_article_is_never_coverage(graph: Graph) -> None:
    article = "POLICY:centers-for-medicare-medicaid-services-a9"
    assert graph.edges["ICD10CM:S48", article, "LISTED_BY"]["coverage"] == "conditional"
    assert graph.edges["CPT:99991", article, "GOVERNED_BY"]["coverage"] == "mentioned"
    assert graph.edges["HCPCS:A4565", article, "GOVERNED_BY"]["coverage"] == "mentioned"


def test_policies_of_plans_expand_ranges_and_understand_words(graph: Graph) -> None:
    listed = [curie for curie in graph if graph.has_edge(curie, "POLICY:good-health-7", "LISTED_BY")]
    assert listed == ["ICD10CM:S42.00XA", "ICD10CM:S42.00XD", "ICD10CM:S48"]
    assert graph.edges["HCPCS:A4565", "POLICY:good-health-7", "GOVERNED_BY"]["coverage"] == "mentioned"
    assert graph.nodes["POLICY:good-health-8"]["applies_to_all"] == "ICD10CM: conditional"
    assert list(graph.predecessors("POLICY:good-health-9")) == []


def test_what_is_wrong_is_found_with_file_and_line(tmp_path: Path) -> None:
    _, findings = read(put(tmp_path, **files.ALL))
    told = sorted((Path(f.path).name, f.line or 0, type(f).__name__) for f in findings)
    assert told == [
        ("eight.csv", 4, "MalformedRow"),
        ("five.csv", 5, "MalformedRow"),
        ("four.dat", 5, "MalformedRow"),
        ("one.xml", 0, "UnknownCode"),
        ("one.xml", 0, "UnknownCode"),
        ("ten.csv", 6, "UnknownCode"),
        ("ten.csv", 7, "MalformedRow"),
        ("three", 4, "MalformedRow"),
        ("three", 5, "MalformedRow"),
    ]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><ICD10CM.tabular>&b;</ICD10CM.tabular>'
)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (files.HCPCS.replace("long_description", "words"), UnrecognisedFile),
        (files.ICD10CM[:700], MalformedFile),
        (BOMB, MalformedFile),
        (files.TABLES.replace("</pcsRow>", ""), MalformedFile),
        ('{"policies": [', MalformedFile),
        ("\x00\x01\x02", UnrecognisedFile),
        ("", UnrecognisedFile),
        (gzip.compress(files.EDITS.encode())[:-30], UnrecognisedFile),
    ],
)
def test_a_bad_file_is_a_finding_and_the_others_are_read(
    tmp_path: Path, content: str | bytes, finding: type[SourceError]
) -> None:
    built, findings = read(put(tmp_path, bad=content, good=files.ADD_ONS.replace("x,99994,1\n", "")))
    assert [type(found) for found in findings] == [finding]
    assert findings[0].path.endswith("bad")
    assert built.graph.has_edge("CPT:99992", "CPT:99991", "ADD_ON_TO")


def test_a_packed_file_that_breaks_off_is_read_up_to_there(tmp_path: Path) -> None:
    packed = gzip.compress((files.EDITS + "99991,99990,,1,Again\n" * 5000).encode())
    _, findings = read(put(tmp_path, **{"edits.gz": packed[:-12]}))
    assert MalformedFile in {type(found) for found in findings}


def test_records_in_latin_1_and_a_record_cut_short(tmp_path: Path) -> None:
    built, findings = read(put(tmp_path, records=files.anweb(cut=True)))
    assert built.graph.nodes["HCPCS:A4565"]["name"] == "Slings, café of any make"
    assert built.graph.nodes["HCPCS:A4565"]["added_date"] == "1986-01-01"
    assert [type(found) for found in findings] == [UndecodableText, MalformedRow]


def test_two_files_that_disagree_about_a_code(tmp_path: Path) -> None:
    other = files.HCPCS.split("\n")[0] + "\nA4565,Slings,Slings of another title,C,D1F,,N,1986-01-01,,1996-09-10,\n"
    good = "\n".join(files.HCPCS.split("\n")[:2]) + "\n"
    built, findings = read(put(tmp_path, a=good, b=other))
    (finding,) = findings
    assert isinstance(finding, ConflictingNode)
    assert (Path(finding.path).name, finding.line) == ("b", 2)
    assert built.graph.nodes["HCPCS:A4565"]["name"] == "Slings"


def test_a_place_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    sources, findings = official_sources([tmp_path / "nowhere"])
    assert sources == []
    assert [type(finding) for finding in findings] == [UnreadableFile]


def test_a_finding_of_an_unknown_code_says_which(tmp_path: Path) -> None:
    _, findings = read(put(tmp_path, plan=files.PLAN))
    unknown = [finding.details["code"] for finding in findings if isinstance(finding, UnknownCode)]
    assert "A4S65" in unknown


def test_licensed_descriptors_are_marked_in_their_document_and_on_their_nodes(graph: Graph) -> None:
    held = {document.title: document.redistributable for document in graph.graph["documents"]}
    assert [title for title, passed_on in held.items() if not passed_on] == ["CPT long descriptions"]
    assert "licensed" not in graph.nodes["HCPCS:A4565"]


def test_every_quote_of_official_files_holds_until_one_is_changed(tmp_path: Path, graph: Graph) -> None:
    assert [str(failure) for failure in verify(graph)] == []
    (tmp_path / "one.xml").write_text(files.ICD10CM.replace("traumatic amputation of shoulder", "something else"))
    assert ["has changed" in str(failure) for failure in verify(graph)] == [True]


def test_a_quote_that_no_passage_holds_fails(graph: Graph) -> None:
    said = graph.edges["ICD10CM:S42", "ICD10CM:S48", "EXCLUDES"]
    said["evidence"] = (replace(said["evidence"][0], quote="nothing like it"),)
    assert ["no such passage" in str(failure) for failure in verify(graph)] == [False, True]
