"""KGX JSON Lines: a zip of `nodes.jsonl` and `edges.jsonl`."""

from collections.abc import Iterator, Mapping

import orjson

from graph.export.chunks import pieces
from graph.export.format import Format
from graph.export.kgx.biolink import category, knowledge, predicate
from graph.export.kgx.record import (
    EDGE_NAMES,
    EVIDENCE,
    KEY,
    KIND,
    LOSSES,
    NODE_NAMES,
    PROVIDER,
    companions,
    edge_id,
    primary_source,
)
from graph.export.manifest import MEMBER, manifest
from graph.export.rdf.iri import node_name
from graph.export.read.kgx import read_jsonl
from graph.export.subgraph import EdgeItem, ExportSubgraph, NodeItem
from graph.export.zip_stream import Member, zipped
from graph.model.elements import Properties, Value


def _named(properties: Properties, names: Mapping[str, str]) -> dict[str, Value]:
    return {names[name]: value for name, value in properties.items()}


def _node(node: NodeItem) -> str:
    said = {
        "id": node_name(node.curie),
        "category": [category(node.kind)],
        "name": node.name,
        "provided_by": [PROVIDER],
        KIND: node.kind,
    }
    return f"{orjson.dumps(said | _named(node.properties, NODE_NAMES)).decode()}\n"


def _edge(edge: EdgeItem) -> str:
    """An edge; in none of its own members is anything that JSON escapes (see `graph.model.elements`)."""
    level, agent = knowledge(edge.evidence)
    source = f',"primary_knowledge_source":"{primary_source(edge)}"' if edge.evidence else ""
    said = orjson.dumps(_named(edge.properties, EDGE_NAMES)).decode()[1:-1] + "," if edge.properties else ""
    subject, far = node_name(edge.source), node_name(edge.target)
    return (
        f'{{"id":"{edge_id(edge)}","subject":"{subject}","predicate":"{predicate(edge.kind, edge.properties)}"'
        f',"object":"{far}","knowledge_level":"{level}","agent_type":"{agent}"{source}'
        f',"provided_by":["{PROVIDER}"],"{KEY}":"{edge.key}",{said}"{EVIDENCE}":{edge.evidence_json}}}\n'
    )


def _members(part: ExportSubgraph) -> Iterator[Member]:
    yield MEMBER, [manifest(part, KGX_JSONL)]
    yield from companions()
    yield "nodes.jsonl", pieces(map(_node, part.nodes()))
    yield "edges.jsonl", pieces(map(_edge, part.edges()))


KGX_JSONL = Format(
    "kgx-jsonl",
    "KGX JSON Lines",
    "kgx-jsonl.zip",
    "application/zip",
    lambda part: zipped(_members(part)),
    "KGX, Biolink and Translator tools",
    LOSSES,
    read_jsonl,
)
