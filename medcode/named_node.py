"""The node that a person names: by CURIE, code, or name."""

from graph.model.elements import Node
from graph.model.errors import UnknownNode
from graph.search.match_type import MatchType
from graph.search.search_types import Search
from graph.store import GraphStore

_LISTED = 5
_CERTAIN = MatchType.SYNONYM
"""The weakest match by which a node may be named: all of one of its names, or its code."""


def named_node(store: GraphStore, name: str) -> Node:
    """The node of a CURIE, or the best hit of a search if the name is its code or one of its names.

    Raises:
        UnknownNode: there is none; the nearest are told.
        InvalidArgument: the name is too long.
    """
    node = store.node(name)
    if node is not None:
        return node
    hits = store.search(Search(name, limit=_LISTED)).hits
    found = store.node(hits[0].curie) if hits and hits[0].match_type >= _CERTAIN else None
    if found is None:
        raise UnknownNode(name=name, nearest=[hit.curie for hit in hits])
    return found
