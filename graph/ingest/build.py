"""Sources → validate → merge → one `networkx.MultiDiGraph`.

The graph is the same for the same input, byte for byte: nodes and edges enter it sorted. Node attributes are `kind`,
`name` and the properties; edge attributes are the properties and `evidence`, the edge's key is its kind (with
`#2`, `#3` … for further edges of that kind between the same nodes). `graph.graph` holds `documents` and `version`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from graph.ingest.layer import empty_layer
from graph.ingest.merge import Merger
from graph.ingest.merge_edges import ENDS
from graph.ingest.source import Progress, Source, no_progress
from graph.model.findings import SourceError
from graph.model.property_graph import Graph, add_edge
from graph.storage.extend import Additions
from graph.storage.freeze import version_of


@dataclass(slots=True)
class BuildResult:
    """A graph and the findings about its sources."""

    graph: Graph
    findings: list[SourceError]


def build(sources: Iterable[Source], track: Progress = no_progress) -> BuildResult:
    """Read all sources into one graph; invalid nodes, edges and rows are findings and are left out."""
    merger = Merger(empty_layer())
    for source in sources:
        merger.read(source, track)
    merged = merger.merge(is_last=True)
    graph = _assembled(merged.additions)
    graph.graph["documents"] = merged.documents
    graph.graph["version"] = version_of(graph)
    return BuildResult(graph, list(merged.findings))


def _assembled(additions: Additions) -> Graph:
    graph: Graph = nx.MultiDiGraph()
    for curie in sorted(additions.nodes):
        node = additions.nodes[curie]
        graph.add_node(curie, kind=node.kind, name=node.name, **node.properties)
    for edge in sorted(additions.edges, key=ENDS):
        add_edge(graph, edge)
    return graph
