"""The index of ICD-10-PCS: tables, codes, values of axes; and the one that a package ships, as it was printed."""

from pathlib import Path

import pytest

from graph.ingest.codes.indexes.lines import IndexLine
from graph.ingest.codes.indexes.packaged_lines import packaged_lines
from graph.ingest.verify_quotes import verify
from graph.model.findings import DeadEnds
from graph.model.property_graph import Graph
from graph.store import GraphStore
from tests.conftest import ask_store
from tests.graph.ingest.codes.files import TABLES, put, read
from tests.graph.ingest.codes.indexes import files
from tests.graph.ingest.codes.indexes.test_icd10cm_index import leads, referred

ALL = {"a.xml": files.PROCEDURES, "b.xml": TABLES}
INDEX = "INDEX:procedures/"


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return read(put(tmp_path, **ALL))[0].graph


def test_codes_lead_to_codes_and_their_beginnings_to_tables(graph: Graph) -> None:
    assert leads(graph, f"{INDEX}reposition/clavicle/left-closed") == [
        ("ICD10PCS:0PSBXZZ", {"role": "default", "is_incomplete": False})
    ]
    assert leads(graph, f"{INDEX}reposition/clavicle/right") == [
        ("PCSTABLE:0PS", {"role": "default", "is_incomplete": True, "prefix": "0PS9"})
    ]
    assert leads(graph, f"{INDEX}bonesetting") == [("PCSTABLE:0PS", {"role": "default", "is_incomplete": True})]


def test_terms_without_a_title_add_to_the_one_above(graph: Graph) -> None:
    assert [target for target, _ in leads(graph, f"{INDEX}reposition/twice")] == [
        "ICD10PCS:0PS9XZZ",
        "ICD10PCS:0PSB0ZZ",
    ]
    assert leads(graph, f"{INDEX}bone-collar") == [
        ("PCSPART:clavicle-left", {"role": "value"}),
        ("PCSPART:clavicle-right", {"role": "value"}),
    ]


def test_references_lead_to_terms_beside_the_codes_that_they_name(graph: Graph) -> None:
    assert referred(graph, f"{INDEX}bonesetting/collar-bone", "SEE") == [f"{INDEX}reposition/clavicle"]
    assert [said["prefix"] for _, said in leads(graph, f"{INDEX}bonesetting/collar-bone")] == ["0PS9"]
    assert list(verify(graph)) == []


def test_what_leads_nowhere_is_kept_and_found(tmp_path: Path) -> None:
    built, findings = read(put(tmp_path, **ALL))
    assert built.graph.nodes[f"{INDEX}reposition/tail"]["unknown_codes"] == ("0PSQ",)
    assert built.graph.nodes[f"{INDEX}bonework-r"]["unresolved_references"] == ("use Nothing Known in 0PS",)
    assert [(type(f), f.details["kept_as"], f.details["count"]) for f in findings] == [
        (DeadEnds, "unknown_codes", 1),
        (DeadEnds, "unresolved_references", 1),
    ]


def printed(content: str) -> list[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
    return [_shown(line) for line in packaged_lines("Mend ", content)][1:]


def _shown(line: IndexLine) -> tuple[int, str, tuple[str, ...], tuple[str, ...]]:
    codes = (code.text for code in line.codes)
    references = (" ".join((one.kind, one.text, *one.codes)) for one in line.references)
    return line.depth, line.title, tuple(codes), tuple(references)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("Arm\n\tLeft **0AA1**", [(1, "Arm", (), ()), (2, "Left", ("0AA1",), ())]),
        ("(continued)\nArm (continued)\n\tRight **0AA2**", [(1, "Arm", (), ()), (2, "Right", ("0AA2",), ())]),
        ("**0AA1ZZZ**\n**0AA2ZZZ**", [(0, "Mend", ("0AA1ZZZ",), ()), (0, "Mend", ("0AA2ZZZ",), ())]),
        ("A long\n**0AA1ZZZ**", [(1, "A long", (), ()), (1, "A long", ("0AA1ZZZ",), ())]),
        ("see Repair, Arm **0AQ**", [(0, "Mend", (), ("SEE Repair, Arm 0AQ",))]),
        ("Arm\n\tsee Repair, Arm **0AQ**", [(1, "Arm", (), ()), (1, "Arm", (), ("SEE Repair, Arm 0AQ",))]),
        ("With a pin see Pin", [(1, "With a pin", (), ("SEE Pin",))]),
        ("use A Device of a Long\nName", [(0, "Mend", (), ("USE A Device of a Long Name",))]),
        ("use Pin in **0AH**\nuse Rod", [(0, "Mend", (), ("USE Pin in 0AH",)), (0, "Mend", (), ("USE Rod",))]),
        (
            "Arm\n\tUpper\n\t\tBone **0AA1**\nShaft **0AA2**\n\t\tJoint **0AA3**",
            [
                (1, "Arm", (), ()),
                (2, "Upper", (), ()),
                (3, "Bone", ("0AA1",), ()),
                (4, "Shaft", ("0AA2",), ()),
                (3, "Joint", ("0AA3",), ()),
            ],
        ),
    ],
)  # fmt: skip
def test_printed_lines_are_put_together(
    content: str, lines: list[tuple[int, str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert printed(content) == lines


def test_the_shipped_index_is_asked_from_both_ends(shipped: GraphStore) -> None:
    query = """{
      indexTerm(curie: "INDEX:procedures/abdominohysterectomy") {
        index level see { edges { node { name } } }
        leadsTo { edges { isIncomplete prefix role node { curie } } }
      }
      bodyPart(curie: "PCSPART:peritoneal-cavity") { indexTerms(first: 1) { totalCount nodes { name } } }
    }"""
    answer = ask_store(shipped, query)
    assert answer["errors"] == []
    assert answer["data"]["indexTerm"] == {
        "index": "PROCEDURES",
        "level": 0,
        "see": {"edges": [{"node": {"name": "Resection, Uterus"}}]},
        "leadsTo": {
            "edges": [
                {"isIncomplete": True, "prefix": "0UT9", "role": "DEFAULT", "node": {"curie": "PCSTABLE:0UT"}},
            ]
        },
    }
    assert answer["data"]["bodyPart"]["indexTerms"]["totalCount"] >= 1
