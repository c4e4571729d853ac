"""KGX JSON Lines: a zip of `nodes.jsonl` and `edges.jsonl`."""

from collections.abc import Iterator, Mapping

import orjson

from graph.export.chunk_encoder import encode_chunks
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
    context_files,
    kgx_edge_id,
    primary_source,
)
from graph.export.manifest import MEMBER, build_manifest
from graph.export.rdf.iri import percent_encode_curie
from graph.export.read.kgx import read_jsonl
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.export.zip_stream import Member, stream_zip
from graph.model.elements import Properties, Value


def _renamed(properties: Properties, names: Mapping[str, str]) -> dict[str, Value]:
    return {names[name]: value for name, value in properties.items()}


def _node(node: NodeItem) -> str:
    properties = {
        "id": percent_encode_curie(node.curie),
        "category": [category(node.kind)],
        "name": node.name,
        "provided_by": [PROVIDER],
        KIND: node.kind,
    }
    return f"{orjson.dumps(properties | _renamed(node.properties, NODE_NAMES)).decode()}\n"


def _edge(edge: EdgeItem) -> str:
    """An edge; in none of its own members is anything that JSON escapes (see `graph.model.elements`)."""
    level, agent = knowledge(edge.evidence)
    source = f',"primary_knowledge_source":"{primary_source(edge)}"' if edge.evidence else ""
    properties = orjson.dumps(_renamed(edge.properties, EDGE_NAMES)).decode()[1:-1] + "," if edge.properties else ""
    subject, object_id = percent_encode_curie(edge.source), percent_encode_curie(edge.target)
    return (
        f'{{"id":"{kgx_edge_id(edge)}","subject":"{subject}","predicate":"{predicate(edge.kind, edge.properties)}"'
        f',"object":"{object_id}","knowledge_level":"{level}","agent_type":"{agent}"{source}'
        f',"provided_by":["{PROVIDER}"],"{KEY}":"{edge.key}",{properties}"{EVIDENCE}":{edge.evidence_json}}}\n'
    )


def _members(subgraph: ExportedSubgraph) -> Iterator[Member]:
    yield MEMBER, [build_manifest(subgraph, KGX_JSONL)]
    yield from context_files()
    yield "nodes.jsonl", encode_chunks(map(_node, subgraph.nodes()))
    yield "edges.jsonl", encode_chunks(map(_edge, subgraph.edges()))


KGX_JSONL = Format(
    "kgx-jsonl",
    "KGX JSON Lines",
    "kgx-jsonl.zip",
    "application/zip",
    lambda subgraph: stream_zip(_members(subgraph)),
    "KGX, Biolink and Translator tools",
    LOSSES,
    read_jsonl,
)
