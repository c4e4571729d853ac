"""JSON Lines: a node or an edge on each line, nodes first; `item` says which it is."""

from collections.abc import Iterator

from graph.export import json_records as members
from graph.export.chunks import pieces
from graph.export.format import Format
from graph.export.read.json_lines import ITEM, read
from graph.export.subgraph import ExportSubgraph


def _lines(part: ExportSubgraph) -> Iterator[str]:
    for curie, said in members.nodes(part):
        yield f'{{"{ITEM}":"node","curie":"{curie}",{said}}}\n'
    for source, target, _, said in members.edges(part):
        yield f'{{"{ITEM}":"edge","source":"{source}","target":"{target}",{said}}}\n'


JSON_LINES = Format(
    "jsonl",
    "JSON Lines",
    "jsonl",
    "application/jsonl",
    lambda part: pieces(_lines(part)),
    "pandas, DuckDB, jq",
    read=read,
)
