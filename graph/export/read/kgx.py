"""KGX tables read back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import orjson

from graph.export.columns import LIST_TYPES, value_from_text
from graph.export.kgx.record import EDGE_NAMES, EVIDENCE, KEY, KIND, NODE_NAMES
from graph.export.kgx.tsv_escaping import unescape_cell, unescape_list
from graph.export.read.imported_graph import ImportedGraph, read_evidence
from graph.export.read.zip import iter_zip_lines
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.elements import Properties, Value
from graph.model.errors import UnreadableExport
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, PropertyType

Record = dict[str, Any]
Item = TypeVar("Item", NodeItem, EdgeItem)
Convert = Callable[[Any, PropertyType], Value]
_NODE_NAMES = {column: name for name, column in NODE_NAMES.items()}
_EDGE_NAMES = {column: name for name, column in EDGE_NAMES.items()}


def read_jsonl(path: Path) -> ImportedGraph:
    """The nodes and edges of a zip of `nodes.jsonl` and `edges.jsonl`."""
    nodes, edges = _parsed(path, "nodes.jsonl"), _parsed(path, "edges.jsonl")
    return ImportedGraph(
        (_convert_record(path, record, _node, _from_json) for record in nodes),
        (
            _convert_record(path, record | {EVIDENCE: orjson.dumps(record[EVIDENCE]).decode()}, _edge, _from_json)
            for record in edges
        ),
    )


def _with_evidence_text(record: Record) -> Record:
    """The record with its evidence as JSON text, as a TSV cell has it."""
    return record | {EVIDENCE: orjson.dumps(record[EVIDENCE]).decode()}


def read_tsv(path: Path) -> ImportedGraph:
    """The nodes and edges of a zip of `nodes.tsv` and `edges.tsv`."""
    nodes, edges = _rows(path, "nodes.tsv"), _rows(path, "edges.tsv")
    return ImportedGraph(
        (_convert_record(path, _unescape_fields(record, "name"), _node, _from_cell) for record in nodes),
        (_convert_record(path, _unescape_fields(record, EVIDENCE), _edge, _from_cell) for record in edges),
    )


def _parsed(path: Path, member: str) -> Iterator[Record]:
    for number, line in enumerate(iter_zip_lines(path, member), 1):
        try:
            yield orjson.loads(line)
        except ValueError as error:
            raise UnreadableExport(file=str(path), member=member, line=number, problem=str(error)) from error


def _rows(path: Path, member: str) -> Iterator[Record]:
    """The rows of a table, without their empty cells."""
    rows = iter_zip_lines(path, member)
    header = next(rows, "").split("\t")
    for number, row in enumerate(rows, 2):
        cells = row.split("\t")
        if len(cells) != len(header):
            problem = f"{len(cells)} cells, where the header has {len(header)}"
            raise UnreadableExport(file=str(path), member=member, line=number, problem=problem)
        yield {name: cell for name, cell in zip(header, cells, strict=True) if cell}


def _unescape_fields(record: Record, *names: str) -> Record:
    """The record with these cells unescaped."""
    return record | {name: unescape_cell(record[name]) for name in names}


def _convert_record(path: Path, record: Record, make: Callable[[Record, Convert], Item], convert: Convert) -> Item:
    try:
        return make(record, convert)
    except (KeyError, ValueError, TypeError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise UnreadableExport(file=str(path), item=str(record.get("id")), problem=problem) from error


def _node(record: Record, convert: Convert) -> NodeItem:
    kind = record[KIND]
    return NodeItem(
        unquote(record["id"]), kind, record["name"], _properties(record, _NODE_NAMES, ONTOLOGY.nodes[kind], convert)
    )


def _edge(record: Record, convert: Convert) -> EdgeItem:
    key, evidence, ends = record[KEY], record[EVIDENCE], (unquote(record["subject"]), unquote(record["object"]))
    kind = key.partition("#")[0]
    properties = _properties(record, _EDGE_NAMES, ONTOLOGY.edges[kind], convert)
    return EdgeItem(*ends, kind, key, properties, read_evidence(evidence), evidence)


def _properties(record: Record, names: dict[str, str], kind: NodeKind | EdgeKind, convert: Convert) -> Properties:
    types = {declared.name: declared.type for declared in kind.properties}
    return {names[column]: convert(value, types[names[column]]) for column, value in record.items() if column in names}


def _from_json(value: Any, _declared: PropertyType) -> Value:
    converted: Value = tuple(value) if isinstance(value, list) else value
    return converted


def _from_cell(cell: str, declared: PropertyType) -> Value:
    return unescape_list(cell) if declared in LIST_TYPES else value_from_text(unescape_cell(cell), declared)
