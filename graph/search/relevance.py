"""How well a node answers a query, from about -1 to 1.

What counts is how much of the query its best name covers, each term by the weight of its rarity, as it is written,
corrected, unfinished or in other words; then how little else the name says. Words such as 'unspecified' say nothing
else: so the default code of a condition stands before its special forms, and what the query leaves open stays open.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.search.entry import Field
from graph.search.match_type import MatchType
from graph.search.normalization import ABSENT
from graph.search.paraphrases import Paraphrase
from graph.search.reading import Reading
from graph.search.words import stem

_EXCESS, _EXCESS_OF_WEIGHT = 0.3, 0.004
"""What a name loses for all that it says beyond the query: by the share of its weight, and by the weight itself."""
_CORRECTED, _BEGUN, _CONTRADICTED, _UNSAID = 0.93, 0.8, -0.5, 0.3
"""How well a term is covered by a corrected word, by one that it begins, by its contrary, and, where it is said to be
absent, by a name that does not speak of it."""
_LEAST_SHARE, _PARTLY = 0.6, 0.8
"""Of a paraphrase, the share of its weight that a name must have, and what is left of it where it has not all."""
_OTHER_NAME = 0.015
"""What a node loses where another name than its own is the best."""
_BILLABLE, _GROUP_ASKED = 0.03, 0.3
_SHORTEST_BEGINNING = 3
_RARE = 5.0
"""The least weight of numbers and of the words that tell one code from its neighbours."""
_TELLING = frozenset(map(stem, "left right bilateral subsequent sequela first second third acute chronic".split()))
_EMPTY = frozenset(
    map(
        stem,
        "unspecified without complication complications nos site organism elsewhere classified encounter initial "
        "disease disorder disorders type part cause".split(),
    )
)
_HALF_EMPTY = frozenset(map(stem, ("other", "specified")))
_EMPTY_WEIGHT, _HALF_EMPTY_WEIGHT, _ABSENT_WEIGHT, _ABSENT_TERM = 0.12, 0.5, 0.15, 0.5
"""Shares of their weight that such words count for in a name, and that a term said to be absent counts for."""
PREFERENCE: Mapping[str, float] = {
    "PAGE": 0.06, "ICD10CM": 0.03, "PCSTABLE": -0.03, "ICD10PCS": -0.05, "MSDRG": -0.08, "POLICY": -0.12,
    "INDICATION": 0.0, "RISK": -0.01, "CONTRAINDICATION": -0.04, "ALTERNATIVE": -0.02, "ROLE": -0.03,
    "SETTING": -0.03, "PREPARATION": -0.06, "RECOVERY": -0.06, "BENEFIT": -0.08, "CATEGORY": -0.1,
}  # fmt: skip
"""What speaks for a node by the prefix of its CURIE; others have `_RARELY_MEANT`."""
_RARELY_MEANT = -0.15
_GROUP_WORDS = frozenset(("drg", "msdrg"))

Names = Sequence[tuple[Field, str, frozenset[str]]]
"""The names of a node: the field of each, its text and its signed stems."""
Frequency = Callable[[str], int]
"""How many entries of the index have a stem in their names."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node that may answer, as the index has it; `code` is the key of its code, if it has one."""

    curie: str
    code: str
    is_billable: bool
    names: Names


@dataclass(frozen=True, slots=True)
class Relevance:
    """How well a node answers, by which of its names, and which stems of that name are met.

    `coverage` is how much of the query is covered, from 0 to 1, `excess` the share of the name that says something else.
    """

    score: float
    name: int
    met: frozenset[str]
    coverage: float
    excess: float


class Ranker:
    """Rates nodes for the readings of queries, by how rare words are in an index of `entries`."""

    def __init__(self, entries: int, frequency: Frequency) -> None:
        self.weight = lru_cache(65_536)(self._weigh)
        self._entries, self._frequency = entries, frequency

    def _weigh(self, found: str) -> float:
        """The weight of a stem: the rarer, the more."""
        weight = math.log(1 + self._entries / (1 + self._frequency(found)))
        return max(weight, _RARE) if found in _TELLING or found.isdigit() else weight

    def weigh(self, stems: Iterable[str]) -> float:
        """The weight of stems together, without what says nothing, unless there is nothing else."""
        bare = [found.removeprefix(ABSENT) for found in stems]
        return sum(map(self.weight, (found for found in bare if found not in _EMPTY))) or sum(map(self.weight, bare))

    def rate(self, query: "RatedQuery", node: Candidate) -> Relevance:
        """How well a node answers a query."""
        below = [item for item in query.anchored if item.anchor and item.anchor.covers(node.curie, node.code)]
        best = Relevance(-math.inf, 0, frozenset(), 0.0, 0.0)
        for place, (_, _, stems) in enumerate(node.names):
            if place and not below and not query.beginning and query.known.isdisjoint(stems):
                continue
            rated = self._rate_name(query, below, stems)
            if place:
                rated = Relevance(rated.score - _OTHER_NAME, place, rated.met, rated.coverage, rated.excess)
            best = max(best, rated, key=lambda one: one.score)
        return Relevance(best.score + self._prior(query, node), best.name, best.met, best.coverage, best.excess)

    def _prior(self, query: "RatedQuery", node: Candidate) -> float:
        prefix = node.curie.partition(":")[0]
        asked = _GROUP_ASKED if prefix == "MSDRG" and query.asks_for_group else 0.0
        return PREFERENCE.get(prefix, _RARELY_MEANT) + asked + (_BILLABLE if node.is_billable else 0.0)

    def _rate_name(self, query: "RatedQuery", below: Sequence[Paraphrase], stems: frozenset[str]) -> Relevance:
        covered, met = query.cover(stems)
        for item, weight in query.paraphrases:
            inside = item.stems & stems
            if inside:
                share = self.weigh(inside) / weight
                if share >= _LEAST_SHARE:
                    sureness = item.sureness * (share if share > 0.999 else share * _PARTLY)
                    if _raise(covered, item.terms, sureness):
                        met |= inside
        for item in below:
            _raise(covered, item.terms, item.sureness)
            met |= item.stems
        coverage = sum(weight * cover for weight, cover in zip(query.weights, covered, strict=True)) / query.total
        excess, share = self._excess(stems, met)
        return Relevance(coverage - _EXCESS * share - _EXCESS_OF_WEIGHT * excess, 0, frozenset(met), coverage, share)

    def _excess(self, stems: frozenset[str], met: set[str]) -> tuple[float, float]:
        """The weight of what a name says that is not met, and its share of the whole."""
        total = excess = 0.0
        for found in stems:
            bare = found.removeprefix(ABSENT)
            weight = self.weight(bare)
            total += weight
            if found not in met:
                excess += weight * _emptiness(found, bare)
        return excess, excess / total if total else 0.0


def _emptiness(found: str, bare: str) -> float:
    if found is not bare and found != bare:
        return _ABSENT_WEIGHT
    if bare in _EMPTY:
        return _EMPTY_WEIGHT
    return _HALF_EMPTY_WEIGHT if bare in _HALF_EMPTY else 1.0


def _raise(covered: list[float], terms: Sequence[int], sureness: float) -> bool:
    """Cover terms at least so well; whether that is no worse than each was covered before."""
    is_best = False
    for term in terms:
        if sureness >= covered[term]:
            covered[term], is_best = sureness, True
    return is_best


class RatedQuery:
    """A reading with what rating many nodes needs again and again."""

    def __init__(self, reading: Reading, paraphrases: Sequence[Paraphrase], ranker: Ranker) -> None:
        self.reading = reading
        self.weights = [ranker.weight(term.bare) * (_ABSENT_TERM if term.is_absent else 1.0) for term in reading.terms]
        self.total = sum(self.weights) or 1.0
        self.anchored = [item for item in paraphrases if item.anchor is not None]
        self.paraphrases = [(item, ranker.weigh(item.stems)) for item in paraphrases if item.stems]
        self.known = frozenset(
            found
            for group in (*(item.stems for item in paraphrases), *({t.stem} | t.corrected for t in reading.terms))
            for found in group
        )
        self.asks_for_group = not _GROUP_WORDS.isdisjoint(reading.words)
        self.beginning = reading.begun if len(reading.begun) >= _SHORTEST_BEGINNING else ""

    def cover(self, stems: frozenset[str]) -> tuple[list[float], set[str]]:
        """How well a name covers each term, and the stems of it that do."""
        covered, met = list[float](), set[str]()
        last = len(self.reading.terms) - 1
        for place, term in enumerate(self.reading.terms):
            if term.stem in stems:
                covered.append(1.0)
                met.add(term.stem)
            elif term.is_absent:
                covered.append(_CONTRADICTED if term.bare in stems else _UNSAID)
            elif not term.corrected.isdisjoint(stems):
                covered.append(_CORRECTED)
                met |= term.corrected & stems
            else:
                begun = self._begun(stems) if place == last else set()
                covered.append(_BEGUN if begun else 0.0)
                met |= begun
        return covered, met

    def _begun(self, stems: frozenset[str]) -> set[str]:
        return {found for found in stems if found.startswith(self.beginning)} if self.beginning else set()

    def way_of(self, node: Candidate) -> MatchType:
        """How the terms are met by the name of a node that has most of them as they are."""
        ways = [self._way(node, stems) for _, _, stems in node.names]
        return max(ways, default=MatchType.SOME_WORDS)

    def _way(self, node: Candidate, stems: frozenset[str]) -> MatchType:
        covered, _ = self.cover(stems)
        wanted = [place for place, term in enumerate(self.reading.terms) if not term.is_absent]
        if all(covered[place] in (1.0, _BEGUN) for place in wanted):
            return MatchType.WORDS
        if all(covered[place] > 0 for place in wanted):
            return MatchType.FUZZY
        for item, _ in self.paraphrases:
            if (item.anchor and item.anchor.covers(node.curie, node.code)) or item.stems <= stems:
                _raise(covered, item.terms, item.sureness)
        return MatchType.PARAPHRASE if all(covered[place] > 0 for place in wanted) else MatchType.SOME_WORDS
