"""GraphML, by its schema: http://graphml.graphdrawing.org/specification.html.

Keys are typed by the ontology. An id may hold letters, digits and `. - _ :` only (NMTOKEN), so that each other
character of a CURIE is written `_xHHHH_` by its number, as SQL does with names in XML (ISO/IEC 9075-14, 9.1); the data
`curie` has it as it is. Edges have no id of their own: NetworkX then takes their `key`, which tells parallel ones
apart.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from graph import DISCLAIMER
from graph.export.chunk_encoder import encode_chunks
from graph.export.columns import (
    EDGE_FIELDS,
    LIST_TYPES,
    MIXED_TYPE_LOSSES,
    NODE_BASE_COLUMNS,
    NODE_FIELDS,
    Field,
    value_to_text,
)
from graph.export.format import Format, Loss
from graph.export.read.graphml import read
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.export.xml_text import CONTROL_CHARACTER_LOSS, HEAD, escape_content, replace_invalid
from graph.model.elements import Properties
from graph.model.ontology import PropertyType

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
EDGE_DATA = ("kind", "key", "evidence")
GRAPH_DATA = ("version", "disclaimer")
_OPENING = (
    f'<graphml xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd">\n'
)
_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.DATE: "string",
    PropertyType.INTEGER: "long",
    PropertyType.NUMBER: "double",
    PropertyType.BOOLEAN: "boolean",
    **dict.fromkeys(LIST_TYPES, "string"),
}
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._:-]|_(?=x[0-9A-F]{4,6}_)")
_CACHE_SIZE = 65_536


def xml_id(curie: str) -> str:
    """The CURIE as an id; different CURIEs have different ids."""
    return _NOT_IN_IDS.sub(lambda found: f"_x{ord(found[0]):04X}_", curie) if _NOT_IN_IDS.search(curie) else curie


def _keys(of: str, own: tuple[str, ...], fields: Mapping[str, Field]) -> Iterator[str]:
    types = dict.fromkeys(own, "string") | {field.name: _TYPES[field.type] for field in fields.values()}
    for name, kind in types.items():
        yield f'<key id="{of[0]}.{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'


def _properties(of: str, properties: Properties) -> str:
    return "".join(
        f'<data key="{of}.{name}">{escape_content(value_to_text(value))}</data>' for name, value in properties.items()
    )


def node_xml(item: NodeItem) -> str:
    """A node."""
    return (
        f'<node id="{xml_id(item.curie)}"><data key="n.curie">{escape_content(item.curie)}</data>'
        f'<data key="n.kind">{item.kind}</data><data key="n.name">{escape_content(item.name)}</data>'
        f"{_properties('n', item.properties)}</node>\n"
    )


def edge_xml(item: EdgeItem, evidence: str) -> str:
    """An edge with its evidence, which is escaped already."""
    return (
        f'<edge source="{xml_id(item.source)}" target="{xml_id(item.target)}"><data key="e.kind">{item.kind}</data>'
        f'<data key="e.key">{item.key}</data>{_properties("e", item.properties)}'
        f'<data key="e.evidence">{evidence}</data></edge>\n'
    )


def _texts(subgraph: ExportedSubgraph) -> Iterator[str]:
    yield f"{HEAD}{_OPENING}"
    yield from _keys("graph", GRAPH_DATA, {})
    yield from _keys("node", NODE_BASE_COLUMNS, NODE_FIELDS)
    yield from _keys("edge", EDGE_DATA, EDGE_FIELDS)
    counts = f'parse.nodes="{len(subgraph.node_numbers)}" parse.edges="{len(subgraph.edge_numbers)}"'
    yield f'<graph edgedefault="directed" parse.order="nodesfirst" {counts}>\n'
    yield f'<data key="g.version">{escape_content(subgraph.version)}</data>\n'
    yield f'<data key="g.disclaimer">{escape_content(DISCLAIMER)}</data>\n'
    yield from map(node_xml, subgraph.nodes())
    escaped = lru_cache(_CACHE_SIZE)(escape_content)
    for edge in subgraph.edges():
        yield edge_xml(edge, escaped(edge.evidence_json))
    yield "</graph>\n</graphml>\n"


GRAPHML = Format(
    "graphml",
    "GraphML",
    "graphml",
    "application/graphml+xml",
    lambda subgraph: encode_chunks(_texts(subgraph)),
    "NetworkX, igraph, Gephi, yEd, Cytoscape, TinkerPop",
    (
        Loss("id", "_xHHHH_ for each character that no id may hold; the attribute curie has all", kept=True),
        Loss("lists", "JSON text", kept=True),
        Loss("evidence", "JSON text", kept=True),
        *MIXED_TYPE_LOSSES,
        CONTROL_CHARACTER_LOSS,
    ),
    read,
    replace_invalid,
)
