"""`medcode export`: tables, queries, what is left out, and names of files that say what is in them."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from pyarrow import parquet

from graph.console import OK, USAGE
from graph.export.formats import FORMATS
from graph.export.table.file_types import FILE_TYPES
from graph.store.snapshot import Snapshot, attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from tests.shipped import PAGES, build_from_pages

QUERY = "query ($first: Int = 50) { procedures(first: $first) { nodes { curie risks { nodes { name } } } } }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of a few pages."""
    out = tmp_path_factory.mktemp("export") / "graph"
    write_snapshot(build_from_pages([PAGES / "orthopedics"]).graph, out)
    return out


@pytest.fixture
def snapshot(folder: Path) -> Snapshot:
    return attach_snapshot(folder)


def export(folder: Path, *words: str) -> int:
    return main(["export", "--graph", str(folder), *words])


def rows_of(path: Path) -> int:
    """How many rows a table has, by a reader of its type of file."""
    if path.suffix == ".parquet":
        return int(parquet.read_table(path).num_rows)
    if path.suffix == ".xlsx":
        return int(openpyxl.load_workbook(path).worksheets[0].max_row) - 1
    delimiter = "\t" if path.suffix == ".tsv" else ","
    with path.open(newline="") as file:
        return len([*csv.reader(file, delimiter=delimiter)]) - 1


@pytest.mark.parametrize("file_type", FILE_TYPES)
def test_the_suffix_says_the_type_of_a_table(folder: Path, snapshot: Snapshot, tmp_path: Path, file_type: str) -> None:
    out = tmp_path / f"risks.{file_type}"
    assert export(folder, "--format", "table", "--kind", "HAS_RISK", "--out", str(out)) == OK
    assert rows_of(out) == snapshot.edges["HAS_RISK"] > 0
    said = json.loads((tmp_path / f"{out.name}.manifest.json").read_text())
    assert said["format"]["name"] == "table"
    assert said["edges"]["byKind"] == {"HAS_RISK": snapshot.edges["HAS_RISK"]}
    assert said["nodes"]["byKind"].keys() == {"Procedure", "Risk"}


def test_standard_output_needs_the_type(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    words = ["--format", "table", "--edge-kinds", "HAS_RISK", "--out", "-"]
    assert export(folder, *words) == USAGE
    capfdbinary.readouterr()
    assert export(folder, *words, "--as", "tsv", "--evidence") == OK
    names, *rows = csv.reader(io.StringIO(capfdbinary.readouterr().out.decode()), delimiter="\t")
    assert names[-1] == "evidence_confidence"
    assert all(row[names.index("evidence_quote")] for row in rows)


@pytest.mark.parametrize("words", [
    ["--format", "table", "--out", "x.txt"],
    ["--format", "table", "--out", "x.csv", "--as", "xlsx"],
    ["--format", "jsonl", "--out", "x.jsonl", "--as", "csv"],
    ["--format", "jsonl", "--out", "x.jsonl", "--evidence"],
    ["--format", "csv", "--out", "x.csv"],
    ["--format", "parquet", "--out", "x.parquet"],
    ["--format", "jsonl", "--out", "x.zip"],
    ["--format", "table", "--out", "x.csv", "--query", QUERY, "--kind", "HAS_RISK"],
    ["--format", "table", "--out", "x.csv", "--query", "{ nothing }"],
    ["--format", "table", "--out", "x.csv", "--query", QUERY, "--variables", "[]"],
])  # fmt: skip
def test_what_contradicts_itself_is_refused(
    folder: Path, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert export(folder, *words) == USAGE
    assert "problem=" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_may_be_called_by_its_suffix(folder: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"x.{FORMATS[name].suffix}"
    assert export(folder, "--format", name, "--of", "RISK:infection", "--out", str(out)) == OK
    assert out.read_bytes().startswith(b"PK") == (out.suffix == ".zip")


def test_the_answer_of_a_query_is_a_table(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, query = tmp_path / "x.csv", tmp_path / "query.graphql"
    query.write_text(QUERY)
    words = ["--format", "table", "--out", str(out), "--variables", '{"first": 2}']
    assert export(folder, *words, "--query", str(query)) == OK
    with out.open(newline="") as file:
        names, *rows = csv.reader(file)
    assert names == ["procedures.curie", "procedures.risks.name"]
    assert len({row[0] for row in rows}) == 2
    assert f"{len(rows):,} rows" in capsys.readouterr().err
    said = json.loads((tmp_path / "x.csv.manifest.json").read_text())
    assert said["query"] == {"query": QUERY, "variables": {"first": 2}, "operationName": None}


def test_what_a_query_touches_is_exported_in_any_format(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    assert (
        export(folder, "--format", "jsonl", "--query", '{ risk(slug: "infection") { name } }', "--out", str(out)) == OK
    )
    assert [json.loads(line)["curie"] for line in out.read_text().splitlines()] == ["RISK:infection"]


def test_errors_of_a_query_name_their_place(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--format", "table", "--out", str(tmp_path / "x.csv"), "--query", "{ risks {\n nothing } }"]
    assert export(folder, *words) == USAGE
    assert "QUERY:2:2: Cannot query field 'nothing'" in capsys.readouterr().err


def test_what_is_left_out_is_found_again(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.jsonl"
    words = ["--edge-kinds", "HAS_RISK", "--connected-only", "--pages-only"]
    assert export(folder, "--format", "jsonl", *words, "--out", str(out)) == OK
    items = [json.loads(line) for line in out.read_text().splitlines()]
    assert {item["kind"] for item in items} == {"Procedure", "Risk", "HAS_RISK"}
    assert main(["verify-export", str(out), "--graph", str(folder)]) == OK
