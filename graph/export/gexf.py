"""GEXF 1.3, as Gephi reads it: https://gexf.net/schema.html.

Nodes have the colours of their kinds and places to begin with. The attribute `kind` of an edge is what lets Gephi keep
edges of different kinds between the same nodes. A date of writing would make each file another, so there is none.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from graph import DISCLAIMER
from graph.export.chunk_encoder import encode_chunks
from graph.export.colours import COLOURS
from graph.export.columns import (
    EDGE_FIELDS,
    LIST_TYPES,
    MIXED_TYPE_LOSSES,
    NODE_FIELDS,
    Field,
    rename_reserved,
    reserved_name_losses,
    unreserved_name,
    value_to_text,
)
from graph.export.format import Format, Loss
from graph.export.layout import iter_positions
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.export.xml_text import CONTROL_CHARACTER_LOSS, HEAD, quote_attribute, replace_invalid
from graph.model.elements import Properties
from graph.model.ontology import PropertyType

NAMESPACE = "http://gexf.net/1.3"
_OPENING = f'<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz" version="1.3">\n'
_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.DATE: "string",
    PropertyType.INTEGER: "long",
    PropertyType.NUMBER: "double",
    PropertyType.BOOLEAN: "boolean",
    **dict.fromkeys(LIST_TYPES, "liststring"),
}
_NODE_RESERVED = frozenset(("id", "label", "pid", "viz", "start", "end", "timeset"))
_EDGE_RESERVED = _NODE_RESERVED | {"source", "target", "type", "weight", "key", "kind"}
"""Columns that Gephi and NetworkX have already, in which a property would be mixed up with what they hold."""
_CACHE_SIZE = 65_536


_TITLES = {"key": "networkx_key"}
"""By this title NetworkX knows the key of an edge; an attribute that is titled `key` stops it."""


def _columns(of: str, own: tuple[str, ...], fields: Mapping[str, Field], reserved: frozenset[str]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    types = dict.fromkeys(own, "string") | {
        unreserved_name(field.name, reserved): _TYPES[field.type] for field in fields.values()
    }
    for name, kind in types.items():
        yield f'<attribute id="{name}" title="{_TITLES.get(name, name)}" type="{kind}"/>\n'
    yield "</attributes>\n"


def _values(properties: Properties) -> str:
    return "".join(
        f'<attvalue for="{name}" value="{quote_attribute(value_to_text(value))}"/>'
        for name, value in properties.items()
    )


def node_xml(item: NodeItem, x: float, y: float) -> str:
    """A node, and where it is drawn."""
    colour = COLOURS[item.kind]
    return (
        f'<node id="{quote_attribute(item.curie)}" label="{quote_attribute(item.name)}">'
        f'<attvalues><attvalue for="kind" value="{item.kind}"/>'
        f"{_values(rename_reserved(item.properties, _NODE_RESERVED))}</attvalues>"
        f'<viz:color r="{colour.red}" g="{colour.green}" b="{colour.blue}"/>'
        f'<viz:position x="{x}" y="{y}" z="0.0"/></node>\n'
    )


def edge_xml(number: int, item: EdgeItem, evidence: str) -> str:
    """An edge with its evidence, which is escaped already."""
    return (
        f'<edge id="{number}" source="{quote_attribute(item.source)}" target="{quote_attribute(item.target)}" '
        f'label="{item.kind}" kind="{item.kind}"><attvalues><attvalue for="key" value="{item.key}"/>'
        f'{_values(rename_reserved(item.properties, _EDGE_RESERVED))}<attvalue for="evidence" value="{evidence}"/>'
        f"</attvalues></edge>\n"
    )


def _texts(subgraph: ExportedSubgraph) -> Iterator[str]:
    yield f"{HEAD}{_OPENING}<meta><creator>medcode-graph</creator>"
    yield f"<description>{quote_attribute(f'Version {subgraph.version}. {DISCLAIMER}')}</description></meta>\n"
    yield '<graph defaultedgetype="directed" idtype="string" mode="static">\n'
    yield from _columns("node", ("kind",), NODE_FIELDS, _NODE_RESERVED)
    yield from _columns("edge", ("key", "evidence"), EDGE_FIELDS, _EDGE_RESERVED)
    yield f'<nodes count="{len(subgraph.node_numbers)}">\n'
    for node, (x, y) in zip(subgraph.nodes(), iter_positions(subgraph), strict=True):
        yield node_xml(node, x, y)
    yield f'</nodes>\n<edges count="{len(subgraph.edge_numbers)}">\n'
    escaped = lru_cache(_CACHE_SIZE)(quote_attribute)
    for number, edge in enumerate(subgraph.edges()):
        yield edge_xml(number, edge, escaped(edge.evidence_json))
    yield "</edges>\n</graph>\n</gexf>\n"


GEXF = Format(
    "gexf",
    "GEXF",
    "gexf",
    "application/gexf+xml",
    lambda subgraph: encode_chunks(_texts(subgraph)),
    "Gephi, NetworkX, sigma.js",
    (
        Loss("name", "the label", kept=True),
        Loss("kind of an edge", "the label, and the attribute kind of its element", kept=True),
        Loss("key of an edge", "the column networkx_key, by which NetworkX knows it", kept=True),
        Loss("lists", "JSON text, declared as a list of strings", kept=True),
        Loss("evidence", "JSON text", kept=True),
        Loss(
            "parallel edges of one kind", "edges, as they are, but Gephi joins them unless it is told not to", kept=True
        ),
        *MIXED_TYPE_LOSSES,
        *reserved_name_losses(_NODE_RESERVED | _EDGE_RESERVED),
        CONTROL_CHARACTER_LOSS,
    ),
    normalise_text=replace_invalid,
)
