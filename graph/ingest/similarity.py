"""Computes RESEMBLES edges between procedures: cosine similarity of TF-IDF vectors over their edges and words.

Each procedure is a vector. What it has (an indication, a risk, a mapped code, an axis of that code, words of its text)
counts the more the fewer procedures have it, by inverse document frequency, and by the weight of its family. The score
of two procedures is the cosine of their vectors (Salton and McGill, Introduction to Modern Information Retrieval,
1983): a sum over what they share, whose terms are the reasons. So it is symmetric, and the reasons add up to it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import fsum, log, sqrt

import numpy as np
from scipy.sparse import csr_array

from graph.ingest.layered_graph import LayeredGraph
from graph.model.elements import Edge, Evidence, EvidenceMethod, Node, Value
from graph.model.ontology import ONTOLOGY
from graph.model.shared_feature import SharedFeature
from graph.search.words import STOP_WORDS, tokens

MAX_NEIGHBOURS, MIN_SCORE = 20, 0.05
"""Nearest neighbours per procedure, and the score from which on two are alike: what is below shares common words."""
WEIGHTS: Mapping[str, float] = {kind.name: kind.similarity for kind in ONTOLOGY.edge_kinds if kind.similarity}
"""How much a kind of edge counts; of `HAS_SECTION` it is the words of the sections."""
_AXES = ("ON_BODY_PART", "HAS_ROOT_OPERATION", "USES_APPROACH", "IN_BODY_SYSTEM")
_TEXTS = ("summary", "purpose")
_UNINFORMATIVE_WORDS = STOP_WORDS | frozenset(
    "about after against all also any are as be because been before being between both but can done during each "
    "had has have he her his how if it its less let lets like long made make makes many may more most much must "
    "no not one only out over own per same she so some such than that their them then there these they this those "
    "through too two under until up used using very was way when where which while who why will would you your".split()
)
"""Stop words of the texts of procedures."""
_MAX_DOCUMENT_FREQUENCY = 1_000
"""Features of more procedures than this are dropped: their inverse document frequency is near 0."""
_BLOCK = 128
_MAX_REASON_WORDS = 5
_Feature = tuple[str, str]
"""A family, and the CURIE or the stem of the word."""


@dataclass(slots=True)
class _Profile:
    """The features of a procedure, and the id of its page document."""

    features: set[_Feature] = field(default_factory=set)
    source: str = ""


def similarity_edges(graph: LayeredGraph) -> Iterator[Edge]:
    """An edge for each pair of described procedures of which one is among the most similar of the other."""
    nodes = graph.nodes
    profiles = _profiles(graph)
    stem_words = _StemWords(nodes, profiles)
    vectors = _vectors(profiles)
    for one, other in _most_similar(vectors):
        reasons = _reasons(vectors[one], vectors[other], stem_words)
        score = round(sum(reason.weight for reason in reasons), 6)
        if score >= MIN_SCORE:
            properties: dict[str, Value] = {"score": score, "reasons": tuple(reason.as_text() for reason in reasons)}
            yield Edge(one, "RESEMBLES", other, properties, _evidence(profiles[one], profiles[other]))


def _evidence(*profiles: _Profile) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(source, method=EvidenceMethod.COMPUTED) for source in dict.fromkeys(p.source for p in profiles)
    )


def _profiles(graph: LayeredGraph) -> dict[str, _Profile]:
    """The procedures that have a page, by CURIE; pages are all read in the last layer."""
    nodes, axes = graph.nodes, cache(lambda curie: list(graph.targets(curie, *_AXES)))
    parents = cache(lambda curie: [("IS_A", broader) for _, broader in graph.targets(curie, "IS_A")])
    profiles = {
        edge.source: _Profile(source=edge.evidence[0].source)
        for edge in graph.edges
        if edge.kind == "HAS_SECTION" and edge.source in nodes and edge.evidence
    }
    kinds = [kind for kind in WEIGHTS if kind != "HAS_SECTION"]
    for curie, profile in profiles.items():
        for kind, target in graph.targets(curie, *kinds):
            if target in nodes:
                profile.features.add((kind, target))
                profile.features.update(axes(target) if kind == "MAPS_TO" else ())
                profile.features.update(parents(target))
        profile.features.update(("HAS_SECTION", stem) for stem in _stems(nodes[curie]))
    return dict(sorted(profiles.items()))


def _stems(node: Node) -> dict[str, str]:
    """The stems of a procedure's texts, each with a word that has it."""
    text = " ".join([node.name, *(str(node.properties.get(name, "")) for name in _TEXTS)])
    return {token.stem: token.word for token in tokens(text) if token.word not in _UNINFORMATIVE_WORDS}


class _StemWords:
    """Maps a stem to the word form that most procedures use."""

    def __init__(self, nodes: Mapping[str, Node], profiles: Collection[str]) -> None:
        counts = Counter(pair for curie in profiles for pair in _stems(nodes[curie]).items())
        self._words: dict[str, str] = {}
        for (stem, word), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            self._words.setdefault(stem, word)

    def __getitem__(self, stem: str) -> str:
        return self._words[stem]


def _vectors(profiles: Mapping[str, _Profile]) -> dict[str, dict[_Feature, float]]:
    """The TF-IDF vectors, normalised to length 1."""
    document_frequency = Counter(feature for profile in profiles.values() for feature in profile.features)
    weights = {
        feature: WEIGHTS[feature[0]] * log(len(profiles) / count)
        for feature, count in document_frequency.items()
        if 1 < count <= _MAX_DOCUMENT_FREQUENCY
    }
    vectors = {}
    for curie, profile in profiles.items():
        found = {feature: weights[feature] for feature in sorted(profile.features & weights.keys())}
        # Features of this procedure alone add to the vector's length, though no dot product has them.
        unshared = fsum(
            _squared_weight(feature, len(profiles)) for feature in profile.features if document_frequency[feature] == 1
        )
        length = sqrt(sum(weight * weight for weight in found.values()) + unshared) or 1.0
        vectors[curie] = {feature: weight / length for feature, weight in found.items()}
    return vectors


def _squared_weight(feature: _Feature, procedures: int) -> float:
    return (WEIGHTS[feature[0]] * log(procedures)) ** 2


def _most_similar(vectors: Mapping[str, Mapping[_Feature, float]]) -> list[tuple[str, str]]:
    """The pairs of which one is among the most similar of the other, each once and in order."""
    curies = list(vectors)
    matrix = _matrix(vectors)
    pairs = set[tuple[int, int]]()
    for start in range(0, len(curies), _BLOCK):
        scores = np.round((matrix[start : start + _BLOCK] @ matrix.T).toarray(), 9)
        for row, index in enumerate(range(start, start + len(scores))):
            scores[row, index] = 0
            best = np.lexsort((np.arange(len(curies)), -scores[row]))[:MAX_NEIGHBOURS]
            pairs.update((min(index, int(other)), max(index, int(other))) for other in best if scores[row, other] > 0)
    return [(curies[one], curies[other]) for one, other in sorted(pairs)]


def _matrix(vectors: Mapping[str, Mapping[_Feature, float]]) -> "csr_array":
    features = {feature: index for index, feature in enumerate(sorted({f for v in vectors.values() for f in v}))}
    columns = [features[feature] for vector in vectors.values() for feature in vector]
    weights = [weight for vector in vectors.values() for weight in vector.values()]
    starts = np.append(0, np.cumsum([len(vector) for vector in vectors.values()], dtype=np.int64))
    return csr_array((weights, columns, starts), shape=(len(vectors), len(features)))


def _reasons(
    one: Mapping[_Feature, float], other: Mapping[_Feature, float], stem_words: _StemWords
) -> list[SharedFeature]:
    """What two procedures share, the weightiest first; shared words are one reason."""
    shared = {feature: weight * other[feature] for feature, weight in one.items() if feature in other}
    reasons = [
        SharedFeature(kind, name, (), round(w, 6)) for (kind, name), w in shared.items() if kind != "HAS_SECTION"
    ]
    words = sorted(((-w, name) for (kind, name), w in shared.items() if kind == "HAS_SECTION"))
    if words:
        shown = tuple(stem_words[stem] for _, stem in words[:_MAX_REASON_WORDS])
        reasons.append(SharedFeature("HAS_SECTION", None, shown, round(-sum(weight for weight, _ in words), 6)))
    weighty = (reason for reason in reasons if reason.weight > 0)
    return sorted(weighty, key=lambda reason: (-reason.weight, reason.edge_kind, reason.curie or ""))
