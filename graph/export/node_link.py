"""Node-link JSON, as NetworkX reads it: `networkx.node_link_graph(read, edges="edges")` is a `MultiDiGraph`.

One node or edge a line, so that other programs can read it piece by piece too.
"""

from collections.abc import Iterator, Set

import orjson

from graph import DISCLAIMER
from graph.export.fields import renamed, renamed_losses
from graph.export.format import Format
from graph.export.part import EdgeItem, NodeItem, Part
from graph.export.pieces import pieces
from graph.export.read.node_link import read

_TAKEN = frozenset(("id", "source", "target", "key"))
"""Members that NetworkX takes for itself."""


def node_json(item: NodeItem) -> str:
    """A node: its CURIE is its `id`."""
    said = {"id": item.curie, "kind": item.kind, "name": item.name, **renamed(item.properties, _TAKEN)}
    return orjson.dumps(said).decode()


def edge_json(item: EdgeItem) -> str:
    """An edge."""
    return f"{{{edge_members(item, _TAKEN)}}}"


def edge_members(item: EdgeItem, taken: Set[str]) -> str:
    """The members of an edge, without braces; its properties by the names that are free."""
    own = f'"source":"{item.source}","target":"{item.target}","key":"{item.key}","kind":"{item.kind}",'
    properties = f"{orjson.dumps(renamed(item.properties, taken)).decode()[1:-1]}," if item.properties else ""
    return f'{own}{properties}"evidence":{item.evidence_json}'


def listed(items: Iterator[str]) -> Iterator[str]:
    """Values of a JSON list, each on a line of its own."""
    before = "\n"
    for item in items:
        yield f"{before}{item}"
        before = ",\n"


def lists(nodes: Iterator[str], edges: Iterator[str]) -> Iterator[str]:
    """The members `nodes` and `edges` of an object, without its braces."""
    yield '"nodes":['
    yield from listed(nodes)
    yield '\n],"edges":['
    yield from listed(edges)
    yield "\n]"


def _texts(part: Part) -> Iterator[str]:
    said = orjson.dumps({"version": part.version, "disclaimer": DISCLAIMER}).decode()
    yield f'{{"directed":true,"multigraph":true,"graph":{said},'
    yield from lists(map(node_json, part.nodes()), map(edge_json, part.edges()))
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
