"""Edges that no source states but that follow from what sources say, each with its method."""

from collections.abc import Collection, Iterable, Iterator
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
    named, index = _by_name(diagnoses), DiagnosisIndex(diagnoses)
    evidence = _mentions(edges, ("HAS_INDICATION", "NAMES_EXAMPLE"))
    for node in unmapped:
        meant = _namesake(node, named)
        exact = [Candidate(meant, NAME_CONFIDENCE)] if meant else []
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
    named = _by_name(node for node in nodes if node.kind == "Procedure" and not node.properties.get("is_stub"))
    evidence = _mentions(edges, ("HAS_ALTERNATIVE", "NAMES_EXAMPLE"))
    for node in nodes:
        if node.kind == "Alternative":
            denoted = _namesake(node, named)
            if denoted:
                found = (replace(item, method=Method.EXACT_NAME) for item in evidence.get(node.curie, ()))
                yield Edge(node.curie, "DENOTES", denoted, {}, tuple(found))


def _by_name(nodes: Iterable[Node]) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for node in nodes:
        for name in _names(node):
            named.setdefault(name, set()).add(node.curie)
    return named


def _namesake(node: Node, named: dict[str, set[str]]) -> str | None:
    """The one node that has a name of this one; None where there is none, or more than one."""
    meant = {curie for name in _names(node) for curie in named.get(name, ())}
    return meant.pop() if len(meant) == 1 else None


def _names(node: Node) -> list[str]:
    synonyms = node.properties.get("synonyms")
    return [normalise(name) for name in (node.name, *(synonyms if isinstance(synonyms, tuple) else ()))]


def _mentions(edges: Collection[Edge], kinds: tuple[str, ...]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for edge in edges:
        if edge.kind in kinds:
            found[edge.target] = (*found.get(edge.target, ()), *edge.evidence)
    return found
