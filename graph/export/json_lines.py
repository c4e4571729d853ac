"""JSON Lines: a node or an edge on each line, nodes first; `item` says which it is."""

from collections.abc import Iterator

from graph.export import json_records
from graph.export.chunk_encoder import encode_chunks
from graph.export.format import Format
from graph.export.read.json_lines import ITEM, read
from graph.export.subgraph import ExportedSubgraph


def _lines(subgraph: ExportedSubgraph) -> Iterator[str]:
    for curie, members in json_records.iter_node_members(subgraph):
        yield f'{{"{ITEM}":"node","curie":"{curie}",{members}}}\n'
    for source, target, _, members in json_records.iter_edge_members(subgraph):
        yield f'{{"{ITEM}":"edge","source":"{source}","target":"{target}",{members}}}\n'


JSON_LINES = Format(
    "jsonl",
    "JSON Lines",
    "jsonl",
    "application/jsonl",
    lambda subgraph: encode_chunks(_lines(subgraph)),
    "pandas, DuckDB, jq",
    read=read,
)
