"""How well a node answers a query, from about -1 to 1.

What counts is how much of the query its best name covers, each term by its weight, as it is written, corrected,
unfinished or in other words; then how little else the name says. Words such as 'unspecified' say nothing else: so the
default code of a condition stands before its special forms, and what the query leaves open stays open.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from graph.search.candidate import Candidate, Name
from graph.search.entry import SYSTEM_WORDS, Field
from graph.search.match_type import MatchType
from graph.search.normalization import ABSENT
from graph.search.paraphrases import Paraphrase
from graph.search.reading import Reading
from graph.search.weights import Weights
from graph.search.words import stem

_EXCESS, _EXCESS_OF_WEIGHT = 0.35, 0.003
"""What a name loses for all that it says beyond the query: by the share of its weight, and by the weight itself."""
_CORRECTED, _BEGUN, _CONTRADICTED, _UNSAID = 0.93, 0.74, -0.5, 0.3
"""How well a term is covered by a corrected word, by one that it begins, by its contrary, and, where it is said to be
absent, by a name that does not speak of it."""
_LEAST_SHARE, _PARTLY, _WHOLE = 0.5, 0.8, 0.999
"""Of a paraphrase, the share of its weight that a name must have, and what is left of it where it has not all."""
_ABSENT_TERM, _CONTEXT_TERM = 0.5, 0.75
"""The shares of their weight that a term counts for that is said to be absent, and one that is but the context."""
SURENESS: Mapping[Field, float] = {
    Field.NAME: 1.0, Field.SYNONYM: 0.985, Field.INDEX: 0.985, Field.INCLUDES: 0.985, Field.DESCRIPTOR: 0.98,
    Field.MAPPED: 0.97, Field.EVERYDAY: 0.965, Field.NEARLY: 0.9, Field.RELATED: 0.8,
}  # fmt: skip
"""How surely a node is meant by what a field says of it."""
_BILLABLE, _GROUP_ASKED, _OWN_NAME, _CALLED = 0.05, 0.6, 0.08, 0.02
"""What speaks for a code that can be reported, for a group where one is asked for, for a node whose own name has just
the words of the query, and for one that is called just so."""
_SHORTEST_BEGINNING, _LONG_STEM, _SURE = 2, 6, 0.9
PREFERENCE: Mapping[str, float] = {
    "PAGE": 0.09, "ICD10CM": 0.03, "PCSTABLE": -0.03, "ICD10PCS": -0.1, "MSDRG": -0.08, "POLICY": -0.12,
    "INDICATION": -0.08, "RISK": -0.09, "CONTRAINDICATION": -0.12, "ALTERNATIVE": -0.08, "ROLE": -0.03,
    "SETTING": -0.03, "PREPARATION": -0.06, "RECOVERY": -0.06, "BENEFIT": -0.08, "CATEGORY": -0.1,
}  # fmt: skip
"""What speaks for a node by the prefix of its CURIE; others have `_RARELY_MEANT`."""
_RARELY_MEANT = -0.15
_GROUP_WORDS = frozenset(SYSTEM_WORDS["MSDRG"])


@dataclass(frozen=True, slots=True)
class Relevance:
    """How well a node answers, by which of its names, and which stems of that name are met.

    `coverage` is how much of the query is covered, from 0 to 1, `excess` the share of the name that says other things.
    """

    score: float
    name: int
    met: frozenset[str]
    coverage: float
    excess: float


class RatedQuery:
    """A reading with its paraphrases, prepared for rating many nodes."""

    def __init__(self, reading: Reading, paraphrases: Sequence[Paraphrase], weights: Weights) -> None:
        self.reading = reading
        self.paraphrases = paraphrases
        self._costs = weights.costs
        self._weights = [
            min(weights.of(term.bare), _weight_of_meaning(place, paraphrases, weights))
            * (_ABSENT_TERM if term.is_absent else _CONTEXT_TERM if term.is_context else 1.0)
            for place, term in enumerate(reading.terms)
        ]
        self._total = sum(self._weights) or 1.0
        self.anchored = [(item, item.anchor) for item in paraphrases if item.anchor is not None]
        self.asks_for_group = not _GROUP_WORDS.isdisjoint(reading.words)
        self.beginning = reading.begun if len(reading.begun) >= _SHORTEST_BEGINNING else ""
        self._called = frozenset(
            anchor.curie for item, anchor in self.anchored if len(item.terms) == len(reading.terms)
        )
        self._asked = frozenset(term.stem for term in reading.terms)
        self._besides = frozenset(map(stem, reading.words)) - self._asked
        self._absent = [(place, term.bare) for place, term in enumerate(reading.terms) if term.is_absent]
        self._contraries = [
            (place, term.bare if term.is_absent else ABSENT + term.stem) for place, term in enumerate(reading.terms)
        ]
        self._direct = _covered_by(reading)
        self._shares: dict[str, list[tuple[int, float]]] = {}
        for place, item in enumerate(paraphrases):
            for found, share in weights.shares(item.stems).items():
                self._shares.setdefault(found, []).append((place, share))
        self._known = frozenset((*self._direct, *self._shares))

    def share(self, terms: Sequence[int]) -> float:
        """The share of the weight of the query that some of its terms have."""
        return sum(self._weights[term] for term in terms) / self._total

    def rate(self, node: Candidate) -> Relevance:
        """How well a node answers."""
        below = [item for item, anchor in self.anchored if anchor.covers(node.curie, node.code)]
        contradicted = self._contradicted(node)
        best = Relevance(-math.inf, 0, frozenset(), 0.0, 0.0)
        for place, name in enumerate(node.names):
            common = name.stems & self._known
            if place == 0 or common or self._begins(name):
                rated = self._rate_name(place, name, common, below, contradicted)
                if rated.score > best.score:
                    best = rated
        own = _OWN_NAME if best.name == 0 and self._is_own_name(node) else 0.0
        own += _CALLED if node.curie in self._called else 0.0
        return Relevance(best.score + self._prior(node) + own, best.name, best.met, best.coverage, best.excess)

    def _begins(self, name: Name) -> bool:
        """Whether a word of a name begins with the last word of the query."""
        return bool(self.beginning) and any(map(self._is_begun, name.stems))

    def _is_begun(self, found: str) -> bool:
        """Whether a stem begins with the last word, or is the stem of what that is the beginning of."""
        return found.startswith(self.beginning) or (len(found) >= _LONG_STEM and self.beginning.startswith(found))

    def _is_own_name(self, node: Candidate) -> bool:
        """Whether the query is the name of a node; a category of codes gives way to its code that can be reported."""
        is_category = node.curie.startswith("ICD10CM:") and not node.is_billable
        return not is_category and bool(node.names) and node.names[0].stems == self._asked

    def _contradicted(self, node: Candidate) -> list[int]:
        """The terms of which the own name of a node says the contrary."""
        stems = node.names[0].stems if node.names else frozenset()
        return [place for place, contrary in self._contraries if contrary in stems]

    def _prior(self, node: Candidate) -> float:
        prefix = node.curie.partition(":")[0]
        asked = _GROUP_ASKED if prefix == "MSDRG" and self.asks_for_group else 0.0
        return PREFERENCE.get(prefix, _RARELY_MEANT) + asked + (_BILLABLE if node.is_billable else 0.0)

    def _rate_name(
        self,
        place: int,
        name: Name,
        common: frozenset[str],
        below: Sequence[Paraphrase],
        contradicted: Sequence[int],
    ) -> Relevance:
        covered, met = self._cover(name, common)
        if met and self._besides:  # What a name has of the words that are no terms, it does not say beyond the query.
            met |= name.stems & self._besides
        of_field = SURENESS[name.field]
        if of_field < 1.0:
            covered = [cover * of_field for cover in covered]
        others = [
            (item, of_field * item.sureness * (share if share > _WHOLE else share * _PARTLY))
            for item, share in self._paraphrased(common)
        ]
        others += [(item, item.sureness) for item in below]
        for item, sureness in others:
            _raise(covered, item.terms, sureness)
        for term in contradicted:
            covered[term] = _CONTRADICTED
        for item, sureness in others:  # What covers some term best says nothing beyond the query.
            if any(sureness >= covered[term] for term in item.terms):
                met |= item.stems
        coverage = sum(map(mul, self._weights, covered)) / self._total
        costs = self._costs(name.stems)
        excess = costs.all - math.fsum(costs.of.get(found, 0.0) for found in met)
        share = excess / costs.weight
        score = coverage - _EXCESS * share - _EXCESS_OF_WEIGHT * excess
        return Relevance(score, place, frozenset(met), coverage, share)

    def _cover(self, name: Name, common: frozenset[str]) -> tuple[list[float], set[str]]:
        """How well a name covers each term by its words, and which stems of it do."""
        covered, met = [0.0] * len(self.reading.terms), set[str]()
        for found in common:
            for term, cover in self._direct.get(found, ()):
                covered[term] = max(covered[term], cover)
                met.add(found)
        for term, bare in self._absent:
            if not covered[term]:
                covered[term] = _CONTRADICTED if bare in name.stems else _UNSAID
        if self.beginning and not covered[-1]:
            begun = set(filter(self._is_begun, name.stems))
            if begun:
                covered[-1] = _BEGUN
                met |= begun
        return covered, met

    def _paraphrased(self, common: frozenset[str]) -> Iterator[tuple[Paraphrase, float]]:
        """The paraphrases of which a name has enough, with the share that it has."""
        shares: dict[int, list[float]] = {}
        for found in common:
            for place, share in self._shares.get(found, ()):
                shares.setdefault(place, []).append(share)
        sums = ((place, math.fsum(found)) for place, found in shares.items())
        return ((self.paraphrases[place], share) for place, share in sums if share >= _LEAST_SHARE)

    def way_of(self, node: Candidate) -> MatchType:
        """How the terms are met by the name of a node that has most of them as they are."""
        ways = [
            self._way(node, name, common)
            for place, name in enumerate(node.names)
            if (common := name.stems & self._known) or place == 0 or self._begins(name)
        ]
        return max(ways, default=MatchType.SOME_WORDS)

    def _way(self, node: Candidate, name: Name, common: frozenset[str]) -> MatchType:
        covered, _ = self._cover(name, common)
        wanted = [place for place, term in enumerate(self.reading.terms) if not term.is_absent]
        if all(covered[place] in (1.0, _BEGUN) for place in wanted):
            return MatchType.WORDS
        if all(covered[place] > 0 for place in wanted):
            return MatchType.FUZZY
        for item, _ in self._paraphrased(common):
            _raise(covered, item.terms, item.sureness)
        for item, anchor in self.anchored:
            if anchor.covers(node.curie, node.code):
                _raise(covered, item.terms, item.sureness)
        return MatchType.PARAPHRASE if all(covered[place] > 0 for place in wanted) else MatchType.SOME_WORDS


def _covered_by(reading: Reading) -> dict[str, list[tuple[int, float]]]:
    """Which terms a stem covers, and how well."""
    direct: dict[str, list[tuple[int, float]]] = {}
    for place, term in enumerate(reading.terms):
        direct.setdefault(term.stem, []).append((place, 1.0))
        for other in term.corrected:
            direct.setdefault(other, []).append((place, _CORRECTED))
    return direct


def _raise(covered: list[float], terms: Sequence[int], sureness: float) -> None:
    """Cover terms at least so well."""
    for term in terms:
        covered[term] = max(covered[term], sureness)


def _weight_of_meaning(place: int, paraphrases: Sequence[Paraphrase], weights: Weights) -> float:
    """The weight of what a term means: an abbreviation is rare itself, and may stand for a frequent word."""
    meanings = (item.stems for item in paraphrases if item.terms == (place,) and item.sureness >= _SURE)
    return max((max(map(weights.of, stems)) for stems in meanings if stems), default=math.inf)
