"""JSON Lines: a node or an edge on each line, nodes first; `item` says which it is."""

from collections.abc import Iterator

import orjson

from graph.export.format import Format
from graph.export.part import EdgeItem, NodeItem, Part
from graph.export.pieces import pieces
from graph.export.read.json_lines import ITEM, read


def node_json(item: NodeItem) -> str:
    """The members of a node as JSON, without braces."""
    return orjson.dumps({"curie": item.curie, "kind": item.kind, "name": item.name, **item.properties})[1:-1].decode()


def edge_json(item: EdgeItem) -> str:
    """The members of an edge as JSON, without braces."""
    own = orjson.dumps({"source": item.source, "target": item.target, "kind": item.kind, "key": item.key})
    properties = orjson.dumps(item.properties)[1:-1].decode()
    return f'{own[1:-1].decode()}{"," if properties else ""}{properties},"evidence":{item.evidence_json}'


def _lines(part: Part) -> Iterator[str]:
    for node in part.nodes():
        yield f'{{"{ITEM}":"node",{node_json(node)}}}\n'
    for edge in part.edges():
        yield f'{{"{ITEM}":"edge",{edge_json(edge)}}}\n'


JSON_LINES = Format(
    "jsonl",
    "JSON Lines",
    "jsonl",
    "application/jsonl",
    lambda part: pieces(_lines(part)),
    "pandas, DuckDB, jq",
    read=read,
)
