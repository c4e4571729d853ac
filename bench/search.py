"""How well the search finds what is meant: queries that people judged, asked of the default graph.

    python -m bench.search [--misses]

A query counts as answered where any of the nodes that are right for it is found; the tables say how often that is the
first hit, how often one of the first five, the mean of 1/rank (nothing where none is among the first twenty), and how
often there is no hit at all though one is right. Where nothing is right, a hit with a code is wrong. Of the half that
is held out only the figures are printed (see `tests/search/judged/README.md`).
"""

import csv
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.source_files import ROOT
from graph.search.finder import Finder
from graph.search.grounding import ground
from graph.search.search_types import Search
from graph.store.snapshot import attach_snapshot

JUDGED = ROOT / "tests" / "search" / "judged"
SETS, HELD_OUT = ("own", "open", "held-out"), "held-out"
PHRASES = ("phrases-open", "phrases-held-out")
DEPTH = 20
"""Hits that are looked at."""
NOTHING = ("-",)
"""What is expected where nothing is right."""
BELOW = "-"
"""What ends the CURIE of a code that stands for all below it, too."""
CODED = ("ICD10CM:", "ICD10PCS:", "MSDRG:", "PCSTABLE:")
"""Beginnings of the CURIEs of codes."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, what it is an example of, and the CURIEs of which any is right."""

    category: str
    query: str
    expected: tuple[str, ...]

    def accepts(self, curie: str) -> bool:
        """Whether a node is right."""
        return any(_is_expected(curie, expected) for expected in self.expected)

    @property
    def wants_nothing(self) -> bool:
        return self.expected == NOTHING


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judged query with the rank of the first right hit, None where there is none, and the CURIE of the first hit."""

    judged: Judged
    rank: int | None
    first: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How well some queries were answered; `unanswered` counts those without a hit though one is right."""

    queries: int
    hit_1: float
    hit_5: float
    mrr: float
    unanswered: int


@dataclass(frozen=True, slots=True)
class GroundingFigures:
    """How well some phrases were grounded: what is asserted of all, and what is right of that, as shares."""

    phrases: int
    asserted: float
    precision: float


def _is_expected(curie: str, expected: str) -> bool:
    return curie == expected or (expected.endswith(BELOW) and curie.startswith(expected[:-1]))


def read_judged(name: str) -> list[Judged]:
    """The judged queries, or phrases, of a set."""
    with (JUDGED / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Judged(category, text, tuple(expected.split())) for category, text, expected in list(rows)[1:]]


def evaluate(finder: Finder, judged: Iterable[Judged]) -> list[Verdict]:
    """Every query asked."""
    return [_verdict(finder, one) for one in judged]


def _verdict(finder: Finder, judged: Judged) -> Verdict:
    found = [hit.curie for hit in finder.search(Search(judged.query, limit=DEPTH)).hits]
    first = found[0] if found else None
    if judged.wants_nothing:
        return Verdict(judged, None if any(curie.startswith(CODED) for curie in found) else 1, first)
    return Verdict(judged, next((rank for rank, curie in enumerate(found, 1) if judged.accepts(curie)), None), first)


def figures(verdicts: Sequence[Verdict]) -> Figures:
    """The shares of all queries, of which there must be some."""
    ranks = [verdict.rank for verdict in verdicts if verdict.rank is not None]
    count = len(verdicts)
    return Figures(
        count,
        sum(rank == 1 for rank in ranks) / count,
        sum(rank <= 5 for rank in ranks) / count,
        sum(1 / rank for rank in ranks) / count,
        sum(verdict.first is None and not verdict.judged.wants_nothing for verdict in verdicts),
    )


def grounding_figures(finder: Finder, judged: Sequence[Judged]) -> GroundingFigures:
    """How the phrases are grounded; to assert something where nothing is right is wrong."""
    meant = [(one, ground(finder, one.query).meant) for one in judged]
    asserted = [(one, candidate.hit.curie) for one, candidate in meant if candidate]
    right = sum(one.accepts(curie) for one, curie in asserted)
    return GroundingFigures(len(judged), len(asserted) / len(judged), right / max(len(asserted), 1))


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The figures of each category and of all, as Markdown."""
    yield "| queries | number | hit@1 | hit@5 | MRR | unanswered |"
    yield "|---|---:|---:|---:|---:|---:|"
    for category in sorted({verdict.judged.category for verdict in verdicts}):
        yield _row(category, figures([verdict for verdict in verdicts if verdict.judged.category == category]))
    yield _row("**all**", figures(verdicts))


def _row(name: str, found: Figures) -> str:
    rates = f"{found.hit_1:.3f} | {found.hit_5:.3f} | {found.mrr:.3f}"
    return f"| {name} | {found.queries} | {rates} | {found.unanswered} |"


def misses(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """The queries whose first hit is wrong, as a Markdown list."""
    for verdict in verdicts:
        if verdict.rank != 1:
            judged, place = verdict.judged, f"rank {verdict.rank}" if verdict.rank else f"not in the first {DEPTH}"
            expected = " or ".join(judged.expected)
            yield f"- {judged.category}: '{judged.query}' finds {verdict.first}; {expected}: {place}"


def _report(finder: Finder, *, with_misses: bool) -> Iterator[str]:
    for name in SETS:
        verdicts = evaluate(finder, read_judged(name))
        yield from (f"{name}:", "", *table(verdicts), "")
        if with_misses and name != HELD_OUT:
            yield from ("First hit wrong:", "", *misses(verdicts), "")
    yield from ("| phrases | number | asserted | precision |", "|---|---:|---:|---:|")
    for name in PHRASES:
        found = grounding_figures(finder, read_judged(name))
        yield f"| {name} | {found.phrases} | {found.asserted:.3f} | {found.precision:.3f} |"


def main(snapshot: Path = DEFAULT_SNAPSHOT) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the queries that are answered wrong")
    arguments = parser.parse_args()
    ensure_default_snapshot()
    print("\n".join(_report(attach_snapshot(snapshot).finder, with_misses=arguments.misses)))


if __name__ == "__main__":
    main()
