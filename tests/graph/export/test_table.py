"""Tables of statements: each type of file opened by another program, one row a statement, codes as text."""

import io
from collections import Counter
from dataclasses import replace
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest
from pyarrow import parquet

from graph.export.columns import value_to_text
from graph.export.formats import FORMATS
from graph.export.selection import Selection
from graph.export.spreadsheet_text import spreadsheet_text
from graph.export.subgraph import ExportedSubgraph
from graph.export.table.evidence_columns import EVIDENCE_COLUMNS, PREFIX
from graph.export.table.file_types import FILE_TYPES
from graph.export.table.statements import statements
from graph.export.table.table import Column, ColumnType, Table
from graph.export.table.xlsx import MAX_CHARACTERS, MAX_ROWS, write_xlsx
from graph.export.xml_text import replace_invalid
from graph.model.errors import ExportError, InvalidArgument
from graph.model.ontology import EDGE_KINDS, ONTOLOGY
from graph.traversal.topology import TraversalFilter
from tests.graph.export.parts import PARTS, TEXTS, each_part, nasty_part, shipped_part, world_part
from tests.graph.export.table_readers import in_text, read_back, written

each_type = pytest.mark.parametrize("file_type", FILE_TYPES)
CODES = ("007", "0016070", "1E5", "0271E34", "-1.5", "TRUE", "=1+1", "2026-01-02")


def of_kinds(part: ExportedSubgraph, *kinds: str) -> ExportedSubgraph:
    selection = Selection(ways=TraversalFilter(edge_kinds=kinds))
    return selection.subgraph(part.topology, part.version, part.sources)


@each_part
@each_type
def test_each_reader_reads_all_rows(name: str, file_type: str) -> None:
    part = PARTS[name]()
    table = statements(part, evidence=True)
    header, *rows = read_back(table, file_type)
    expected = [list(row) for row in table.rows]
    assert header == [column.name for column in table.columns]
    assert len(rows) == len(expected) == table.row_count == len(part.edge_numbers)
    if file_type in ("csv", "tsv"):
        assert rows == [in_text(row) for row in expected]
    elif file_type == "xlsx":
        assert rows == [[replace_invalid(cell) if isinstance(cell, str) else cell for cell in row] for row in expected]
    else:
        assert rows == expected


@each_part
def test_a_row_says_what_its_edge_says(name: str) -> None:
    part = PARTS[name]()
    table = statements(part, evidence=True)
    names = [column.name for column in table.columns]
    nodes = {node.curie: node for node in part.nodes()}
    titles = {document.id: document.title for document in part.sources}
    for row, edge in zip(table.rows, part.edges(), strict=True):
        said = dict(zip(names, row, strict=True))
        assert (said["subject"], said["edge_kind"], said["object"]) == (edge.source, edge.kind, edge.target)
        subject, object_ = nodes[edge.source], nodes[edge.target]
        assert (said["subject_name"], said["object_name"]) == (subject.name, object_.name)
        kinds = (said.get("subject_kind", subject.kind), said.get("object_kind", object_.kind))
        assert kinds == (subject.kind, object_.kind)
        for property_name, value in edge.properties.items():
            assert said[property_name] == value or said[property_name] == value_to_text(value)
        assert said["evidence_count"] == len(edge.evidence)
        if edge.evidence:
            first = edge.evidence[0]
            assert (said["evidence_quote"], said["evidence_start"]) == (first.quote, first.start)
            assert said["evidence_document"] == titles[first.source]


@each_part
def test_there_are_as_many_rows_as_statements_of_each_kind(name: str) -> None:
    part = PARTS[name]()
    counts = part.edge_kinds
    for kind, count in counts.items():
        edges = part.edge_numbers[part.topology.edge_kinds(part.edge_numbers) == EDGE_KINDS.index(kind)]
        table = statements(replace(part, edge_numbers=edges))
        place = [column.name for column in table.columns].index("edge_kind")
        assert Counter(row[place] for row in table.rows) == {kind: count}


def test_all_procedures_with_their_risks_are_as_many_as_the_graph_has() -> None:
    part = of_kinds(shipped_part(), "HAS_RISK")
    of_graph = part.topology.edge_kinds(np.arange(part.topology.graph.edge_count()))
    table = statements(part)
    assert table.row_count == len([*table.rows]) == np.count_nonzero(of_graph == EDGE_KINDS.index("HAS_RISK"))
    names = ["subject", "subject_name", "edge_kind", "object", "object_name", "position"]
    assert [column.name for column in table.columns] == names


def test_columns_are_those_that_say_something() -> None:
    risks = statements(of_kinds(world_part(), "HAS_RISK"))
    assert [column.name for column in risks.columns] == [
        "subject", "subject_code", "subject_name", "edge_kind", "object", "object_name", "position"
    ]  # fmt: skip
    assert [row[1] for row in risks.rows] == ["00100", "00100", None, None, None, None]
    everything = {column.name for column in statements(world_part()).columns}
    assert {"subject_kind", "object_kind", "object_code"} <= everything
    present = {name for edge in world_part().edges() for name in edge.properties}
    assert everything - {"subject", "object", "edge_kind"} - {
        f"{side}_{what}" for side in ("subject", "object") for what in ("name", "kind", "code")
    } == present  # fmt: skip


def test_no_property_is_called_like_a_column_of_the_table() -> None:
    declared = {item.name for kind in ONTOLOGY.edge_kinds for item in kind.properties}
    own = {"subject", "object", "edge_kind"} | {f"{side}_{what}" for side in ("subject", "object")
                                                for what in ("name", "kind", "code")}  # fmt: skip
    assert declared.isdisjoint(own)
    assert not [name for name in declared if name.startswith(PREFIX)]


def test_evidence_is_there_if_it_is_asked_for() -> None:
    part = shipped_part()
    names = [column.name for column in statements(part).columns]
    assert not [name for name in names if name.startswith(PREFIX)]
    table = statements(part, evidence=True)
    assert table.columns[-len(EVIDENCE_COLUMNS) :] == EVIDENCE_COLUMNS
    assert table.row_count == statements(part).row_count


@each_type
@pytest.mark.parametrize("code", CODES)
def test_codes_stay_text(file_type: str, code: str) -> None:
    table = Table((Column("code"), Column("number", ColumnType.NUMBER)), [(code, 0.5)], 1)
    content = written(table, file_type)
    assert read_back(table, file_type)[1][0] == code
    if file_type in ("csv", "tsv"):
        assert f'"{spreadsheet_text(code)}"'.encode() in content
    elif file_type == "parquet":
        assert str(parquet.read_schema(io.BytesIO(content)).field("code").type) == "string"
    else:
        cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
        assert (cell.data_type, cell.number_format, cell.value) == ("s", "@", code)
        assert cell.hyperlink is None


@each_type
def test_hostile_texts_are_texts(file_type: str) -> None:
    hostile = (
        *TEXTS,
        "=HYPERLINK(\"http://x\")", "+1-1", "@SUM(A1)", "'=1", "\t=1", "<r><t>x</t></r>", "_x0041_", "]]>", "&lt;",
        "https://example.org", "#REF!", "\r\n", "\u202e", "a\x00b",
    )  # fmt: skip
    table = Table((Column("text"),), [(text,) for text in hostile], len(hostile))
    _, *rows = read_back(table, file_type)
    kept = [replace_invalid(text) if file_type == "xlsx" else text for text in hostile]
    assert rows == [[text] for text in kept]


@pytest.mark.parametrize(("file_type", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_formula_has_an_apostrophe_before_it(file_type: str, separator: str) -> None:
    table = Table((Column("a"), Column("b", ColumnType.INTEGER)), [("=1+1", -1), ("", None), (None, 0)], 3)
    lines = written(table, file_type).decode().splitlines()
    assert lines == [f"a{separator}b", f'"\'=1+1"{separator}-1', f'""{separator}', f"{separator}0"]


def test_a_sheet_refuses_what_it_cannot_hold() -> None:
    table = Table((Column("a"),), [], MAX_ROWS)
    with pytest.raises(InvalidArgument, match=r"1,048,575 rows.*take csv, tsv or parquet"):
        next(write_xlsx(table))
    assert [*write_xlsx(replace(table, row_count=MAX_ROWS - 1))]


@pytest.mark.parametrize(("text", "kept"), [("a" * (MAX_CHARACTERS + 9), MAX_CHARACTERS), ("😀" * 17_000, 16_383)])
def test_a_cell_holds_the_beginning_of_a_long_text(text: str, kept: int) -> None:
    _, row = read_back(Table((Column("a"),), [(text,)], 1), "xlsx")
    assert row == [text[:kept]]
    assert any(str(f"{MAX_CHARACTERS:,}") in loss.field for loss in FILE_TYPES["xlsx"].losses)


def test_the_sheet_has_a_frozen_line_of_names() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(statements(nasty_part()), "xlsx"))).worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("table", "A2")


def test_the_zip_of_a_sheet_is_one_that_excel_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes members that are announced as longer than 4 GB for damaged ones."""
    table = statements(nasty_part())
    content = written(table, "xlsx")
    with ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        assert {(part.extract_version, part.extra) for part in parts.infolist()} == {(20, b"")}
    assert b"\x01\x00\x10\x00" not in content[:200]
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 1_000)
    with pytest.raises(ExportError, match="too long for a workbook"):
        written(table, "xlsx")


@each_type
def test_the_same_table_gives_the_same_bytes(file_type: str) -> None:
    table = statements(nasty_part(), evidence=True)
    assert written(table, file_type) == written(table, file_type)


def test_a_format_is_called_zip_where_it_is_one() -> None:
    for made in FORMATS.values():
        content = b"".join(made.write(world_part()))
        is_zip = content.startswith(b"PK")
        assert (made.suffix.endswith("zip"), made.media_type == "application/zip") == (is_zip, is_zip), made.name
