"""Edges that no source states but that follow from what sources say, each with its method."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from graph.ingest.vocabulary import normalise
from graph.model.elements import Edge, Evidence, Method, Node, Value
from graph.search.entry import entry
from graph.search.finder import Finder
from graph.search.grounding import candidates, share
from graph.search.index import write_index

NAME_CONFIDENCE = 0.7
"""Of a mapping found by name alone; mappings that someone made have their own, and are never added to."""
MOST, LEAST_SHARE, CEILING = 3, 0.6, 0.6
"""Candidates by words for a term; least share of words in common; the confidence of full agreement."""


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
    named, finder = _by_name(diagnoses), Finder(write_index(map(entry, diagnoses)))
    evidence = _mentions(edges, ("HAS_INDICATION", "NAMES_EXAMPLE"))
    for node in unmapped:
        meant = _namesake(node, named)
        for curie, confidence in [(meant, NAME_CONFIDENCE)] if meant else _by_words(node, finder):
            properties: dict[str, Value] = {
                "predicate": "skos:closeMatch" if meant else "skos:relatedMatch",
                "justification": "semapv:LexicalMatching",
                "confidence": confidence,
            }
            method = Method.EXACT_NAME if meant else Method.SHARED_WORDS
            found = (replace(item, method=method) for item in evidence.get(node.curie, ()))
            yield Edge(node.curie, "MAPS_TO", curie, properties, tuple(found))


def _by_words(node: Node, finder: Finder) -> list[tuple[str, float]]:
    """The few diagnoses that share most words with a term, with confidences below those of any name or curated one."""
    found = [(candidate.hit.curie, share(node.name, candidate.hit.text)) for candidate in candidates(finder, node.name)]
    alike = sorted((pair for pair in found if pair[1] >= LEAST_SHARE), key=lambda pair: (-pair[1], pair[0]))
    return [(curie, round(CEILING * common, 3)) for curie, common in alike[:MOST]]


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
