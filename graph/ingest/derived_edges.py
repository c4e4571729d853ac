"""Edges inferred from names of nodes (MAPS_TO, DENOTES) and from mappings (CODES_GROUP_TO); evidence records how."""

from collections.abc import Collection, Iterator, Set
from dataclasses import replace

from graph.ingest.layered_graph import LayeredGraph, is_meant, names_of
from graph.model.elements import Edge, Evidence, EvidenceMethod, Node, Value
from graph.search.entry import Field, node_entry
from graph.search.finder import Finder
from graph.search.grounding import grounding_candidates, word_overlap
from graph.search.index import write_index

NAME_CONFIDENCE = 0.7
"""Confidence of a mapping by equal name; nodes with a curated mapping get no inferred ones."""
SPECIFIC_MATCHES = frozenset(("skos:exactMatch", "skos:closeMatch", "skos:narrowMatch"))
"""Predicates of mappings whose object means no more than the subject."""
MAX_CANDIDATES, MIN_WORD_OVERLAP, MAX_OVERLAP_CONFIDENCE = 3, 0.6, 0.6
"""Of mappings by shared words: how many per node, the least overlap (0 to 1), the confidence at overlap 1."""

_OF_OTHERS = frozenset((Field.NEARLY, Field.RELATED, Field.TEXT))
"""What is found in an entry and is no name of its node, but of what is near to it."""


def derived_edges(graph: LayeredGraph, denied: Set[tuple[str, str]] = frozenset()) -> Iterator[Edge]:
    """All inferred edges, but no mapping of a `denied` pair.

    The evidence is that of the page edges to their source node.
    """
    yield from _procedures_of_alternatives(graph)
    yield from _groups_of_pages(graph)
    yield from (edge for edge in _mappings_of_indications(graph) if (edge.source, edge.target) not in denied)


def _mappings_of_indications(graph: LayeredGraph) -> Iterator[Edge]:
    """MAPS_TO edges of indications without a curated one: to the only diagnosis of that name, else by shared words."""
    indications = graph.nodes.of_kind("Indication")
    unmapped = [node for node in indications if not any(graph.targets(node.curie, "MAPS_TO"))]
    finder = _finder_of_diagnoses(graph) if unmapped else None
    if finder is None:
        return
    evidence = _evidence_by_target(graph.edges, ("HAS_INDICATION", "NAMES_EXAMPLE"))
    for node in unmapped:
        match = _unique_name_match(graph, node, "Diagnosis")
        for curie, confidence in [(match, NAME_CONFIDENCE)] if match else _word_overlap_matches(graph, node, finder):
            properties: dict[str, Value] = {
                "predicate": "skos:closeMatch" if match else "skos:relatedMatch",
                "justification": "semapv:LexicalMatching",
                "confidence": confidence,
            }
            method = EvidenceMethod.EXACT_NAME if match else EvidenceMethod.SHARED_WORDS
            found = (replace(item, method=method) for item in evidence.get(node.curie, ()))
            yield Edge(node.curie, "MAPS_TO", curie, properties, tuple(found))


def _finder_of_diagnoses(graph: LayeredGraph) -> Finder | None:
    """What finds diagnoses by words: the index of the layer below, or one of the nodes where there is none."""
    if graph.below.finder is not None:
        return graph.below.finder
    diagnoses = [node for node in graph.nodes.of_kind("Diagnosis") if is_meant(node)]
    return Finder(write_index(map(node_entry, diagnoses))) if diagnoses else None


def _word_overlap_matches(graph: LayeredGraph, node: Node, finder: Finder) -> list[tuple[str, float]]:
    """The described diagnoses with the highest word overlap, each with a confidence below `NAME_CONFIDENCE`."""
    found = [
        (candidate.hit.curie, word_overlap(node.name, candidate.hit.text))
        for candidate in grounding_candidates(finder, node.name, ("Diagnosis",))
        if candidate.hit.field not in _OF_OTHERS and is_meant(graph.nodes[candidate.hit.curie])
    ]
    ranked = sorted((pair for pair in found if pair[1] >= MIN_WORD_OVERLAP), key=lambda pair: (-pair[1], pair[0]))
    return [(curie, round(MAX_OVERLAP_CONFIDENCE * overlap, 3)) for curie, overlap in ranked[:MAX_CANDIDATES]]


def _procedures_of_alternatives(graph: LayeredGraph) -> Iterator[Edge]:
    """An alternative that has the name of exactly one described procedure denotes it."""
    evidence = _evidence_by_target(graph.edges, ("HAS_ALTERNATIVE", "NAMES_EXAMPLE"))
    for node in graph.nodes.of_kind("Alternative"):
        procedure = _unique_name_match(graph, node, "Procedure")
        if procedure:
            found = (replace(item, method=EvidenceMethod.EXACT_NAME) for item in evidence.get(node.curie, ()))
            yield Edge(node.curie, "DENOTES", procedure, {}, tuple(found))


def _groups_of_pages(graph: LayeredGraph) -> Iterator[Edge]:
    """A page leads to the groups of its ICD-10-PCS codes; the evidence is that of its mappings to them."""
    found: dict[tuple[str, str], list[Edge]] = {}
    for mapping in graph.edges:
        predicate = mapping.properties.get("predicate")
        if mapping.kind == "MAPS_TO" and _is_page_to_code(mapping) and predicate in SPECIFIC_MATCHES:
            for _, group in graph.targets(mapping.target, "GROUPS_TO"):
                found.setdefault((mapping.source, group), []).append(mapping)
    for (page, group), through in found.items():
        evidence = dict.fromkeys(item for mapping in through for item in mapping.evidence)
        computed = tuple(replace(item, method=EvidenceMethod.COMPUTED) for item in evidence)
        yield Edge(page, "CODES_GROUP_TO", group, {"code_count": len({edge.target for edge in through})}, computed)


def _is_page_to_code(mapping: Edge) -> bool:
    return mapping.source.startswith("PAGE:") and mapping.target.startswith("ICD10PCS:")


def _unique_name_match(graph: LayeredGraph, node: Node, kind: str) -> str | None:
    """The one node of a kind that has a name of this one; None where there is none, or more than one."""
    match = {curie for name in names_of(node) for curie in graph.named(kind, name)}
    return match.pop() if len(match) == 1 else None


def _evidence_by_target(edges: Collection[Edge], kinds: tuple[str, ...]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for edge in edges:
        if edge.kind in kinds:
            found[edge.target] = (*found.get(edge.target, ()), *edge.evidence)
    return found
