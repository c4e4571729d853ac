"""The networks that are asked about: the whole graph, and parts and projections of it that stand for something."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from graph.storage.frozen_graph import FrozenGraph

if TYPE_CHECKING:
    AnyGraph = nx.Graph[int] | nx.DiGraph[int]
Ints = npt.NDArray[np.int64]
DIRECTED, WHOLE, DIAGNOSES, PAGES, SHARED = "directed", "whole", "diagnoses", "pages", "shared"
NETWORKS = (DIRECTED, WHOLE, DIAGNOSES, PAGES, SHARED)
PAGE_CONCEPTS = (
    "HAS_INDICATION HAS_CONTRAINDICATION HAS_RISK HAS_BENEFIT HAS_ALTERNATIVE HAS_PREPARATION HAS_RECOVERY "
    "PERFORMED_BY PERFORMED_IN MAPS_TO IN_CATEGORY"
).split()
"""How pages and what they name are joined."""
SHARED_CONCEPTS = ("HAS_INDICATION", "HAS_RISK", "MAPS_TO")


@dataclass(frozen=True, slots=True)
class Network:
    """A simple graph: nodes are numbered from 0; of an undirected one each edge stands once."""

    name: str
    says: str
    nodes: int
    source: Ints
    target: Ints
    directed: bool = False

    def to_networkx(self) -> "AnyGraph":
        """The same as a NetworkX graph."""
        graph: AnyGraph = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(range(self.nodes))
        graph.add_edges_from(zip(self.source.tolist(), self.target.tolist(), strict=True))
        return graph

    def adjacency(self) -> Any:
        """The adjacency matrix, symmetric for an undirected network."""
        source, target = self.source, self.target
        if not self.directed:
            source, target = np.concatenate([source, target]), np.concatenate([target, source])
        return csr_array((np.ones(len(source)), (source, target)), shape=(self.nodes, self.nodes))

    def degree(self) -> Ints:
        """How many edges each node has."""
        return np.bincount(np.concatenate([self.source, self.target]), minlength=self.nodes)


def networks(graph: FrozenGraph) -> Iterator[Network]:
    """All networks of a frozen graph."""
    source, target = graph.columns["edge.source"].astype(np.int64), graph.columns["edge.target"].astype(np.int64)
    kind = graph.columns["edge.kind"]
    yield _simple(DIRECTED, "all nodes and edges, in their direction", source, target, directed=True)
    yield _simple(WHOLE, "all nodes and edges, without direction", source, target)
    diagnosis = graph.columns["node.kind"][source] == NODE_KINDS.index("Diagnosis")
    tree = diagnosis & (kind == EDGE_KINDS.index("IS_A"))
    yield _simple(DIAGNOSES, "ICD-10-CM codes and their broader ones", source[tree], target[tree])
    described = np.zeros(len(graph), dtype=np.bool_)
    described[source[kind == EDGE_KINDS.index("HAS_SECTION")]] = True
    named = described[source] & np.isin(kind, [EDGE_KINDS.index(name) for name in PAGE_CONCEPTS])
    yield _simple(PAGES, "procedures with pages, and what the pages name", source[named], target[named])
    met = described[source] & np.isin(kind, [EDGE_KINDS.index(name) for name in SHARED_CONCEPTS])
    yield _shared(source[met], target[met])


def _simple(name: str, says: str, source: Ints, target: Ints, *, directed: bool = False) -> Network:
    """A network of the nodes that these edges have, without loops and parallel edges."""
    nodes, place = np.unique(np.concatenate([source, target]), return_inverse=True)
    ends = place.reshape(2, -1)
    ends = ends if directed else np.sort(ends, axis=0)
    ends = np.unique(ends[:, ends[0] != ends[1]], axis=1)
    return Network(name, says, len(nodes), ends[0], ends[1], directed)


def _shared(source: Ints, target: Ints) -> Network:
    """The projection on the procedures: two are joined if both name the same thing."""
    procedures, row = np.unique(source, return_inverse=True)
    concepts, column = np.unique(target, return_inverse=True)
    has = csr_array((np.ones(len(row)), (row, column)), shape=(len(procedures), len(concepts)))
    one, other = (has @ has.T).nonzero()
    says = "procedures with pages, joined by what both can cause, are done for or are coded as"
    return Network(
        SHARED, says, len(procedures), one[one < other].astype(np.int64), other[one < other].astype(np.int64)
    )
