"""Finding a node by what people call it: a CURIE, a slug or a code; and those in a value set by its name."""

from collections.abc import Sequence

from graph.model.elements import Node, is_curie, make_curie
from graph.model.errors import InvalidCurie, UnknownNode
from graph.model.ontology import ONTOLOGY
from graph.search.search_types import Search
from graph.store.nearest_codes import nearest_codes
from graph.store.query_types import NodeSet
from graph.value_sets.expansion import node_set
from graph.value_sets.library import value_sets_of
from schema.context import Request

_SHOWN, _LIKE, _TOLD = 80, 3, 10
"""Characters of an unknown name that are shown, how many nodes of a like name are, and how many unknown ones."""


def require_node(request: Request, kind: str, name: str) -> Node:
    """The node of a kind that a CURIE or slug means.

    Raises:
        UnknownNode: there is no such node of this kind.
    """
    found = find_node(request, kind, name)
    if found is None:
        raise UnknownNode(kind=kind, name=name[:_SHOWN], did_you_mean=_like(request, kind, name))
    return found


def require_curies(request: Request, curies: Sequence[str]) -> None:
    """Let no traversal begin at nodes that are not there: what it found would be an answer to another question.

    Raises:
        InvalidCurie: a text is no CURIE.
        UnknownNode: there are no such nodes.
    """
    graph = request.store.topology.graph
    unknown = [curie for curie in curies if graph.find(curie) is None][:_TOLD]
    for text in unknown:
        if not is_curie(text):
            raise InvalidCurie(curie=text[:_SHOWN], did_you_mean=_found(request, text[:_SHOWN]))
    if unknown:
        kinds = [(curie, ONTOLOGY.by_prefix.get(curie.partition(":")[0])) for curie in unknown]
        like = [near for curie, kind in kinds if kind for near in _like(request, kind.name, curie, of_kind=False)]
        raise UnknownNode(curies=[curie[:_SHOWN] for curie in unknown], did_you_mean=list(dict.fromkeys(like)))


def _found(request: Request, text: str, *kinds: str) -> list[str]:
    """The CURIEs of the nodes that a search finds first, for reasons as good as the first one's, at most a few."""
    hits = request.store.search(Search(text, kinds, limit=_LIKE)).hits
    return [hit.curie for hit in hits if hit.match_type is hits[0].match_type]


def _like(request: Request, kind: str, name: str, *, of_kind: bool = True) -> list[str]:
    """The CURIEs of nodes of a kind that are called nearly so, or of the nearest codes, of it or of any; a few."""
    local = name.rpartition(":")[2][:_SHOWN].replace("-", " ")
    if found := _found(request, local, kind):
        return found
    prefixes = ONTOLOGY.nodes[kind].prefixes
    near = nearest_codes(request.store.topology.graph, name[:_SHOWN])
    return [curie for curie in near if not of_kind or curie.partition(":")[0] in prefixes][:_LIKE]


def find_node(request: Request, kind: str, name: str) -> Node | None:
    """The node of a kind that a CURIE or slug means, or None; a coded procedure has a slug beside its code."""
    prefixes = ONTOLOGY.nodes[kind].prefixes
    candidates = [name] if name.partition(":")[0] in prefixes else [make_curie(prefix, name) for prefix in prefixes]
    for node in [request.node(candidate) for candidate in candidates]:
        if node is not None and node.kind == kind:
            return node
    return _by_slug(request, kind, name) if len(prefixes) > 1 else None


def members_of(request: Request, name: str) -> NodeSet:
    """The nodes in the value set of a name or an address, which is expanded once for each version of the graph."""
    request.announce_rows(0 if name in value_sets_of(request.store).expanded else len(request.store.topology))
    return node_set(request.store, name)


def nodes_by_number(request: Request, numbers: Sequence[int]) -> list[Node]:
    """Nodes that are items of the answer."""
    request.charge_items(len(numbers))
    return [request.store.topology.graph.node(number) for number in numbers]


def _by_slug(request: Request, kind: str, slug: str) -> Node | None:
    graph = request.store.topology.graph
    number = graph.slugs.find(kind, slug)
    return None if number is None else request.node(graph.curie(number))
