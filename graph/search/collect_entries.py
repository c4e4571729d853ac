"""The entries of a built graph: what is searched of each node, and what its neighbours say of it."""

from collections.abc import Iterator, Mapping

from graph.model.ontology import ONTOLOGY
from graph.model.property_graph import Graph, iter_nodes
from graph.search.entry import Entry, Field, node_entry
from graph.search.index import Meanings
from graph.search.words import name_key

_ABBREVIATION = "ABBR:"
_EVERYDAY = {"skos:exactMatch": Field.EVERYDAY, "skos:closeMatch": Field.NEARLY}
"""What an everyday expression is to what it means; one that is broader, narrower or only related is near to it."""
_COMMONEST = 0.85
"""The least confidence of what an expression means before all else."""
_MAPPED = {"skos:exactMatch": Field.MAPPED, "skos:closeMatch": Field.NEARLY}
"""What the names of a concept are to a code that it is mapped to."""
_CONCEPTS = ("Indication", "Risk", "Contraindication", "Alternative")
"""Kinds of concepts of pages whose nodes may be codes or pages under another name."""


def search_entries(graph: Graph) -> Iterator[Entry]:
    """The entries of all nodes that can be found."""
    said, categories = _said_elsewhere(graph)
    for far, field, name in _indexed(graph):
        said.setdefault(far, []).append((field, name))
    others = set[str]()
    for near, far, field in _mapped(graph):
        if field is Field.MAPPED:
            others.add(near)
            said.setdefault(far, []).extend(said.get(near, ()))
        said.setdefault(far, []).extend((field, name) for name in _names(graph, near))
    for node in iter_nodes(graph):
        kind = ONTOLOGY.nodes[node.kind]
        if kind.is_searched:
            more, sorted_under = said.get(node.curie, ()), tuple(categories.get(node.curie, ()))
            yield node_entry(node, more, sorted_under, is_other=kind.names_others or node.curie in others)


def expression_meanings(graph: Graph) -> Meanings:
    """What expressions stand for that are no names of nodes."""
    meanings: dict[str, list[str]] = {}
    abbreviations = set[str]()
    for curie, attributes in graph.nodes(data=True):
        if attributes["kind"] == "Expression" and attributes.get("meanings"):
            key = name_key(attributes["name"])
            meanings.setdefault(key, []).extend(attributes["meanings"])
            if curie.startswith(_ABBREVIATION):
                abbreviations.add(key)
    return Meanings(meanings, frozenset(abbreviations))


def _mapped(graph: Graph) -> Iterator[tuple[str, str, Field]]:
    """Concepts with what they are mapped to, and what their names are there: its own, if it is the same thing."""
    for curie, attributes in graph.nodes(data=True):
        if attributes["kind"] in _CONCEPTS:
            for near, far, key, edge in graph.out_edges(curie, keys=True, data=True):
                kind = key.partition("#")[0]
                if kind == "DENOTES":
                    yield near, far, Field.MAPPED
                elif kind == "MAPS_TO" and not _is_inferred(edge):
                    yield near, far, _MAPPED.get(edge.get("predicate", ""), Field.RELATED)


def _indexed(graph: Graph) -> Iterator[tuple[str, Field, str]]:
    """What terms of an index lead to, with what the term is to it, and the term."""
    for curie, attributes in graph.nodes(data=True):
        if attributes["kind"] == "IndexTerm":
            for _, far, key, edge in graph.out_edges(curie, keys=True, data=True):
                if key.partition("#")[0] == "LEADS_TO" and edge.get("role") == "default":
                    yield far, _of_index(edge), attributes["name"]


def _of_index(edge: Mapping[str, object]) -> Field:
    """What a term of an index is to what it leads to: a name of a code, and near to a table in which codes begin so."""
    return Field.RELATED if edge.get("prefix") or edge.get("is_incomplete") else Field.INDEX


def _is_inferred(edge: Mapping[str, object]) -> bool:
    return edge.get("justification") == "semapv:LexicalMatching" and edge.get("predicate") == "skos:relatedMatch"


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
                        if field is Field.EVERYDAY and said_there.get("confidence", 1.0) < _COMMONEST:
                            field = Field.NEARLY
                        said.setdefault(near, []).append((field, attributes["name"]))
                    case "HAS_SECTION":
                        said.setdefault(near, []).append((Field.TEXT, attributes.get("text", "")))
                    case "IN_CATEGORY":
                        categories.setdefault(near, []).append(curie)
    return said, categories
