"""Cytoscape JSON: `cytoscape({elements: read.elements})` in JavaScript, `networkx.cytoscape_graph(read)` in Python.

What identifies an element (`id`, `source`, `target`, and `value`, by which NetworkX calls a node) is never a property:
a property of such a name, or `parent`, which would put one node into another, gets an underscore.
See https://js.cytoscape.org/#notation/elements-json.
"""

from collections.abc import Iterator

import orjson

from graph import DISCLAIMER
from graph.export.fields import renamed, renamed_losses
from graph.export.format import Format
from graph.export.node_link import edge_members, lists
from graph.export.part import EdgeItem, NodeItem, Part
from graph.export.pieces import pieces

_TAKEN = frozenset(("id", "value", "source", "target", "key", "parent"))


def node_json(item: NodeItem) -> str:
    """A node: its CURIE is its `id`."""
    own = {"id": item.curie, "value": item.curie, "kind": item.kind, "name": item.name}
    return f'{{"data":{orjson.dumps({**own, **renamed(item.properties, _TAKEN)}).decode()}}}'


def edge_json(item: EdgeItem) -> str:
    """An edge; its `id` has blanks, which no CURIE has, so that it is no node's."""
    return f'{{"data":{{"id":"{item.id}",{edge_members(item, _TAKEN)}}}}}'


def _texts(part: Part) -> Iterator[str]:
    said = orjson.dumps({"version": part.version, "disclaimer": DISCLAIMER}).decode()
    yield '{"format_version":"1.0","generated_by":"medcode-graph","target_cytoscapejs_version":"~3",'
    yield f'"directed":true,"multigraph":true,"data":{said},"elements":{{'
    yield from lists(map(node_json, part.nodes()), map(edge_json, part.edges()))
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
