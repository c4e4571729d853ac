"""What costs most of all that may be asked: documents from `queries/`, and variables among which the worst are chosen.

Which variables cost most depends on the graph, so there are many of each; see `bench.heavy.choose`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import orjson

from bench.peers.load import request
from graph.model.limits import Limits
from graph.storage.frozen_graph import FrozenGraph

QUERIES = Path(__file__).parent / "queries"
SEED = 20_261_122
PAIRS, HUBS = 60, 12
_LIMITS = Limits()
_TOKENS = 26
"""Of one path in a document that asks for many, and a bit more."""
Variables = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Costly:
    """A document, what it is called in the table, and the variables that may be chosen."""

    title: str
    document: str
    candidates: Sequence[Variables]

    def request(self, variables: Variables) -> bytes:
        return request("/graphql", orjson.dumps({"query": self.document, "variables": variables}))


def costly(graph: FrozenGraph) -> Iterator[Costly]:
    """All that is asked over a graph."""
    random = Random(SEED)  # noqa: S311
    pairs = [{"from": one, "to": other} for one, other in _pairs(graph, random)]
    terms = [{"terms": found} for found in _terms(graph, random)]
    yield Costly("20 paths of 8 edges, by what they say", _document("paths"), pairs)
    yield Costly("… as often as one document may", _many_paths(), pairs[: PAIRS // 10])
    yield Costly("1,000 procedures, ordered", _document("ordered"), _orders())
    yield Costly("1,000 diagnoses, filtered by text", _document("filtered"), _filters())
    yield Costly(f"{Limits.terms} terms grounded", _document("ground"), terms)
    yield Costly("… as often as one document may", _many_grounded(), terms[-1:])
    yield Costly("nested, up to the budget of items", _document("deep"), _depths())
    yield Costly("neighbourhood of 1,000 nodes", _document("neighborhood"), [{"of": [hub]} for hub in _hubs(graph)])
    yield Costly("1,000 hits of a broad search", _document("search"), _searches())
    yield Costly("1,000 matches of a pattern", _document("match"), _patterns())


def _document(name: str) -> str:
    return (QUERIES / f"{name}.graphql").read_text(encoding="utf-8")


def _many_paths() -> str:
    """As many searches for paths as the tokens of a document allow."""
    path = "paths(from: $from, to: $to, by: INFORMATIVENESS, maxLength: 8, first: 20) { length }"
    return f"query ($from: String!, $to: String!) {{ {_aliases(path, _LIMITS.tokens // _TOKENS)} }}"


def _many_grounded() -> str:
    """As many lists of terms as the budget allows of which each term is an item."""
    times = _LIMITS.nodes // Limits.terms
    return f"query ($terms: [String!]!) {{ {_aliases('ground(terms: $terms) { confidence }', times)} }}"


def _aliases(field: str, times: int) -> str:
    return " ".join(f"f{number}: {field}" for number in range(times))


def _pairs(graph: FrozenGraph, random: Random) -> Iterator[tuple[str, str]]:
    """Random nodes of different kinds, codes and pages alike: most are far apart."""
    kinds = ("Procedure", "Diagnosis", "DiagnosisGroup", "Alternative", "Indication", "Step")
    for _ in range(PAIRS):
        one, other = (_any_of(graph, kind, random) for kind in random.sample(kinds, 2))
        yield graph.curie(one), graph.curie(other)


def _any_of(graph: FrozenGraph, kind: str, random: Random) -> int:
    return int(random.choice(graph.of_kind(kind)))


def _terms(graph: FrozenGraph, random: Random) -> Iterator[list[str]]:
    """Names as they are, with a word left out, with a typo, and with a number that nothing has."""
    kinds = ("Procedure", "Diagnosis", "Indication", "Risk")
    names = [graph.node(_any_of(graph, random.choice(kinds), random)).name for _ in range(Limits.terms)]
    yield names
    yield [" ".join(name.split()[1:] or [name]) for name in names]
    yield [f"{name[: len(name) // 2]}{name[len(name) // 2 + 1 :]}" for name in names]
    yield [f"heart attak {number}" for number in range(Limits.terms)]


def _orders() -> list[Variables]:
    fields = ("NAME", "CODE", "DURATION_MAX_MINUTES", "ADDED_DATE")
    return [{"orderBy": {"field": field, "direction": way}} for field, way in product(fields, ("ASC", "DESC"))]


def _filters() -> list[Variables]:
    texts = [{"name": {"contains": text}} for text in ("x", "e", "qq", "fracture", "initial encounter")]
    others = [{name: {"contains": "x"}} for name in ("synonyms", "includes")]
    both = [{"name": {"contains": "x"}, "curie": {"contains": "9"}, "includes": {"isKnown": True}}]
    return [{"where": where} for where in (*texts, *others, *both)]


def _depths() -> list[Variables]:
    """From few to more than the budget allows, so that the last that is allowed comes close to it."""
    return [{"outer": outer, "inner": inner} for inner, outer in product((10, 50), range(5, 105, 5))]


def _hubs(graph: FrozenGraph) -> list[str]:
    """The nodes with the most edges, and some with pages."""
    ends = np.concatenate([graph.columns["edge.source"], graph.columns["edge.target"]])
    most = np.argsort(-np.bincount(ends, minlength=len(graph)), kind="stable")[:HUBS]
    paged = graph.of_kind("Section")[:: max(1, len(graph.of_kind("Section")) // HUBS)][:HUBS]
    return [graph.curie(int(number)) for number in (*most, *paged)]


def _searches() -> list[Variables]:
    words = (
        "of",
        "in",
        "re",
        "co",
        "pe",
        "le",
        "a",
        "of the",
        "with or without",
        "open approach",
        "unspecifed fractur",
    )
    return [{"query": text} for text in words]


def _patterns() -> list[Variables]:
    """From what is shared to whoever shares it, and on from there."""
    treats = {"kind": "HAS_INDICATION", "node": {"edges": [_back("HAS_INDICATION", {"kind": "PROCEDURE"})]}}
    further = {"kind": "PROCEDURE", "edges": [treats]}
    return [{"risk": {"edges": [_back("HAS_RISK", node)]}} for node in ({"kind": "PROCEDURE"}, further)]


def _back(kind: str, node: object) -> dict[str, object]:
    return {"kind": kind, "direction": "IN", "node": node}
