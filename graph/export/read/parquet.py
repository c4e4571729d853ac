"""Parquet read back, row group by row group."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import orjson

from graph.export.columns import EDGE_FIELDS, NODE_FIELDS, Field, value_from_text
from graph.export.optional_packages import require_package
from graph.export.read.imported_graph import ImportedGraph, read_evidence
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.elements import Properties, Value
from graph.model.errors import UnreadableExport
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind

_ROWS = 16_384
"""Rows that are objects of Python at a time."""
Row = dict[str, Any]


def read(path: Path) -> ImportedGraph:
    """The nodes and edges of a zip of `nodes.parquet` and `edges.parquet`."""
    return ImportedGraph(map(_node, _rows(path, "nodes.parquet")), map(_edge, _rows(path, "edges.parquet")))


def _rows(path: Path, member: str) -> Iterator[Row]:
    arrow, parquet = (
        require_package("pyarrow", "reading Parquet"),
        require_package("pyarrow.parquet", "reading Parquet"),
    )
    try:
        with ZipFile(path) as archive, archive.open(member) as file:
            for batch in parquet.ParquetFile(file).iter_batches(_ROWS):
                yield from batch.to_pylist()
    except (OSError, KeyError, BadZipFile, arrow.ArrowException) as error:
        raise UnreadableExport(file=str(path), member=member, problem=str(error)) from error


def _node(row: Row) -> NodeItem:
    kind = row["kind"]
    values = {name: row[name] for name in NODE_FIELDS}
    return NodeItem(row["curie"], kind, row["name"], properties_of_row(values, NODE_FIELDS, ONTOLOGY.nodes[kind]))


def _edge(row: Row) -> EdgeItem:
    kind, evidence = row["kind"], orjson.dumps(row["evidence"]).decode()
    values = {name: row[name] for name in EDGE_FIELDS}
    properties = properties_of_row(values, EDGE_FIELDS, ONTOLOGY.edges[kind])
    return EdgeItem(row["source"], row["target"], kind, row["key"], properties, read_evidence(evidence), evidence)


def properties_of_row(values: Row, fields: dict[str, Field], kind: NodeKind | EdgeKind) -> Properties:
    """The properties of an item of a kind, of what a row has in the columns of properties.

    Raises:
        ValueError: a text is not of the type that the property has in this kind.
    """
    types = {declared.name: declared.type for declared in kind.properties}
    return {
        name: value_from_text(value, types[name]) if fields[name].mixed and name in types else _value(value)
        for name, value in values.items()
        if value is not None
    }


def _value(value: Any) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    converted: Value = tuple(value) if isinstance(value, list) else value
    return converted
