"""Grounding: free text to the one node it means, or an abstention that says why and names the candidates."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.search.entry import Field
from graph.search.finder import Finder
from graph.search.match_type import MatchType
from graph.search.normalization import name_stems
from graph.search.relevance import Relevance
from graph.search.search_types import Hit

NOT_MEANT = tuple(kind.name for kind in ONTOLOGY.node_kinds if not kind.is_grounded)
"""Kinds that a free text means only where they are asked for: their names are parts of names."""
SURE, MARGIN = 0.75, 0.1
"""Least confidence of an answer, and least distance to the second best."""
_WHOLE = {MatchType.EXACT_CODE: 1.0, MatchType.EXACT_LABEL: 0.99, MatchType.SYNONYM: 0.95, MatchType.PREFIX: 0.3}
_FIELDS = {Field.MAPPED: 0.97, Field.EVERYDAY: 0.95, Field.NEARLY: 0.85, Field.RELATED: 0.6, Field.TEXT: 0.2}
"""What is left of a confidence where it is not a name of the node itself that matches."""
_BY_WORDS = 0.9
"""Confidence where all words of both texts are the same; else it falls with the share of those that are."""


class AbstentionReason(StrEnum):
    """Why a term was not grounded."""

    NOTHING_FOUND = "nothing found"
    TOO_WEAK = "too weak"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node that may be meant, and how much speaks for it, from 0 to 1."""

    hit: Hit
    confidence: float


@dataclass(frozen=True, slots=True)
class Grounding:
    """A term with the node it means, or with the reason for not saying; `candidates` are best first."""

    term: str
    candidates: Sequence[Candidate]
    abstention: AbstentionReason | None

    @property
    def meant(self) -> Candidate | None:
        return None if self.abstention else self.candidates[0]


def ground(finder: Finder, term: str, kinds: tuple[str, ...] = ()) -> Grounding:
    """What a term means among the nodes of some kinds; all kinds where none are given.

    Raises:
        InvalidArgument: the term is too long.
    """
    found = grounding_candidates(finder, term, kinds)
    return Grounding(term, found, _abstention(found))


def grounding_candidates(finder: Finder, term: str, kinds: tuple[str, ...] = ()) -> list[Candidate]:
    """The nodes that a term may mean, the likeliest first, ties by CURIE."""
    sought = kinds or tuple(kind for kind in ONTOLOGY.nodes if kind not in NOT_MEANT)
    rated = (
        Candidate(hit, _confidence(hit, relevance))
        for hit, relevance in finder.nearest(term, sought, Limits.candidates)
    )
    found = (candidate for candidate in rated if candidate.confidence > 0)
    return sorted(found, key=lambda candidate: (-candidate.confidence, candidate.hit.curie))


def _abstention(found: Sequence[Candidate]) -> AbstentionReason | None:
    if not found:
        return AbstentionReason.NOTHING_FOUND
    if found[0].confidence < SURE:
        return AbstentionReason.TOO_WEAK
    if len(found) > 1 and found[0].confidence - found[1].confidence < MARGIN - 1e-9 and not _outdoes(*found[:2]):
        return AbstentionReason.AMBIGUOUS
    return None


def _outdoes(first: Candidate, second: Candidate) -> bool:
    """Whether only the first is exactly what was written."""
    return (
        first.hit.match_type > second.hit.match_type
        and first.hit.match_type >= MatchType.SYNONYM > second.hit.match_type
    )


def _confidence(hit: Hit, relevance: Relevance) -> float:
    if hit.match_type in _WHOLE:
        return round(_WHOLE[hit.match_type] * _FIELDS.get(hit.field, 1.0), 3)
    same = relevance.coverage - relevance.excess
    return round(max(_BY_WORDS * same * _FIELDS.get(hit.field, 1.0), 0.0), 3)


def word_overlap(one: str, other: str) -> float:
    """The share of the stems of two names that they have in common."""
    stems, others = name_stems(one), name_stems(other)
    return len(stems & others) / len(stems | others) if stems | others else 0.0
