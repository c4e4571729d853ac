"""Files of edges of one's own kinds: what is wrong with a row is told, and all other rows are read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.ingest import own_edges
from graph.ingest.own_edges import OwnEdges
from graph.model.elements import Edge
from graph.model.findings import SourceError
from graph.model.ontology import SHIPPED
from graph.model.ontology.own_kinds import read_own_kinds
from tests.own_ontology import EDGES, ONTOLOGY

HEADER = "subject\tpredicate\tobject\tdays_before\textent\tforms\n"
RIGHT = "PAGE:cast\tASSESSED_BY\tROLE:nurse\t3\tin full\tA 1|B 2\n"
Read = Callable[[str], tuple[list[Edge], list[SourceError]]]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    (tmp_path / "ontology.toml").write_text(ONTOLOGY, encoding="utf-8")
    monkeypatch.setattr(own_edges, "OWN_KINDS", read_own_kinds([str(tmp_path / "ontology.toml")], SHIPPED))

    def read_text(text: str) -> tuple[list[Edge], list[SourceError]]:
        (tmp_path / "edges").mkdir(exist_ok=True)
        (tmp_path / "edges" / "clinic.tsv").write_text(text, encoding="utf-8")
        source = OwnEdges(tmp_path / "edges", "clinic")
        return list(source.read()), source.findings

    return read_text


def test_each_row_is_an_edge_with_its_row_as_evidence(read: Read) -> None:
    edges, findings = read(EDGES)
    assert findings == []
    assert [(edge.source, edge.kind, edge.target) for edge in edges] == [
        ("PAGE:cast", "ASSESSED_BY", "ROLE:nurse"),
        ("PAGE:cast", "ASSESSED_BY", "ROLE:surgeon"),
        ("PAGE:splint", "ASSESSED_BY", "ROLE:nurse"),
        ("PAGE:cast", "SHARES_ROOM_WITH", "PAGE:splint"),  # Symmetric: the other way round in the file.
        ("PAGE:cast", "TREATS_FIRST", "INDICATION:fracture"),
    ]
    assert edges[0].properties == {"days_before": 3, "extent": "in full", "forms": ("A 1", "B 2")}
    assert edges[2].properties == {}
    for edge in edges:
        (evidence,) = edge.evidence
        assert EDGES[evidence.start : evidence.end] == evidence.quote
        assert EDGES.split("\n")[int(str(evidence.section).removeprefix("line ")) - 1] == evidence.quote


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("cast\tASSESSED_BY\tROLE:nurse", "subject"),
        ("\tASSESSED_BY\tROLE:nurse", "subject"),
        ("PAGE:cast\tASSESSED_BY", "object"),
        ("PAGE:cast\tASSESSED_BY\tPAGE:cast", "object"),
        ("PAGE:cast\tASSESED_BY\tROLE:nurse", "predicate"),
        ("PAGE:cast\tHAS_RISK\tRISK:infection", "predicate"),
        ("PAGE:cast\t\tROLE:nurse", "predicate"),
        ("PAGE:cast\tASSESSED_BY\tROLE:nurse\t3.5", "days_before"),
        ("PAGE:cast\tASSESSED_BY\tROLE:nurse\t2147483648", "days_before"),
        ("PAGE:cast\tASSESSED_BY\tROLE:nurse\t²", "days_before"),
        ("PAGE:cast\tASSESSED_BY\tROLE:nurse\t1\tbriefly", "extent"),
        ("PAGE:cast\tTREATS_FIRST\tINDICATION:fracture\t1", "days_before"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_column(row: str, column: str, read: Read) -> None:
    edges, findings = read(f"{HEADER}{row}\n{RIGHT}")
    assert [edge.target for edge in edges] == ["ROLE:nurse"]
    assert [(finding.line, finding.details["field"]) for finding in findings] == [(2, column)]


def test_all_that_is_wrong_with_a_row_is_told(read: Read) -> None:
    edges, findings = read(f"{HEADER}cast\tASSESSED_BY\tnurse\tsoon\n")
    assert edges == []
    assert [finding.details["field"] for finding in findings] == ["subject", "object", "days_before"]


def test_an_unknown_kind_is_told_once(read: Read) -> None:
    _, (finding,) = read(HEADER + "PAGE:cast\tASSESED_BY\tROLE:nurse\n" * 50)
    assert (finding.line, finding.details["did_you_mean"]) == (2, "ASSESSED_BY")


def test_a_row_with_too_many_cells_is_left_out(read: Read) -> None:
    edges, (finding,) = read(f"{HEADER}PAGE:cast\tASSESSED_BY\tROLE:nurse\t1\tbrief\tx\ty\n{RIGHT}")
    assert (len(edges), finding.line) == (1, 2)


@pytest.mark.parametrize("header", ["subject\tobject\n", "subject\tpredicate\tobject\tobject\n", RIGHT])
def test_without_the_names_of_columns_nothing_is_read(header: str, read: Read) -> None:
    edges, (finding,) = read(header + RIGHT)
    assert (edges, finding.code(), finding.line) == ([], "MALFORMED_FILE", 1)


def test_an_unknown_column_is_told_and_passed_over(read: Read) -> None:
    edges, (finding,) = read(HEADER.replace("extent", "extend") + "PAGE:cast\tASSESSED_BY\tROLE:nurse\t1\tbrief\n")
    assert edges[0].properties == {"days_before": 1}
    assert (finding.line, finding.details["did_you_mean"]) == (1, "extent")


def test_what_is_not_utf_8_is_told(read: Read, tmp_path: Path) -> None:
    read(EDGES)
    (tmp_path / "edges" / "clinic.tsv").write_bytes(HEADER.encode() + b"PAGE:caf\xe9\n")
    source = OwnEdges(tmp_path / "edges", "clinic")
    assert list(source.read()) == []
    assert [(finding.code(), finding.line) for finding in source.findings] == [("MALFORMED_FILE", 2)]
