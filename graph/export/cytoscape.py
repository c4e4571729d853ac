"""Cytoscape JSON: `cytoscape({elements: read.elements})` in JavaScript, `networkx.cytoscape_graph(read)` in Python.

What identifies an element (`id`, `source`, `target`, and `value`, by which NetworkX calls a node) is never a property:
a property of such a name, or `parent`, which would put one node into another, gets an underscore.
See https://js.cytoscape.org/#notation/elements-json.
"""

from collections.abc import Iterator

import orjson

from graph import DISCLAIMER
from graph.export.chunks import pieces
from graph.export.columns import renamed_losses
from graph.export.format import Format
from graph.export.json_records import EdgeText, NodeText, lists
from graph.export.subgraph import ExportSubgraph

_TAKEN = frozenset(("id", "value", "source", "target", "key", "parent"))


def _node(node: NodeText) -> str:
    """A node: its CURIE is its `id`."""
    curie, said = node
    return f'{{"data":{{"id":"{curie}","value":"{curie}",{said}}}}}'


def _edge(edge: EdgeText) -> str:
    """An edge; its `id` has blanks, which no CURIE has, so that it is no node's."""
    source, target, key, said = edge
    return f'{{"data":{{"id":"{source} {key} {target}","source":"{source}","target":"{target}",{said}}}}}'


def _texts(part: ExportSubgraph) -> Iterator[str]:
    said = orjson.dumps({"version": part.version, "disclaimer": DISCLAIMER}).decode()
    yield '{"format_version":"1.0","generated_by":"medcode-graph","target_cytoscapejs_version":"~3",'
    yield f'"directed":true,"multigraph":true,"data":{said},"elements":{{'
    yield from lists(part, _TAKEN, _node, _edge)
    yield "}}\n"


CYTOSCAPE = Format(
    "cytoscape",
    "Cytoscape JSON",
    "cyjs",
    "application/json",
    lambda part: pieces(_texts(part)),
    "cytoscape.js, NetworkX; for Cytoscape Desktop and Web take cx2",
    renamed_losses(_TAKEN),
)
