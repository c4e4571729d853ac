"""KGX TSV: a zip of `nodes.tsv` and `edges.tsv`."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from graph.export.chunk_encoder import encode_chunks
from graph.export.columns import value_to_text
from graph.export.format import Format
from graph.export.kgx.biolink import category, knowledge, predicate
from graph.export.kgx.record import (
    EDGE_COLUMNS,
    EDGE_NAMES,
    LOSSES,
    NODE_COLUMNS,
    NODE_NAMES,
    PROVIDER,
    context_files,
    kgx_edge_id,
    primary_source,
)
from graph.export.kgx.tsv_escaping import LOSSES as REFERENCES
from graph.export.kgx.tsv_escaping import escape_cell, escape_list
from graph.export.manifest import MEMBER, build_manifest
from graph.export.rdf.iri import percent_encode_curie
from graph.export.read.kgx import read_tsv
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.export.zip_stream import Member, stream_zip
from graph.model.elements import Properties, Value

_CACHE_SIZE = 16_384
_escape_cell_cached = lru_cache(_CACHE_SIZE)(escape_cell)
"""`escape_cell` for what stands in many cells."""
_NO_PROPERTIES = "\t" * (len(EDGE_NAMES) - 1)


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    return escape_list(value) if isinstance(value, tuple) else escape_cell(value_to_text(value))


def _cells(properties: Properties, names: Mapping[str, str]) -> str:
    return "\t".join([_cell(properties.get(name)) for name in names])


def _node(node: NodeItem) -> str:
    own = (
        f"{percent_encode_curie(node.curie)}\t{category(node.kind)}\t{escape_cell(node.name)}\t{PROVIDER}\t{node.kind}"
    )
    return f"{own}\t{_cells(node.properties, NODE_NAMES)}\n"


def _edge(edge: EdgeItem) -> str:
    level, agent = knowledge(edge.evidence)
    source, target = percent_encode_curie(edge.source), percent_encode_curie(edge.target)
    ends = f"{source}\t{predicate(edge.kind, edge.properties)}\t{target}"
    properties = _cells(edge.properties, EDGE_NAMES) if edge.properties else _NO_PROPERTIES
    provenance = f"{level}\t{agent}\t{primary_source(edge)}\t{PROVIDER}\t{edge.key}"
    return f"{kgx_edge_id(edge)}\t{ends}\t{provenance}\t{properties}\t{_escape_cell_cached(edge.evidence_json)}\n"


def _lines(header: tuple[str, ...], lines: Iterator[str]) -> Iterator[str]:
    yield "\t".join(header) + "\n"
    yield from lines


def _members(subgraph: ExportedSubgraph) -> Iterator[Member]:
    yield MEMBER, [build_manifest(subgraph, KGX_TSV)]
    yield from context_files()
    yield "nodes.tsv", encode_chunks(_lines(NODE_COLUMNS, map(_node, subgraph.nodes())))
    yield "edges.tsv", encode_chunks(_lines(EDGE_COLUMNS, map(_edge, subgraph.edges())))


KGX_TSV = Format(
    "kgx-tsv",
    "KGX TSV",
    "kgx-tsv.zip",
    "application/zip",
    lambda subgraph: stream_zip(_members(subgraph)),
    "KGX, Biolink and Translator tools",
    (*LOSSES, *REFERENCES),
    read_tsv,
)
