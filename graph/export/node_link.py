"""Node-link JSON, as NetworkX reads it: `networkx.node_link_graph(read, edges="edges")` is a `MultiDiGraph`.

One node or edge a line, so that other programs can read it piece by piece too.
"""

from collections.abc import Iterator

import orjson

from graph import DISCLAIMER
from graph.export.chunk_encoder import encode_chunks
from graph.export.columns import reserved_name_losses
from graph.export.format import Format
from graph.export.json_records import EdgeMembers, NodeMembers, node_and_edge_lists
from graph.export.read.node_link import read
from graph.export.subgraph import ExportedSubgraph

_RESERVED = frozenset(("id", "source", "target", "key"))
"""Members that NetworkX takes for itself."""


def _node(node: NodeMembers) -> str:
    """A node: its CURIE is its `id`."""
    curie, members = node
    return f'{{"id":"{curie}",{members}}}'


def _edge(edge: EdgeMembers) -> str:
    source, target, _, members = edge
    return f'{{"source":"{source}","target":"{target}",{members}}}'


def _texts(subgraph: ExportedSubgraph) -> Iterator[str]:
    members = orjson.dumps({"version": subgraph.version, "disclaimer": DISCLAIMER}).decode()
    yield f'{{"directed":true,"multigraph":true,"graph":{members},'
    yield from node_and_edge_lists(subgraph, _RESERVED, _node, _edge)
    yield "}\n"


NODE_LINK = Format(
    "node-link",
    "Node-link JSON",
    "json",
    "application/json",
    lambda subgraph: encode_chunks(_texts(subgraph)),
    'NetworkX, D3: networkx.node_link_graph(json.load(file), edges="edges")',
    reserved_name_losses(_RESERVED),
    read,
)
