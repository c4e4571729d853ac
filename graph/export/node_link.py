"""Node-link JSON, as NetworkX reads it: `networkx.node_link_graph(read, edges="edges")` is a `MultiDiGraph`.

One node or edge a line, so that other programs can read it piece by piece too.
"""

from collections.abc import Iterator

import orjson

from graph import DISCLAIMER
from graph.export.chunks import pieces
from graph.export.columns import renamed_losses
from graph.export.format import Format
from graph.export.json_records import EdgeText, NodeText, lists
from graph.export.read.node_link import read
from graph.export.subgraph import ExportSubgraph

_TAKEN = frozenset(("id", "source", "target", "key"))
"""Members that NetworkX takes for itself."""


def _node(node: NodeText) -> str:
    """A node: its CURIE is its `id`."""
    curie, said = node
    return f'{{"id":"{curie}",{said}}}'


def _edge(edge: EdgeText) -> str:
    source, target, _, said = edge
    return f'{{"source":"{source}","target":"{target}",{said}}}'


def _texts(part: ExportSubgraph) -> Iterator[str]:
    said = orjson.dumps({"version": part.version, "disclaimer": DISCLAIMER}).decode()
    yield f'{{"directed":true,"multigraph":true,"graph":{said},'
    yield from lists(part, _TAKEN, _node, _edge)
    yield "}\n"


NODE_LINK = Format(
    "node-link",
    "Node-link JSON",
    "json",
    "application/json",
    lambda part: pieces(_texts(part)),
    'NetworkX, D3: networkx.node_link_graph(json.load(file), edges="edges")',
    renamed_losses(_TAKEN),
    read,
)
