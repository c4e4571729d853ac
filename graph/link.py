"""Edges that no source states but that follow from what sources say, each with its method."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from graph.model import Edge, Evidence, Method, Node
from graph.vocabulary import normalise


def link(nodes: Collection[Node], edges: Collection[Edge]) -> Iterator[Edge]:
    """An alternative that has the name of exactly one described procedure denotes it.

    The evidence is where pages name the alternative.
    """
    named: dict[str, set[str]] = {}
    for node in nodes:
        if node.kind == "Procedure" and not node.properties.get("is_stub"):
            for name in _names(node):
                named.setdefault(name, set()).add(node.curie)
    evidence = _mentions(edges)
    for node in nodes:
        if node.kind == "Alternative":
            denoted = {curie for name in _names(node) for curie in named.get(name, ())}
            if len(denoted) == 1:
                yield Edge(node.curie, "DENOTES", denoted.pop(), {}, evidence.get(node.curie, ()))


def _names(node: Node) -> list[str]:
    synonyms = node.properties.get("synonyms")
    return [normalise(name) for name in (node.name, *(synonyms if isinstance(synonyms, tuple) else ()))]


def _mentions(edges: Collection[Edge]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for edge in edges:
        if edge.kind in ("HAS_ALTERNATIVE", "NAMES_EXAMPLE"):
            mentions = (replace(item, method=Method.EXACT_NAME) for item in edge.evidence)
            found[edge.target] = (*found.get(edge.target, ()), *mentions)
    return found
