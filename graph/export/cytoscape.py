"""Cytoscape JSON: `cytoscape({elements: read.elements})` in JavaScript, `networkx.cytoscape_graph(read)` in Python.

What identifies an element (`id`, `source`, `target`, and `value`, by which NetworkX calls a node) is never a property:
a property of such a name, or `parent`, which would put one node into another, gets an underscore.
See https://js.cytoscape.org/#notation/elements-json.
"""

from collections.abc import Iterator

import orjson

from graph import DISCLAIMER
from graph.export.chunk_encoder import encode_chunks
from graph.export.columns import reserved_name_losses
from graph.export.format import Format
from graph.export.json_records import EdgeMembers, NodeMembers, node_and_edge_lists
from graph.export.subgraph import ExportedSubgraph

_RESERVED = frozenset(("id", "value", "source", "target", "key", "parent"))


def _node(node: NodeMembers) -> str:
    """A node: its CURIE is its `id`."""
    curie, members = node
    return f'{{"data":{{"id":"{curie}","value":"{curie}",{members}}}}}'


def _edge(edge: EdgeMembers) -> str:
    """An edge; its `id` has blanks, which no CURIE has, so that it is no node's."""
    source, target, key, members = edge
    return f'{{"data":{{"id":"{source} {key} {target}","source":"{source}","target":"{target}",{members}}}}}'


def _texts(subgraph: ExportedSubgraph) -> Iterator[str]:
    members = orjson.dumps({"version": subgraph.version, "disclaimer": DISCLAIMER}).decode()
    yield '{"format_version":"1.0","generated_by":"medcode-graph","target_cytoscapejs_version":"~3",'
    yield f'"directed":true,"multigraph":true,"data":{members},"elements":{{'
    yield from node_and_edge_lists(subgraph, _RESERVED, _node, _edge)
    yield "}}\n"


CYTOSCAPE = Format(
    "cytoscape",
    "Cytoscape JSON",
    "cyjs",
    "application/json",
    lambda subgraph: encode_chunks(_texts(subgraph)),
    "cytoscape.js, NetworkX; for Cytoscape Desktop and Web take cx2",
    reserved_name_losses(_RESERVED),
)
