"""CSV: read by pandas and by Python, codes with their zeros."""

import csv
import io
from typing import Any

import orjson
import pandas
import pytest

from graph.export.columns import EDGE_BASE_COLUMNS, LIST_TYPES, NODE_BASE_COLUMNS, value_from_text, value_to_text
from graph.export.csv_pair import EDGE_COLUMNS, NODE_COLUMNS
from graph.export.spreadsheet_text import plain_text, spreadsheet_text
from graph.model.elements import Node, Properties
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, PropertyType
from tests.graph.export.parts import PARTS, each_part, nasty_part, part_of, said_of
from tests.graph.export.unpacked import unpacked

Rows = list[dict[str, str]]


def _pandas(content: bytes) -> Rows:
    table = pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, na_filter=False)
    rows: Rows = table.to_dict("records")
    return rows


def _python(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def _as_rows(properties: Properties) -> dict[str, str]:
    """What is there, an empty text as what is not."""
    return {name: value_to_text(value) for name, value in properties.items() if value != ""}


def _properties(row: dict[str, Any], own: tuple[str, ...]) -> dict[str, str]:
    return {name: plain_text(value) for name, value in row.items() if name not in own and value != ""}


@each_part
@pytest.mark.parametrize("read", [_pandas, _python])
def test_each_reader_reads_all_of_it(name: str, read: Any) -> None:
    files = unpacked("csv", PARTS[name]())
    nodes, edges = said_of(PARTS[name]())
    for row in read(files["nodes.csv"]):
        node = nodes.pop(row["curie"])
        assert (row["kind"], plain_text(row["name"])) == (node.kind, node.name)
        assert _properties(row, NODE_BASE_COLUMNS) == _as_rows(node.properties)
    for row in read(files["edges.csv"]):
        edge = edges.pop(f"{row['source']} {row['key']} {row['target']}")
        assert row["kind"] == edge.kind
        assert _properties(row, EDGE_BASE_COLUMNS) == _as_rows(edge.properties)
        assert orjson.loads(row["evidence"]) == orjson.loads(edge.evidence_json)
    assert not nodes
    assert not edges


def test_a_text_is_quoted_and_a_number_is_not() -> None:
    lines = unpacked("csv", nasty_part())["nodes.csv"].decode()
    page = next(line for line in lines.split("\n") if line.startswith('"PAGE:007"'))
    assert '"007"' in page
    assert ",0," in page
    assert ",false," in page
    risk = next(line for line in lines.split("\n") if line.startswith('"RISK:t0"'))
    assert risk.startswith('"RISK:t0","Risk",""')
    assert ",,," in risk


def test_by_its_types_pandas_keeps_codes_and_reads_numbers() -> None:
    files = unpacked("csv", nasty_part())
    described = orjson.loads(files["datapackage.json"])["resources"][0]["schema"]["fields"]
    types = {"integer": "Int64", "number": "float64", "boolean": "boolean"}
    dtype = {field["name"]: types.get(field["type"], "str") for field in described}
    table = pandas.read_csv(io.BytesIO(files["nodes.csv"]), dtype=dtype).set_index("curie")
    assert table.loc["PAGE:007", "slug"] == "007"
    assert table.loc["POLICY:0", "number"] == "00042"
    assert table.loc["PAGE:007", "duration_min_minutes"] == 0
    assert not table.loc["PAGE:007", "is_stub"]


@pytest.mark.parametrize("file", ["nodes", "edges"])
def test_types_are_those_of_the_columns(file: str) -> None:
    files = unpacked("csv", nasty_part())
    columns = {"nodes": NODE_COLUMNS, "edges": EDGE_COLUMNS}[file]
    header = files[f"{file}.csv"].decode().partition("\n")[0].split(",")
    types = next(csv.reader([files[f"{file}.csvt"].decode()]))
    resource = next(one for one in orjson.loads(files["datapackage.json"])["resources"] if one["name"] == file)
    assert header == list(columns) == [field["name"] for field in resource["schema"]["fields"]]
    expected = {"kind": "String", "is_stub": "Integer(Boolean)", "synonyms": "JSonStringList", "number": "String"}
    expected |= {"position": "Integer", "confidence": "Real", "review_date": "Date", "evidence": "String"}
    sorted_by_name = dict(zip(header, types, strict=True))
    assert sorted_by_name == sorted_by_name | {name: said for name, said in expected.items() if name in sorted_by_name}


def test_no_property_is_called_like_a_column() -> None:
    kinds: list[NodeKind | EdgeKind] = [*ONTOLOGY.node_kinds, *ONTOLOGY.edge_kinds]
    declared = {item.name for kind in kinds for item in kind.properties}
    assert declared.isdisjoint({*NODE_BASE_COLUMNS, *EDGE_BASE_COLUMNS, "item", "id"})


def test_texts_become_values_again() -> None:
    for node in nasty_part().nodes():
        types = {item.name: item.type for item in ONTOLOGY.nodes[node.kind].properties}
        for name, value in node.properties.items():
            assert value_from_text(value_to_text(value), types[name]) == value
    assert PropertyType.STRINGS in LIST_TYPES


def test_it_says_what_spreadsheets_do() -> None:
    assert "Spreadsheets ignore quotes" in unpacked("csv", nasty_part())["README.md"].decode()


FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "'=1",
    "''=1",
    '=HYPERLINK("https://example.org")',
)
HARMLESS = ("-1.5", "+7", "1-2", "'twas", "'", "", " =1", "-3", "A=1")


@pytest.mark.parametrize("text", [*FORMULAS, *HARMLESS])
def test_no_text_is_a_formula_to_a_spreadsheet_and_each_is_read_back(text: str) -> None:
    name = text or "x"
    (row,) = _python(unpacked("csv", part_of([Node("RISK:a", "Risk", name, {"synonyms": (name,)})]))["nodes.csv"])
    assert (row["name"] != name) is (text in FORMULAS)
    assert plain_text(row["name"]) == name
    assert row["name"] == spreadsheet_text(name)
    assert orjson.loads(row["synonyms"]) == [name]
