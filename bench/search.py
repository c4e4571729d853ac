"""How well the search finds what is meant: queries that people judged, asked of the default graph.

    python -m bench.search

A query counts as answered where any of the nodes that are right for it is found; the table says how often that is the
first hit, how often one of the first five, and the mean of 1/rank, nothing where none is among the first twenty.
"""

import csv
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.ingest.default_graph import DEFAULT_SNAPSHOT, ensure_snapshot
from graph.model.source_files import ROOT
from graph.search.finder import Finder
from graph.search.search_types import Search
from graph.store.snapshot import attach_snapshot

JUDGED = ROOT / "tests" / "search" / "judged.tsv"
DEPTH = 20
"""Hits that are looked at."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, what it is an example of, and the CURIEs of which any is right."""

    category: str
    query: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judged query with the rank of the first right hit, None where there is none, and the CURIE of the first hit."""

    judged: Judged
    rank: int | None
    first: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How well some queries were answered."""

    queries: int
    hit_1: float
    hit_5: float
    mrr: float


def read_judged(path: Path = JUDGED) -> list[Judged]:
    """The judged queries."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Judged(row["category"], row["query"], tuple(row["expected"].split())) for row in rows]


def evaluate(finder: Finder, judged: Iterable[Judged]) -> list[Verdict]:
    """Every query asked."""
    return [_verdict(finder, one) for one in judged]


def _verdict(finder: Finder, judged: Judged) -> Verdict:
    found = [hit.curie for hit in finder.search(Search(judged.query, limit=DEPTH)).hits]
    rank = next((rank for rank, curie in enumerate(found, 1) if curie in judged.expected), None)
    return Verdict(judged, rank, found[0] if found else None)


def figures(verdicts: Sequence[Verdict]) -> Figures:
    """The shares of all queries, of which there must be some."""
    ranks = [verdict.rank for verdict in verdicts if verdict.rank is not None]
    count = len(verdicts)
    return Figures(
        count,
        sum(rank == 1 for rank in ranks) / count,
        sum(rank <= 5 for rank in ranks) / count,
        sum(1 / rank for rank in ranks) / count,
    )


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The figures of each category and of all, as Markdown."""
    yield "| queries | number | hit@1 | hit@5 | MRR |"
    yield "|---|---:|---:|---:|---:|"
    for category in dict.fromkeys(verdict.judged.category for verdict in verdicts):
        yield _row(category, figures([verdict for verdict in verdicts if verdict.judged.category == category]))
    yield _row("**all**", figures(verdicts))


def _row(name: str, found: Figures) -> str:
    return f"| {name} | {found.queries} | {found.hit_1:.3f} | {found.hit_5:.3f} | {found.mrr:.3f} |"


def misses(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """The queries whose first hit is wrong, as a Markdown list."""
    for verdict in verdicts:
        if verdict.rank != 1:
            judged, place = verdict.judged, f"rank {verdict.rank}" if verdict.rank else f"not in the first {DEPTH}"
            expected = " or ".join(judged.expected)
            yield f"- {judged.category}: '{judged.query}' finds {verdict.first}; {expected}: {place}"


def main() -> None:
    ArgumentParser(description=__doc__).parse_args()
    ensure_snapshot()
    verdicts = evaluate(attach_snapshot(DEFAULT_SNAPSHOT).finder, read_judged())
    print("\n".join(table(verdicts)))
    print("\n".join(("", "First hit wrong:", "", *misses(verdicts))))


if __name__ == "__main__":
    main()
