"""CSV: a zip of `nodes.csv` and `edges.csv`, with what a reader needs so as not to take a code for a number.

Each file has a `.csvt` beside it (the types of its columns, as GDAL and QGIS read them), and `datapackage.json`
describes both (a Frictionless tabular data package: https://specs.frictionlessdata.io/tabular-data-package/).
"""

from collections.abc import Iterator
from typing import Any

import orjson

from graph.export.chunk_encoder import encode_chunks
from graph.export.columns import (
    EDGE_BASE_COLUMNS,
    EDGE_FIELDS,
    LIST_TYPES,
    MIXED_TYPE_LOSSES,
    NODE_BASE_COLUMNS,
    NODE_FIELDS,
    Field,
)
from graph.export.csv_quoting import cell, header, quote_field
from graph.export.format import Format, Loss
from graph.export.manifest import MEMBER, build_manifest
from graph.export.spreadsheet_text import FORMULA_LOSS, spreadsheet_text
from graph.export.subgraph import ExportedSubgraph
from graph.export.zip_stream import Member, stream_zip
from graph.model.elements import Properties, Value
from graph.model.ontology import PropertyType

NODES, EDGES = "nodes.csv", "edges.csv"
_LEADING, _EVIDENCE = EDGE_BASE_COLUMNS[:-1], EDGE_BASE_COLUMNS[-1]
_TEXT = {name: Field(name, PropertyType.STRING) for name in (*NODE_BASE_COLUMNS, *EDGE_BASE_COLUMNS)}
NODE_COLUMNS = {name: _TEXT[name] for name in NODE_BASE_COLUMNS} | NODE_FIELDS
EDGE_COLUMNS = {name: _TEXT[name] for name in _LEADING} | EDGE_FIELDS | {_EVIDENCE: _TEXT[_EVIDENCE]}
"""The columns of the two files, in order."""

_GDAL = {
    PropertyType.INTEGER: "Integer",
    PropertyType.NUMBER: "Real",
    PropertyType.BOOLEAN: "Integer(Boolean)",
    PropertyType.DATE: "Date",
    PropertyType.STRINGS: "JSonStringList",
    PropertyType.REASONS: "JSonStringList",
}
"""Types of columns, see https://gdal.org/en/stable/drivers/vector/csv.html; all others are `String`."""
_FRICTIONLESS = {
    PropertyType.INTEGER: "integer",
    PropertyType.NUMBER: "number",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "date",
    PropertyType.STRINGS: "array",
    PropertyType.REASONS: "array",
}
_README = """\
# Nodes and edges as CSV

nodes.csv and edges.csv are UTF-8, separated by commas, with one header line; texts are quoted (and can have line
breaks in them), numbers, true and false are not, and a value that is not there is nothing at all, where an empty text
is "". Lists and evidence are JSON. `source` and `target` of an edge are values of `curie`; `source`, `key` and
`target` together tell an edge from all others.

## Codes with leading zeros

Spreadsheets ignore quotes: opened by a double click, 0016070 becomes 16070 and 0271E34 a number with 37 digits. So do
not open the files: import them, all columns as text:

- Excel: Data, From Text/CSV, Transform Data, and set the type of all columns to Text
- LibreOffice Calc: in the dialog on opening, mark all columns and choose Text; leave 'Evaluate formulas' off
- pandas: pandas.read_csv("nodes.csv", dtype=str, keep_default_na=False), or with the types of datapackage.json
- R: readr::read_csv("nodes.csv", col_types = readr::cols(.default = "c"))
- DuckDB: SELECT * FROM read_csv('nodes.csv', all_varchar = true)
- QGIS and GDAL read the types from nodes.csvt and edges.csvt

## Texts that look like formulas

A text that begins with = + - @, a tab or a carriage return, and is no number, has an apostrophe before it, as
spreadsheets would take it for a formula; one that has apostrophes there itself has one more. A program that reads the
files takes away the first apostrophe of those that go on so.

What is in the files, where it comes from and under which licences, says manifest.json.
"""


def _nodes(subgraph: ExportedSubgraph) -> Iterator[str]:
    yield header(NODE_COLUMNS)
    for node in subgraph.nodes():
        name = _cell(node.name, _TEXT["name"])
        yield f'"{node.curie}","{node.kind}",{name},{_cells(node.properties, NODE_FIELDS)}\n'


def _edges(subgraph: ExportedSubgraph) -> Iterator[str]:
    yield header(EDGE_COLUMNS)
    empty = _cells({}, EDGE_FIELDS)
    for edge in subgraph.edges():
        properties = _cells(edge.properties, EDGE_FIELDS) if edge.properties else empty
        ends = f'"{edge.source}","{edge.target}","{edge.kind}","{edge.key}"'
        yield f"{ends},{properties},{quote_field(edge.evidence_json)}\n"


def _cells(properties: Properties, fields: dict[str, Field]) -> str:
    """The values of properties, each in its place."""
    return ",".join([_cell(properties.get(name), field) for name, field in fields.items()])


def _cell(value: Value | None, field: Field) -> str:
    return quote_field(spreadsheet_text(value)) if isinstance(value, str) else cell(value, field)


def _csvt(columns: dict[str, Field]) -> bytes:
    return (",".join(f'"{_GDAL.get(field.type, "String")}"' for field in columns.values()) + "\n").encode()


def _data_package() -> bytes:
    """The description of both files."""
    ends = [
        {"fields": end, "reference": {"resource": "nodes", "fields": NODE_BASE_COLUMNS[0]}}
        for end in ("source", "target")
    ]
    resources = [
        _resource("nodes", NODES, NODE_COLUMNS, {"primaryKey": NODE_BASE_COLUMNS[0]}),
        _resource("edges", EDGES, EDGE_COLUMNS, {"primaryKey": ["source", "key", "target"], "foreignKeys": ends}),
    ]
    package = {"name": "medcode-graph", "profile": "tabular-data-package", "resources": resources}
    return orjson.dumps(package, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _resource(name: str, path: str, columns: dict[str, Field], keys: dict[str, Any]) -> dict[str, Any]:
    descriptors = [{"name": field.name, "type": _FRICTIONLESS.get(field.type, "string")} for field in columns.values()]
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n"},
        "schema": {"fields": descriptors, "missingValues": [""], **keys},
    }


def archive_members(subgraph: ExportedSubgraph) -> Iterator[Member]:
    """The files, without a manifest."""
    yield "README.md", [_README.encode()]
    yield "datapackage.json", [_data_package()]
    yield f"{NODES}t", [_csvt(NODE_COLUMNS)]
    yield NODES, encode_chunks(_nodes(subgraph))
    yield f"{EDGES}t", [_csvt(EDGE_COLUMNS)]
    yield EDGES, encode_chunks(_edges(subgraph))


def _write(subgraph: ExportedSubgraph) -> Iterator[bytes]:
    return stream_zip([(MEMBER, [build_manifest(subgraph, CSV)]), *archive_members(subgraph)])


CSV = Format(
    "csv",
    "CSV",
    "csv.zip",
    "application/zip",
    _write,
    "pandas, R, DuckDB, spreadsheets",
    (
        *MIXED_TYPE_LOSSES,
        *(
            Loss(name, "a list as JSON", kept=True)
            for fields in (NODE_FIELDS, EDGE_FIELDS)
            for name, field in fields.items()
            if field.type in LIST_TYPES
        ),
        Loss("evidence", "JSON", kept=True),
        FORMULA_LOSS,
        Loss("empty text", "quoted, where no value is not; readers that ignore quotes take both for none", kept=True),
    ),
)
