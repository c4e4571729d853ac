"""Grounding: free text to the one node it means, or an abstention that says why and names the candidates."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model.icd10cm_form import CATEGORY_LENGTH
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.search.entry import Field
from graph.search.finder import Finder
from graph.search.match_type import MatchType
from graph.search.relevance import Relevance
from graph.search.search_types import Hit
from graph.search.words import name_key

_LOOKED_AT = 20
NOT_MEANT = tuple(kind.name for kind in ONTOLOGY.node_kinds if not kind.is_grounded)
"""Kinds that a free text means only where they are asked for: their names are parts of names."""
SURE, MARGIN = 0.7, 0.03
"""Least confidence of an answer, and least distance to the best of what is something else."""
_WHOLE = {MatchType.EXACT_CODE: 1.0, MatchType.EXACT_LABEL: 0.99, MatchType.SYNONYM: 0.95, MatchType.PREFIX: 0.3}
_FIELDS = {Field.MAPPED: 0.97, Field.EVERYDAY: 0.95, Field.NEARLY: 0.85, Field.RELATED: 0.6, Field.TEXT: 0.2}
"""What is left of a confidence where it is not a name of the node itself that matches."""
_BY_WORDS = 0.94
"""Confidence where all words of both texts are the same; it falls with what one of them says and the other does not."""
_WHOLE_ONLY = ("PREPARATION:", "RECOVERY:", "BENEFIT:")
"""Beginnings of CURIEs of nodes whose names are sentences: a text means them only as a whole."""
_CODE_ONLY = ("POLICY:", "MSDRG:")
"""Beginnings of CURIEs of nodes that a text means by their number: their names are those of procedures and diseases."""
_STANDS_FOR = {
    "ICD10CM": ("INDICATION", "RISK", "CONTRAINDICATION", "MSDRG"),
    "PAGE": ("ALTERNATIVE", "PCSTABLE", "ICD10PCS", "PREPARATION"),
}
"""Prefixes of nodes that are found by the same names as a code or a page, which stands for them."""
_PLURAL = 4
"""Letters from which on a word may be a plural."""


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
    if found and not kinds and finder.has_many_meanings(term):
        return Grounding(term, found, AbstentionReason.AMBIGUOUS)
    return Grounding(term, found, _abstention(found))


def grounding_candidates(finder: Finder, term: str, kinds: tuple[str, ...] = ()) -> list[Candidate]:
    """The nodes that a term may mean, in the order of a search."""
    found = [
        Candidate(hit, _confidence(hit, relevance))
        for hit, relevance in finder.nearest(term, kinds, _LOOKED_AT)
        if kinds or ONTOLOGY.by_prefix[hit.curie.partition(":")[0]].name not in NOT_MEANT
    ]
    return [candidate for candidate in found if candidate.confidence > 0][: Limits.candidates]


def _abstention(found: Sequence[Candidate]) -> AbstentionReason | None:
    if not found:
        return AbstentionReason.NOTHING_FOUND
    first, *rest = found
    if first.confidence < SURE:
        return AbstentionReason.TOO_WEAK
    for one in rest:
        is_near = first.confidence - one.confidence < MARGIN - 1e-9
        if is_near and not _is_same_thing(first.hit.curie, one.hit.curie) and not _outdoes(first, one):
            return AbstentionReason.AMBIGUOUS
    return None


def _is_same_thing(first: str, other: str) -> bool:
    """Whether two nodes of one name are one thing.

    They are if they are codes of one category or block, which are the same condition in other detail, a code and a
    concept, or a page and its codes.
    """
    (prefix, _, code), (of, _, another) = first.partition(":"), other.partition(":")
    if prefix == of == "ICD10CM":
        (start, end), (of_start, of_end) = _categories(code), _categories(another)
        return start <= of_end and of_start <= end
    return of in _STANDS_FOR.get(prefix, ())


def _categories(code: str) -> tuple[str, str]:
    """The first and the last category of a code or of a block, which is written as these: M15-M19."""
    start, _, end = code.partition("-")
    return start[:CATEGORY_LENGTH], (end or start)[:CATEGORY_LENGTH]


def _outdoes(first: Candidate, second: Candidate) -> bool:
    """Whether only the first is exactly what was written."""
    return (
        first.hit.match_type > second.hit.match_type
        and first.hit.match_type >= MatchType.SYNONYM > second.hit.match_type
    )


def _confidence(hit: Hit, relevance: Relevance) -> float:
    if hit.match_type not in _WHOLE and hit.curie.startswith(_WHOLE_ONLY):
        return 0.0
    if hit.match_type is not MatchType.EXACT_CODE and hit.curie.startswith(_CODE_ONLY):
        return 0.0
    if hit.match_type in _WHOLE:
        return round(_WHOLE[hit.match_type] * _FIELDS.get(hit.field, 1.0), 3)
    same = relevance.coverage - relevance.excess
    return round(max(_BY_WORDS * same * _FIELDS.get(hit.field, 1.0), 0.0), 3)


def word_overlap(one: str, other: str) -> float:
    """The share of words that two names have in common, in singular and without words that only join others."""
    words, others = _words(one), _words(other)
    return len(words & others) / len(words | others) if words | others else 0.0


def _words(text: str) -> frozenset[str]:
    """The words of a text. A stem would be too little: thyroiditis is no thyroid."""
    return frozenset(map(singular, name_key(text).split()))


def singular(word: str) -> str:
    """A word in singular, by its letters."""
    if len(word) < _PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
