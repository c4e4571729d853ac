"""What sources up to a point say, frozen: a graph is built in layers, each upon what is below it.

A layer is kept under a key made of all that it was read from, so that a build reads again only the layers above what
has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import networkx as nx

from graph.ingest.waiting_edges import WaitingEdges
from graph.model.elements import SourceDocument
from graph.model.findings import SourceError
from graph.search.finder import Finder
from graph.storage.freeze import freeze_in_memory
from graph.storage.frozen_graph import FrozenGraph

Names = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By kind and normalised name the CURIEs of the nodes of this name."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A graph with what is needed to go on from it.

    `denied` are pairs that no mapping is inferred between; `waiting` are edges whose ends no source has named yet.
    """

    graph: FrozenGraph
    documents: tuple[SourceDocument, ...] = ()
    findings: tuple[SourceError, ...] = ()
    denied: frozenset[tuple[str, str]] = frozenset()
    waiting: WaitingEdges = field(default_factory=WaitingEdges)
    names: Names = field(default_factory=dict)
    finder: Finder | None = None


def empty_layer() -> Layer:
    """What is below the lowest layer."""
    return Layer(freeze_in_memory(nx.MultiDiGraph()))
