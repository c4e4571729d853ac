"""KGX TSV: a zip of `nodes.tsv` and `edges.tsv`."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from graph.export.chunks import pieces
from graph.export.columns import as_text
from graph.export.format import Format
from graph.export.kgx.biolink import category, knowledge, predicate
from graph.export.kgx.record import (
    EDGE_COLUMNS,
    EDGE_NAMES,
    LOSSES,
    NODE_COLUMNS,
    NODE_NAMES,
    PROVIDER,
    companions,
    edge_id,
    primary_source,
)
from graph.export.kgx.references import LOSSES as REFERENCES
from graph.export.kgx.references import listed, referred
from graph.export.manifest import MEMBER, manifest
from graph.export.rdf.iri import node_name
from graph.export.read.kgx import read_tsv
from graph.export.subgraph import EdgeItem, ExportSubgraph, NodeItem
from graph.export.zip_stream import Member, zipped
from graph.model.elements import Properties, Value

_REMEMBERED = 16_384
_remembered = lru_cache(_REMEMBERED)(referred)
"""`referred` for what stands in many cells."""
_NOTHING = "\t" * (len(EDGE_NAMES) - 1)


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    return listed(value) if isinstance(value, tuple) else referred(as_text(value))


def _cells(properties: Properties, names: Mapping[str, str]) -> str:
    return "\t".join([_cell(properties.get(name)) for name in names])


def _node(node: NodeItem) -> str:
    own = f"{node_name(node.curie)}\t{category(node.kind)}\t{referred(node.name)}\t{PROVIDER}\t{node.kind}"
    return f"{own}\t{_cells(node.properties, NODE_NAMES)}\n"


def _edge(edge: EdgeItem) -> str:
    level, agent = knowledge(edge.evidence)
    ends = f"{node_name(edge.source)}\t{predicate(edge.kind, edge.properties)}\t{node_name(edge.target)}"
    said = _cells(edge.properties, EDGE_NAMES) if edge.properties else _NOTHING
    came = f"{level}\t{agent}\t{primary_source(edge)}\t{PROVIDER}\t{edge.key}"
    return f"{edge_id(edge)}\t{ends}\t{came}\t{said}\t{_remembered(edge.evidence_json)}\n"


def _lines(header: tuple[str, ...], lines: Iterator[str]) -> Iterator[str]:
    yield "\t".join(header) + "\n"
    yield from lines


def _members(part: ExportSubgraph) -> Iterator[Member]:
    yield MEMBER, [manifest(part, KGX_TSV)]
    yield from companions()
    yield "nodes.tsv", pieces(_lines(NODE_COLUMNS, map(_node, part.nodes())))
    yield "edges.tsv", pieces(_lines(EDGE_COLUMNS, map(_edge, part.edges())))


KGX_TSV = Format(
    "kgx-tsv",
    "KGX TSV",
    "kgx-tsv.zip",
    "application/zip",
    lambda part: zipped(_members(part)),
    "KGX, Biolink and Translator tools",
    (*LOSSES, *REFERENCES),
    read_tsv,
)
