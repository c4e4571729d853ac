"""The entries of a built graph: what is searched of each node, and what its neighbours say of it."""

from collections.abc import Iterator

from graph.model.ontology import ONTOLOGY
from graph.model.property_graph import Graph, iter_nodes
from graph.search.entry import Entry, Field, node_entry

_EVERYDAY = {"skos:exactMatch": Field.EVERYDAY, "skos:closeMatch": Field.NEARLY}
"""What an everyday expression is to what it means; one that is broader, narrower or only related is no name of it."""


def search_entries(graph: Graph) -> Iterator[Entry]:
    """The entries of all nodes that can be found."""
    said, categories = _said_elsewhere(graph)
    denoting = {near for near, _, key in graph.edges(keys=True) if key == "DENOTES"}
    for near, far in _same(graph):
        said.setdefault(far, []).extend((Field.MAPPED, name) for name in _names(graph, near))
    for node in iter_nodes(graph):
        kind = ONTOLOGY.nodes[node.kind]
        if kind.is_searched:
            more, sorted_under = said.get(node.curie, ()), tuple(categories.get(node.curie, ()))
            yield node_entry(node, more, sorted_under, is_other=kind.names_others or node.curie in denoting)


def _same(graph: Graph) -> Iterator[tuple[str, str]]:
    """Pairs of nodes of which the first is the second under another name: by a mapping, or as an alternative."""
    for curie, attributes in graph.nodes(data=True):
        if attributes["kind"] in ("Indication", "Alternative"):
            for near, far, key, edge in graph.out_edges(curie, keys=True, data=True):
                if key == "DENOTES" or edge.get("predicate") == "skos:exactMatch":
                    yield near, far


def _names(graph: Graph, curie: str) -> tuple[str, ...]:
    attributes = graph.nodes[curie]
    return attributes["name"], *attributes.get("synonyms", ())


def _said_elsewhere(graph: Graph) -> tuple[dict[str, list[tuple[Field, str]]], dict[str, list[str]]]:
    """By node: everyday expressions and the sections of its page; the categories it is sorted under."""
    said: dict[str, list[tuple[Field, str]]] = {}
    categories: dict[str, list[str]] = {}
    for curie, attributes in graph.nodes(data=True):
        if attributes["kind"] in ("Expression", "Section", "Category"):
            for near, _, key, said_there in graph.in_edges(curie, keys=True, data=True):
                match key.partition("#")[0]:
                    case "KNOWN_AS":
                        field = _EVERYDAY.get(said_there.get("predicate", ""), Field.RELATED)
                        said.setdefault(near, []).append((field, attributes["name"]))
                    case "HAS_SECTION":
                        said.setdefault(near, []).append((Field.TEXT, attributes.get("text", "")))
                    case "IN_CATEGORY":
                        categories.setdefault(near, []).append(curie)
    return said, categories
