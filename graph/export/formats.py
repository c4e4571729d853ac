"""All formats, by name."""

from collections.abc import Mapping

from graph.export.archive import ARCHIVE
from graph.export.csv_pair import CSV
from graph.export.cx2 import CX2
from graph.export.cypher import CYPHER
from graph.export.cytoscape import CYTOSCAPE
from graph.export.dot import DOT
from graph.export.edge_list import EDGE_LIST
from graph.export.format import Format
from graph.export.gexf import GEXF
from graph.export.graphml import GRAPHML
from graph.export.json_lines import JSON_LINES
from graph.export.kgx.jsonl import KGX_JSONL
from graph.export.kgx.tsv import KGX_TSV
from graph.export.neo4j import NEO4J
from graph.export.node_link import NODE_LINK
from graph.export.parquet import PARQUET
from graph.export.rdf.nquads import N_QUADS
from graph.export.rdf.turtle import TURTLE
from graph.export.table.format import TABLE
from graph.model.errors import InvalidArgument

_ALL = (
    TABLE,
    JSON_LINES,
    NODE_LINK,
    GRAPHML,
    GEXF,
    CYTOSCAPE,
    CX2,
    DOT,
    EDGE_LIST,
    CSV,
    PARQUET,
    NEO4J,
    CYPHER,
    KGX_TSV,
    KGX_JSONL,
    TURTLE,
    N_QUADS,
    ARCHIVE,
)
FORMATS: Mapping[str, Format] = {export_format.name: export_format for export_format in _ALL}


def format_named(name: str) -> Format:
    """The format of this name.

    Raises:
        InvalidArgument: there is none.
    """
    if name not in FORMATS:
        raise InvalidArgument(argument="format", problem=f"there is no format {name[:40]!r}", formats=list(FORMATS))
    return FORMATS[name]
