"""Edges that no source states but that follow from what sources say, each with its method."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from graph.lexical import Candidate, DiagnosisIndex
from graph.model import Edge, Evidence, Method, Node, Value
from graph.vocabulary import normalise

NAME_CONFIDENCE = 0.7
"""Of a mapping found by name alone; mappings that someone made have their own, and are never added to."""


def link(nodes: Collection[Node], edges: Collection[Edge]) -> Iterator[Edge]:
    """The edges that follow from names; the evidence is where pages name what they start at."""
    yield from _denoted(nodes, edges)
    yield from _mapped(nodes, edges)


def _mapped(nodes: Collection[Node], edges: Collection[Edge]) -> Iterator[Edge]:
    """Candidates for conditions that no one has mapped: the one diagnosis of that name, or else some of its words."""
    curated = {edge.source for edge in edges if edge.kind == "MAPS_TO"}
    unmapped = [node for node in nodes if node.kind == "Indication" and node.curie not in curated]
    diagnoses = [node for node in nodes if node.kind == "Diagnosis" and not node.properties.get("is_stub")]
    if not unmapped or not diagnoses:
        return
    named: dict[str, set[str]] = {}
    for node in diagnoses:
        for name in _names(node):
            named.setdefault(name, set()).add(node.curie)
    index = DiagnosisIndex(diagnoses)
    evidence = _mentions(edges, ("HAS_INDICATION", "NAMES_EXAMPLE"))
    for node in unmapped:
        meant = {curie for name in _names(node) for curie in named.get(name, ())}
        exact = [Candidate(curie, NAME_CONFIDENCE) for curie in meant] if len(meant) == 1 else []
        for candidate in exact or index.candidates(node.name):
            properties: dict[str, Value] = {
                "predicate": "skos:closeMatch" if exact else "skos:relatedMatch",
                "justification": "semapv:LexicalMatching",
                "confidence": candidate.confidence,
            }
            method = Method.EXACT_NAME if exact else Method.SHARED_WORDS
            found = (replace(item, method=method) for item in evidence.get(node.curie, ()))
            yield Edge(node.curie, "MAPS_TO", candidate.curie, properties, tuple(found))


def _denoted(nodes: Collection[Node], edges: Collection[Edge]) -> Iterator[Edge]:
    """An alternative that has the name of exactly one described procedure denotes it."""
    named: dict[str, set[str]] = {}
    for node in nodes:
        if node.kind == "Procedure" and not node.properties.get("is_stub"):
            for name in _names(node):
                named.setdefault(name, set()).add(node.curie)
    evidence = _mentions(edges, ("HAS_ALTERNATIVE", "NAMES_EXAMPLE"))
    for node in nodes:
        if node.kind == "Alternative":
            denoted = {curie for name in _names(node) for curie in named.get(name, ())}
            if len(denoted) == 1:
                yield Edge(node.curie, "DENOTES", denoted.pop(), {}, evidence.get(node.curie, ()))


def _names(node: Node) -> list[str]:
    synonyms = node.properties.get("synonyms")
    return [normalise(name) for name in (node.name, *(synonyms if isinstance(synonyms, tuple) else ()))]


def _mentions(edges: Collection[Edge], kinds: tuple[str, ...]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for edge in edges:
        if edge.kind in kinds:
            mentions = (replace(item, method=Method.EXACT_NAME) for item in edge.evidence)
            found[edge.target] = (*found.get(edge.target, ()), *mentions)
    return found
