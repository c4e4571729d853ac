"""KGX tables read back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

import orjson

from graph.export.columns import LISTS, from_text
from graph.export.kgx.record import EDGE_NAMES, EVIDENCE, KEY, KIND, NODE_NAMES
from graph.export.kgx.references import read_list, read_text
from graph.export.read.zip import lines
from graph.export.reader import ImportedGraph, read_evidence
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.elements import Properties, Value
from graph.model.errors import UnreadableExport
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, PropertyType

Said = dict[str, Any]
Item = TypeVar("Item", NodeItem, EdgeItem)
Convert = Callable[[Any, PropertyType], Value]
_NODE_NAMES = {called: name for name, called in NODE_NAMES.items()}
_EDGE_NAMES = {called: name for name, called in EDGE_NAMES.items()}


def read_jsonl(path: Path) -> ImportedGraph:
    """The nodes and edges of a zip of `nodes.jsonl` and `edges.jsonl`."""
    nodes, edges = _parsed(path, "nodes.jsonl"), _parsed(path, "edges.jsonl")
    return ImportedGraph(
        (_checked(path, said, _node, _from_json) for said in nodes),
        (_checked(path, said | {EVIDENCE: orjson.dumps(said[EVIDENCE]).decode()}, _edge, _from_json) for said in edges),
    )


def read_tsv(path: Path) -> ImportedGraph:
    """The nodes and edges of a zip of `nodes.tsv` and `edges.tsv`."""
    nodes, edges = _rows(path, "nodes.tsv"), _rows(path, "edges.tsv")
    return ImportedGraph(
        (_checked(path, _plain(said, "name"), _node, _from_cell) for said in nodes),
        (_checked(path, _plain(said, EVIDENCE), _edge, _from_cell) for said in edges),
    )


def _parsed(path: Path, member: str) -> Iterator[Said]:
    for number, line in enumerate(lines(path, member), 1):
        try:
            yield orjson.loads(line)
        except ValueError as error:
            raise UnreadableExport(file=str(path), member=member, line=number, problem=str(error)) from error


def _rows(path: Path, member: str) -> Iterator[Said]:
    """The rows of a table, without their empty cells."""
    rows = lines(path, member)
    header = next(rows, "").split("\t")
    for number, row in enumerate(rows, 2):
        cells = row.split("\t")
        if len(cells) != len(header):
            problem = f"{len(cells)} cells, where the header has {len(header)}"
            raise UnreadableExport(file=str(path), member=member, line=number, problem=problem)
        yield {name: cell for name, cell in zip(header, cells, strict=True) if cell}


def _plain(said: Said, *names: str) -> Said:
    """The row with these texts as they are."""
    return said | {name: read_text(said[name]) for name in names}


def _checked(path: Path, said: Said, make: Callable[[Said, Convert], Item], convert: Convert) -> Item:
    try:
        return make(said, convert)
    except (KeyError, ValueError, TypeError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise UnreadableExport(file=str(path), item=str(said.get("id")), problem=problem) from error


def _node(said: Said, convert: Convert) -> NodeItem:
    kind = said[KIND]
    return NodeItem(
        unquote(said["id"]), kind, said["name"], _properties(said, _NODE_NAMES, ONTOLOGY.nodes[kind], convert)
    )


def _edge(said: Said, convert: Convert) -> EdgeItem:
    key, evidence, ends = said[KEY], said[EVIDENCE], (unquote(said["subject"]), unquote(said["object"]))
    kind = key.partition("#")[0]
    properties = _properties(said, _EDGE_NAMES, ONTOLOGY.edges[kind], convert)
    return EdgeItem(*ends, kind, key, properties, read_evidence(evidence), evidence)


def _properties(said: Said, names: dict[str, str], kind: NodeKind | EdgeKind, convert: Convert) -> Properties:
    types = {declared.name: declared.type for declared in kind.properties}
    return {names[called]: convert(value, types[names[called]]) for called, value in said.items() if called in names}


def _from_json(value: Any, _declared: PropertyType) -> Value:
    made: Value = tuple(value) if isinstance(value, list) else value
    return made


def _from_cell(cell: str, declared: PropertyType) -> Value:
    return read_list(cell) if declared in LISTS else from_text(read_text(cell), declared)
