"""An edge list: source, target, kind and key of an edge on a line, between tabs, without a line of names.

A key may hold a `#`, which NetworkX takes for a comment unless it is told that there are none.
"""

from collections.abc import Iterator

from graph.export.chunk_encoder import encode_chunks
from graph.export.format import Format, Loss
from graph.export.subgraph import ExportedSubgraph


def _lines(subgraph: ExportedSubgraph) -> Iterator[str]:
    """No CURIE, kind or key has white space. What the list leaves out need not be decoded."""
    return map("\t".join, subgraph.edge_keys())


EDGE_LIST = Format(
    "edgelist",
    "Edge list",
    "tsv",
    "text/tab-separated-values",
    lambda subgraph: encode_chunks(_lines(subgraph), end="\n"),
    'NetworkX: read_edgelist(file, comments=None, delimiter="\\t", create_using=networkx.MultiDiGraph, '
    'data=[("kind", str), ("key", str)]); SNAP, graph-tool, awk',
    (
        Loss("nodes without edges", "nothing", kept=False),
        Loss("kind, name and properties of nodes", "nothing", kept=False),
        Loss("properties and evidence of edges", "nothing", kept=False),
    ),
)
