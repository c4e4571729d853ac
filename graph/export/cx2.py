"""CX2, the Cytoscape Exchange Format, version 2: https://cytoscape.org/cx/cx2/specification.

Ids are whole numbers, as it demands; a node's CURIE is its attribute `represents`, an edge's kind is `interaction`, by
the names that Cytoscape and NDEx give these. Attributes are declared with the types of the ontology.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import orjson

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
from graph.export.json_records import join_json_items
from graph.export.layout import iter_positions
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.model.elements import Properties
from graph.model.ontology import PropertyType

_NODE_OWN = frozenset(("name", "represents", "kind"))
_EDGE_OWN = frozenset(("interaction", "key", "evidence"))
_BATCH = 4_096
_ENDS = ("source", "target")
_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.DATE: "string",
    PropertyType.INTEGER: "long",
    PropertyType.NUMBER: "double",
    PropertyType.BOOLEAN: "boolean",
    **dict.fromkeys(LIST_TYPES, "list_of_string"),
}


def _attribute_declarations(own: frozenset[str], fields: Mapping[str, Field]) -> dict[str, dict[str, str]]:
    texts = {name: {"d": "string"} for name in sorted(own)}
    return texts | {unreserved_name(field.name, own): {"d": _TYPES[field.type]} for field in fields.values()}


def _attribute_values(properties: Properties, own: frozenset[str], fields: Mapping[str, Field]) -> Properties:
    """Properties as they are declared: a property of mixed types is text."""
    if any(fields[name].mixed for name in properties):
        properties = {name: value_to_text(value) if fields[name].mixed else value for name, value in properties.items()}
    return rename_reserved(properties, own)


def node_json(number: int, item: NodeItem, x: float, y: float) -> str:
    """A node by its number, and where it is drawn."""
    own = {"name": item.name, "represents": item.curie, "kind": item.kind}
    values = {**own, **_attribute_values(item.properties, _NODE_OWN, NODE_FIELDS)}
    return orjson.dumps({"id": number, "x": x, "y": y, "v": values}).decode()


def edge_json(number: int, source: int, target: int, item: EdgeItem) -> str:
    """An edge by its number and those of its ends."""
    values = {"interaction": item.kind, "key": item.key, "evidence": item.evidence_json}
    values.update(_attribute_values(item.properties, _EDGE_OWN, EDGE_FIELDS))  # type: ignore[arg-type]
    return orjson.dumps({"id": number, "s": source, "t": target, "v": values}).decode()


def _texts(subgraph: ExportedSubgraph) -> Iterator[str]:
    attributes = {"name": "medcode-graph", "version": subgraph.version, "description": DISCLAIMER}
    nodes, edges = _attribute_declarations(_NODE_OWN, NODE_FIELDS), _attribute_declarations(_EDGE_OWN, EDGE_FIELDS)
    declarations = {"networkAttributes": {name: {"d": "string"} for name in attributes}, "nodes": nodes, "edges": edges}
    yield "["
    yield _aspect({"CXVersion": "2.0", "hasFragments": False})
    yield _aspect({"metaData": _metadata(subgraph)})
    yield _aspect({"attributeDeclarations": [declarations]})
    yield _aspect({"networkAttributes": [attributes]})
    yield '{"nodes":['
    yield from join_json_items(_nodes(subgraph))
    yield '\n]},\n{"edges":['
    yield from join_json_items(_edges(subgraph))
    yield "\n]},\n"
    yield _aspect({"visualProperties": [_style()]})
    yield '{"status":[{"success":true}]}]\n'


def _nodes(subgraph: ExportedSubgraph) -> Iterator[str]:
    return (
        node_json(number, item, *position)
        for number, (item, position) in enumerate(zip(subgraph.nodes(), iter_positions(subgraph), strict=True))
    )


def _edges(subgraph: ExportedSubgraph) -> Iterator[str]:
    return (
        edge_json(number, *ends, item)
        for number, (ends, item) in enumerate(zip(_endpoint_indexes(subgraph), subgraph.edges(), strict=True))
    )


def _endpoint_indexes(subgraph: ExportedSubgraph) -> Iterator[tuple[int, int]]:
    """The places of both ends of each edge among the nodes of the part."""
    columns = subgraph.topology.graph.columns
    for start in range(0, len(subgraph.edge_numbers), _BATCH):
        edges = subgraph.edge_numbers[start : start + _BATCH]
        sources, targets = (np.searchsorted(subgraph.node_numbers, columns[f"edge.{end}"][edges]) for end in _ENDS)
        yield from zip(sources.tolist(), targets.tolist(), strict=True)


def _metadata(subgraph: ExportedSubgraph) -> list[dict[str, Any]]:
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": len(subgraph.node_numbers)}
    counts |= {"edges": len(subgraph.edge_numbers), "visualProperties": 1}
    return [{"name": name, "elementCount": number} for name, number in counts.items()]


def _style() -> dict[str, Any]:
    """Nodes with their names, in the colours of their kinds: https://cytoscape.org/cx/cx2/cx2-visual-styles."""
    label = {"type": "PASSTHROUGH", "definition": {"attribute": "name", "type": "string"}}
    colours = [{"v": kind, "vp": colour.hex} for kind, colour in COLOURS.items()]
    fill = {"type": "DISCRETE", "definition": {"attribute": "kind", "type": "string", "map": colours}}
    arrows = {"EDGE_TARGET_ARROW_SHAPE": "triangle"}
    default: dict[str, Any] = {"network": {}, "node": {"NODE_SHAPE": "ellipse"}, "edge": arrows}
    mapping = {"NODE_LABEL": label, "NODE_BACKGROUND_COLOR": fill}
    return {"default": default, "nodeMapping": mapping, "edgeMapping": {}}


def _aspect(attributes: Mapping[str, Any]) -> str:
    return f"{orjson.dumps(attributes).decode()},\n"


CX2 = Format(
    "cx2",
    "Cytoscape Exchange Format 2",
    "cx2",
    "application/json",
    lambda subgraph: encode_chunks(_texts(subgraph)),
    "Cytoscape Desktop and Web, NDEx, ndex2",
    (
        Loss("id", "a number; the CURIE is the attribute represents", kept=True),
        Loss("kind of an edge", "the attribute interaction", kept=True),
        Loss("evidence", "JSON text", kept=True),
        *MIXED_TYPE_LOSSES,
        *reserved_name_losses(_NODE_OWN | _EDGE_OWN),
    ),
)
