"""Rows of tables that do not fit: each is a finding with its number, and all others are imported."""

from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import SnapshotError, TableError
from graph.model.findings import SourceError
from graph.progress_bar import NoProgress
from graph.store.snapshot import attach_snapshot
from graph.tables.table_snapshot import read_table_snapshot
from tests.graph.tables.table_parts import imported, write_tables

NODES: list[dict[str, Any]] = [
    {"curie": "PAGE:cast", "kind": "Procedure", "name": "Cast"},
    {"curie": "RISK:infection", "kind": "Risk", "name": "Infection"},
    {"curie": "RISK:sepsis", "kind": "Risk", "name": "Sepsis"},
]
EDGES: list[dict[str, Any]] = [{"source": "PAGE:cast", "target": "RISK:infection", "kind": "HAS_RISK"}]


def summary(findings: list[SourceError]) -> list[tuple[str, str, int | None]]:
    return [(type(finding).__name__, Path(finding.path).name, finding.line) for finding in findings]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"curie": "RISK:x", "kind": "Risc", "name": "X"}, "UndeclaredKind"),
        ({"curie": "RISK:x", "kind": None, "name": "X"}, "UndeclaredKind"),
        ({"curie": "PAGE:x", "kind": "Risk", "name": "X"}, "InvalidProperty"),
        ({"curie": "RISK:x y", "kind": "Risk", "name": "X"}, "InvalidProperty"),
        ({"curie": None, "kind": "Risk", "name": "X"}, "InvalidProperty"),
        ({"curie": "RISK:x", "kind": "Risk", "name": None}, "InvalidProperty"),
        ({"curie": "RISK:x", "kind": "Risk", "name": "X", "slug": "x"}, "InvalidProperty"),
        ({"curie": "RISK:infection", "kind": "Risk", "name": "Again"}, "ConflictingNode"),
    ],
)
def test_a_node_that_does_not_fit(row: dict[str, Any], expected: str, tmp_path: Path) -> None:
    found = imported(write_tables(tmp_path / "tables", [*NODES, row], EDGES), tmp_path / "work")
    assert summary(list(found.findings)) == [(expected, "nodes.parquet", 4)]
    assert found.columns.length("node.kind") == 3
    assert found.columns.length("edge.kind") == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "HAS_RISC"}, "UndeclaredKind"),
        ({"kind": None}, "UndeclaredKind"),
        ({"target": "RISK:nowhere"}, "DanglingEdge"),
        ({"source": None}, "DanglingEdge"),
        ({"source": "RISK:sepsis"}, "WrongEnd"),
        ({"position": 1 << 31}, "InvalidProperty"),
        ({"score": 0.5}, "InvalidProperty"),
        ({"evidence": [{"source": "a", "method": "guessed"}]}, "InvalidProperty"),
        ({"evidence": [{"source": None, "method": "stated"}]}, "InvalidProperty"),
    ],
)
def test_an_edge_that_does_not_fit(changes: dict[str, Any], expected: str, tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "tables", NODES, [*EDGES, EDGES[0] | changes])
    found = imported(tables, tmp_path / "work")
    assert summary(list(found.findings)) == [(expected, "edges.parquet", 2)]
    assert found.columns.length("edge.kind") == 1


def test_an_edge_that_closes_a_circle(tmp_path: Path) -> None:
    pairs = [("RISK:infection", "RISK:sepsis"), ("RISK:sepsis", "RISK:infection"), ("RISK:sepsis", "RISK:sepsis")]
    edges = [{"source": source, "target": target, "kind": "IS_A"} for source, target in pairs]
    found = imported(write_tables(tmp_path / "tables", NODES, edges), tmp_path / "work")
    assert [(finding.code(), finding.details["source"]) for finding in found.findings] == [
        ("CYCLIC_HIERARCHY", "RISK:sepsis"),
        ("CYCLIC_HIERARCHY", "RISK:sepsis"),
    ]
    assert found.columns["edge.target"].tolist() == [2]


def test_a_column_that_no_kind_has_is_one_finding(tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "tables", [node | {"colour": "red"} for node in NODES], EDGES)
    found = imported(tables, tmp_path / "work")
    assert [finding.details["field"] for finding in found.findings] == ["colour"]
    assert found.columns.length("node.kind") == 3


def test_of_one_cause_there_is_one_finding_that_says_how_many_rows_have_it(tmp_path: Path) -> None:
    wrong = [EDGES[0] | {"score": 0.5}] * 7
    (finding,) = imported(write_tables(tmp_path / "tables", NODES, [*EDGES, *wrong]), tmp_path / "work").findings
    assert (finding.line, finding.details["rows"], finding.details["field"]) == (2, 7, "score")


def refusal(tables: Path, out: Path) -> str:
    """Why tables are not imported; nothing is left behind."""
    before = sorted(out.parent.iterdir())
    with pytest.raises(TableError) as refused, read_table_snapshot(tables, out, NoProgress()):
        raise AssertionError
    assert [path for path in sorted(out.parent.iterdir()) if path not in before] in ([], [out])
    assert not out.exists() or list(out.iterdir()) == []
    return str(refused.value)


def test_tables_that_cannot_be_read_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "snapshot"
    assert "No such file" in refusal(tmp_path / "nowhere", out)
    (tmp_path / "empty").mkdir()
    assert "nodes.parquet" in refusal(tmp_path / "empty", out)
    (tmp_path / "broken.zip").write_bytes(b"PK")
    assert "not a zip" in refusal(tmp_path / "broken.zip", out)
    nameless = [{"curie": node["curie"], "kind": node["kind"]} for node in NODES]
    assert "name" in refusal(write_tables(tmp_path / "nameless", nameless, EDGES), out)
    tables = write_tables(tmp_path / "tables", NODES, EDGES)
    content = (tables / "edges.parquet").read_bytes()
    (tables / "edges.parquet").write_bytes(content[: len(content) // 2])
    assert "edges.parquet" in refusal(tables, out)


def test_a_snapshot_that_is_there_stays_where_tables_are_refused(tmp_path: Path) -> None:
    tables, out = write_tables(tmp_path / "tables", NODES, EDGES), tmp_path / "snapshot"
    with read_table_snapshot(tables, out, NoProgress()) as read:
        read.write(NoProgress())
    version = attach_snapshot(out).version
    (tables / "nodes.parquet").unlink()
    with pytest.raises(TableError), read_table_snapshot(tables, out, NoProgress()):
        raise AssertionError
    assert attach_snapshot(out).version == version


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    tables, out = write_tables(tmp_path / "tables", NODES, EDGES), tmp_path / "snapshot"
    out.mkdir()
    (out / "letter.txt").write_text("Dear reader")
    with pytest.raises(SnapshotError), read_table_snapshot(tables, out, NoProgress()):
        raise AssertionError
    assert (out / "letter.txt").read_text() == "Dear reader"


def test_names_of_columns_and_folders_are_quoted(tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "it's", NODES, [EDGES[0] | {'a"b': 1}])
    found = imported(tables, tmp_path / "work")
    assert [finding.details["field"] for finding in found.findings] == ['a"b']
