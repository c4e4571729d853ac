"""The entries of a graph: what is searched of each node, and what its neighbours say of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from graph.model.elements import Edge, Node
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY
from graph.search.entry import Entry, Field, node_entry
from graph.search.index import Meanings
from graph.search.words import name_key
from graph.storage.columns import Array
from graph.storage.frozen_graph import FrozenGraph

_ABBREVIATION = "ABBR:"
_EVERYDAY = {"skos:exactMatch": Field.EVERYDAY, "skos:closeMatch": Field.NEARLY}
"""What an everyday expression is to what it means; one that is broader, narrower or only related is near to it."""
_COMMONEST = 0.85
"""The least confidence of what an expression means before all else."""
_MAPPED = {"skos:exactMatch": Field.MAPPED, "skos:closeMatch": Field.NEARLY}
"""What the names of a concept are to a code that it is mapped to."""
_CONCEPTS = ("Indication", "Risk", "Contraindication", "Alternative")
"""Kinds of concepts of pages whose nodes may be codes or pages under another name."""


Flags = npt.NDArray[np.bool_]
_SAYING = ("KNOWN_AS", "HAS_SECTION", "IN_CATEGORY", "LEADS_TO")
_MAPPING = ("DENOTES", "MAPS_TO")


def search_entries(graph: FrozenGraph, among: Array | None = None) -> Iterator[Entry]:
    """The entries of all nodes that can be found, or of those among some."""
    asked = np.ones(len(graph), dtype=np.bool_)
    if among is not None:
        asked[:] = False
        asked[among] = True
    mapped = _mapped(graph, asked)
    neighbours = asked.copy()
    neighbours[[near for near, _, _ in mapped]] = True
    said, categories = _said_elsewhere(graph, neighbours)
    others = set[int]()
    for near, far, field in mapped:
        if field is Field.MAPPED:
            others.add(near)
            said.setdefault(far, []).extend(said.get(near, ()))
        said.setdefault(far, []).extend((field, name) for name in _names(graph.node(near)))
    for number in np.flatnonzero(asked).tolist():
        kind = ONTOLOGY.nodes[NODE_KINDS[graph.kinds[number]]]
        if kind.is_searched:
            more, sorted_under = said.get(number, ()), tuple(categories.get(number, ()))
            yield node_entry(graph.node(number), more, sorted_under, is_other=kind.names_others or number in others)


def with_changed_entries(graph: FrozenGraph, nodes: Iterable[Node], edges: Iterable[Edge]) -> Array:
    """The numbers of all nodes whose entries may be others since some nodes and edges are there."""
    changed = {node.curie for node in nodes}
    for edge in edges:
        if edge.kind in _SAYING:
            changed.add(edge.target if edge.kind == "LEADS_TO" else edge.source)
        elif edge.kind in _MAPPING:
            changed.update((edge.source, edge.target))
    numbers = {number for curie in changed if (number := graph.find(curie)) is not None}
    for number in list(numbers):  # What is said of a concept is said of what it is mapped to.
        if NODE_KINDS[graph.kinds[number]] in _CONCEPTS:
            numbers.update(graph.target(edge) for kind in _MAPPING for edge in graph.row(number, kind, out=True))
    return np.array(sorted(numbers), dtype=np.uint32)


def expression_meanings(graph: FrozenGraph) -> Meanings:
    """What expressions stand for that are no names of nodes."""
    return _meanings(_expressions(graph))


def changed_meanings(below: FrozenGraph, nodes: Iterable[Node]) -> Meanings:
    """What expressions stand for in a graph that adds some nodes, or changes them, to one below."""
    changed = {node.curie: node for node in nodes if node.kind == "Expression"}
    kept = (item for item in _expressions(below) if item.curie not in changed)
    return _meanings(sorted([*kept, *_explained(changed.values())], key=attrgetter("curie")))


@dataclass(frozen=True, slots=True)
class _Explained:
    """An expression with what it stands for."""

    curie: str
    key: str
    meanings: tuple[str, ...]


_known_expressions: WeakKeyDictionary[FrozenGraph, Sequence[_Explained]] = WeakKeyDictionary()
"""Those of graphs that are extended again and again."""


def _expressions(graph: FrozenGraph) -> Sequence[_Explained]:
    """The expressions of a graph that are explained, by CURIE."""
    known = _known_expressions.get(graph)
    if known is None:
        nodes = (graph.node(number) for number in sorted(graph.of_kind("Expression").tolist()))
        known = _known_expressions[graph] = list(_explained(nodes))
    return known


def _explained(nodes: Iterable[Node]) -> Iterator[_Explained]:
    for node in nodes:
        meanings = node.properties.get("meanings")
        if isinstance(meanings, tuple):
            yield _Explained(node.curie, name_key(node.name), meanings)


def _meanings(expressions: Iterable[_Explained]) -> Meanings:
    """What expressions stand for; those of abbreviations come first, as CURIEs are in order.

    Everyday expressions of the same letters are other words for an abbreviation, not other things that it may mean.
    """
    meanings: dict[str, list[str]] = {}
    abbreviations: dict[str, int] = {}
    for item in expressions:
        of_key = meanings.setdefault(item.key, [])
        of_key.extend(meaning for meaning in dict.fromkeys(item.meanings) if meaning not in of_key)
        if item.curie.startswith(_ABBREVIATION):
            abbreviations[item.key] = len(of_key)
    return Meanings(meanings, abbreviations)


def _edges(graph: FrozenGraph, kinds: Sequence[str], ends: Flags) -> Array:
    """The edges of some kinds at whose sources or targets a flag stands."""
    columns = graph.columns
    of_kinds = np.flatnonzero(np.isin(columns["edge.kind"], [EDGE_KINDS.index(kind) for kind in kinds]))
    found: Array = of_kinds[ends[columns["edge.source"][of_kinds]] | ends[columns["edge.target"][of_kinds]]]
    return found


def _mapped(graph: FrozenGraph, asked: Flags) -> list[tuple[int, int, Field]]:
    """Concepts with what they are mapped to, and what their names are there: its own, if it is the same thing."""
    source, target = graph.columns["edge.source"], graph.columns["edge.target"]
    edges = _edges(graph, _MAPPING, asked)
    concepts = [NODE_KINDS.index(kind) for kind in _CONCEPTS]
    edges = edges[np.isin(graph.columns["node.kind"][source[edges]], concepts)]
    edges = edges[np.lexsort((graph.columns["edge.number"][edges], target[edges], source[edges]))]
    found = []
    for edge in edges.tolist():
        properties = graph.properties(edge)
        if graph.edge_kind(edge) == "DENOTES":
            found.append((graph.source(edge), graph.target(edge), Field.MAPPED))
        elif not _is_inferred(properties):
            field = _MAPPED.get(str(properties.get("predicate", "")), Field.RELATED)
            found.append((graph.source(edge), graph.target(edge), field))
    return found


def _of_index(edge: Mapping[str, object]) -> Field:
    """What a term of an index is to what it leads to: a name of a code, and near to a table in which codes begin so."""
    return Field.RELATED if edge.get("prefix") or edge.get("is_incomplete") else Field.INDEX


def _is_inferred(edge: Mapping[str, object]) -> bool:
    return edge.get("justification") == "semapv:LexicalMatching" and edge.get("predicate") == "skos:relatedMatch"


def _names(node: Node) -> tuple[str, ...]:
    synonyms = node.properties.get("synonyms")
    return node.name, *(synonyms if isinstance(synonyms, tuple) else ())


def _said_elsewhere(
    graph: FrozenGraph, asked: Flags
) -> tuple[dict[int, list[tuple[Field, str]]], dict[int, list[str]]]:
    """By node: everyday expressions, sections of its page and terms of indexes; the categories it is sorted under."""
    said: dict[int, list[tuple[Field, str]]] = {}
    categories: dict[int, list[str]] = {}
    columns = graph.columns
    edges = _edges(graph, _SAYING, asked)
    is_index = columns["edge.kind"][edges] == EDGE_KINDS.index("LEADS_TO")
    speaker = np.where(is_index, columns["edge.source"][edges], columns["edge.target"][edges])
    # Those of indexes come last, as they always did: names of one field keep this order.
    for edge in edges[np.lexsort((columns["edge.number"][edges], speaker, is_index))].tolist():
        source, target = graph.source(edge), graph.target(edge)
        match graph.edge_kind(edge):
            case "KNOWN_AS":
                said.setdefault(source, []).append((_of_expression(graph.properties(edge)), graph.node(target).name))
            case "HAS_SECTION":
                text = str(graph.node(target).properties.get("text", ""))
                said.setdefault(source, []).append((Field.TEXT, text))
            case "IN_CATEGORY":
                categories.setdefault(source, []).append(graph.curie(target))
            case _:
                properties = graph.properties(edge)
                if properties.get("role") == "default":
                    said.setdefault(target, []).append((_of_index(properties), graph.node(source).name))
    return said, categories


def _of_expression(edge: Mapping[str, object]) -> Field:
    """What an everyday expression is to a node."""
    field = _EVERYDAY.get(str(edge.get("predicate", "")), Field.RELATED)
    is_rare = field is Field.EVERYDAY and float(str(edge.get("confidence", 1.0))) < _COMMONEST
    return Field.NEARLY if is_rare else field
