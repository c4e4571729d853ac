"""What is asked of a network, and the library that answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from random import Random
from typing import Any

import numpy as np

from bench.networks.network import DIAGNOSES, DIRECTED, PAGES, SHARED, WHOLE, Network

SEED = 7
DAMPING, TOLERANCE = 0.85, 1e-10
"""Of PageRank; the tolerance is NetworkX's, which multiplies it with the number of nodes."""
MAX_PAIRS = 20_000


class Question(StrEnum):
    PAGE_RANK = "PageRank"
    COMPONENTS = "components"
    CORES = "k-core"
    DISTANCES = "distances"
    BETWEENNESS = "betweenness"
    COMMUNITIES = "communities"
    CLUSTERING = "clustering"
    JACCARD = "Jaccard"


ASKED: Mapping[str, Mapping[Question, int]] = {
    DIRECTED: {Question.PAGE_RANK: 0},
    WHOLE: {
        Question.COMPONENTS: 0,
        Question.CORES: 0,
        Question.DISTANCES: 8,
        Question.BETWEENNESS: 4,
        Question.COMMUNITIES: 0,
        Question.CLUSTERING: 0,
    },
    DIAGNOSES: {Question.COMPONENTS: 0, Question.DISTANCES: 16, Question.BETWEENNESS: 8},
    PAGES: {
        Question.PAGE_RANK: 0,
        Question.COMPONENTS: 0,
        Question.CORES: 0,
        Question.DISTANCES: 120,
        Question.BETWEENNESS: 0,
        Question.COMMUNITIES: 0,
        Question.JACCARD: 0,
    },
    SHARED: {Question.PAGE_RANK: 0, Question.BETWEENNESS: 0, Question.COMMUNITIES: 0, Question.CLUSTERING: 0},
}
"""The questions of each network, and from how many nodes distances and paths begin; 0 where from all."""
NOT_BY_NETWORKX = {(WHOLE, Question.CLUSTERING)}
"""What plain NetworkX, and what runs its code, cannot be asked: its time grows with the squares of degrees of hubs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a network; `sources` is empty where it is of all nodes, `pairs` where it is of none."""

    network: Network
    question: Question
    sources: tuple[int, ...] = ()
    pairs: Sequence[tuple[int, int]] = ()

    @property
    def plain(self) -> bool:
        """Whether NetworkX is asked."""
        return (self.network.name, self.question) not in NOT_BY_NETWORKX


def asked_of(network: Network) -> list[Asked]:
    """All questions about a network."""
    return [
        Asked(network, question, draw(network, count), _pairs(network) if question is Question.JACCARD else ())
        for question, count in ASKED[network.name].items()
    ]


def _pairs(network: Network) -> Sequence[tuple[int, int]]:
    """Nodes to compare: those with the most edges, all with all."""
    most = np.lexsort((np.arange(network.nodes), -network.degree()))[: int((2 * MAX_PAIRS) ** 0.5)]
    return list(combinations(sorted(most.tolist()), 2))


def draw(network: Network, count: int) -> tuple[int, ...]:
    """Nodes at random, those that NetworkX draws for `k` of this seed."""
    return tuple(Random(SEED).sample(range(network.nodes), min(count, network.nodes)))  # noqa: S311


Answer = Callable[[Any, Asked], Any]
"""Of a graph of a library; raises NotImplementedError where it cannot answer just what is asked."""


@dataclass(frozen=True, slots=True)
class Library:
    """A library: how it takes a graph, and what it answers."""

    name: str
    package: str
    from_networkx: Callable[[Any], Any]
    from_columns: Callable[[Network], Any] | None
    answers: Mapping[Question, Answer]
    runs_networkx: bool = False
    """Whether it runs the code of NetworkX, so that what NetworkX cannot be asked is not asked of it."""
