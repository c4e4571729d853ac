"""Whether a graph has texts that are licensed to somebody, which no answer over it may carry away unasked."""

from graph.export.subgraph import LICENSED
from graph.model.ontology import ONTOLOGY
from graph.storage.frozen_graph import FrozenGraph

_KINDS = tuple(
    kind.name for kind in ONTOLOGY.node_kinds if any(declared.name == LICENSED for declared in kind.properties)
)


def holds_licensed_texts(graph: FrozenGraph) -> bool:
    """Whether some node has a text that may not be passed on.

    An answer quotes names in many fields (hits, findings, paths), so that what it holds cannot be told from the nodes
    that it gives out.
    """
    return any(graph.property_columns.column(kind, LICENSED).values for kind in _KINDS)
