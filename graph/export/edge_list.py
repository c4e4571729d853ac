"""An edge list: source, target, kind and key of an edge on a line, between tabs, below a line with these names."""

from collections.abc import Iterator
from itertools import chain

from graph.export.chunk_encoder import encode_chunks
from graph.export.format import Format, Loss
from graph.export.subgraph import ExportedSubgraph

COLUMNS = ("source", "target", "kind", "key")


def _lines(subgraph: ExportedSubgraph) -> Iterator[str]:
    """No CURIE, kind or key has white space. What the list leaves out need not be decoded."""
    return map("\t".join, chain([COLUMNS], subgraph.edge_keys()))


EDGE_LIST = Format(
    "edgelist",
    "Edge list",
    "tsv",
    "text/tab-separated-values",
    lambda subgraph: encode_chunks(_lines(subgraph), end="\n"),
    'pandas: read_csv(file, sep="\\t", dtype=str); NetworkX: from_pandas_edgelist(table, edge_attr="kind", '
    'edge_key="key", create_using=networkx.MultiDiGraph); igraph, graph-tool, awk',
    (
        Loss("nodes without edges", "nothing", kept=False),
        Loss("kind, name and properties of nodes", "nothing", kept=False),
        Loss("properties and evidence of edges", "nothing", kept=False),
    ),
)
