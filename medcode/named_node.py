"""The node that a person names: by CURIE, code, or name."""

from graph.model.elements import Node
from graph.model.errors import UnknownNode
from graph.store import GraphStore
from graph.store.named_nodes import find_named


def named_node(store: GraphStore, name: str) -> Node:
    """The node of a CURIE, a code or a name.

    Raises:
        UnknownNode: there is none; the nearest are told.
        InvalidArgument: the name is too long.
    """
    found = find_named(store, name)
    if found.node is None:
        raise UnknownNode(name=name, nearest=[node.curie for node in found.nearest])
    return found.node
