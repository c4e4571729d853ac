"""Pairs of diagnoses: whether they exclude each other by the graph, and by a plain reading of the notes.

    python -m bench.truth.excludes [--count N] [--seed N] [--snapshot DIR]

Half of the pairs are drawn near notes: one code below the entry of a note, the other among what it names, or beside it.
"""

import random
from argparse import ArgumentParser
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.truth.codes import official_codes
from bench.truth.plain_excludes import Entry, PlainExcludes
from bench.truth.table import Row, as_table
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.icd10cm_form import dotted
from graph.review.case import Case, CaseDiagnosis, Setting
from graph.review.reviewer import Reviewer
from graph.store import GraphStore, open_store
from graph.traversal.coding_notes import entry_and_above

COUNT, SEED = 10_000, 19
_TYPE = "excludes1"
_BESIDE = 0.3
"""How often the second code of a pair near a note is beside what the note names, in the same category."""
Pair = tuple[str, str]


def main() -> None:
    parser = ArgumentParser(description="Compare which diagnoses exclude each other with a plain reading of the notes.")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--snapshot", type=Path, default=DEFAULT_SNAPSHOT)
    given = parser.parse_args()
    if given.snapshot == DEFAULT_SNAPSHOT:
        ensure_default_snapshot()
    store = open_store(f"snapshot:{given.snapshot}")
    plain = PlainExcludes()
    print(as_table(compare_excludes(store, plain, random_pairs(plain, given.count, given.seed))))


def compare_excludes(store: GraphStore, plain: PlainExcludes, pairs: Sequence[Pair]) -> Iterator[Row]:
    """By the edges of the graph, and by the rule of the review: pairs that the plain reading sets apart, and others."""
    graph, reviewer = GraphExcludes(store), Reviewer(store.topology)
    apart = {pair: plain.exclude(*pair) for pair in pairs}
    for who, exclude in (("edges", graph.exclude), ("review", partial(_reviewed, reviewer))):
        found = {pair: exclude(*pair) for pair in pairs}
        for what, expected in (("that exclude each other", True), ("that do not", False)):
            chosen = [pair for pair in apart if apart[pair] is expected]
            wrong = [" and ".join(map(dotted, pair)) for pair in chosen if found[pair] is not expected]
            yield Row(f"Excludes1, {who}: pairs {what}", len(chosen), len(chosen) - len(wrong), wrong)


def _reviewed(reviewer: Reviewer, one: str, other: str) -> bool:
    """Whether the review of a case with two diagnoses finds that they exclude each other."""
    review = reviewer.review(Case((CaseDiagnosis(one), CaseDiagnosis(other)), setting=Setting.OUTPATIENT))
    return any(finding.rule == "EXCLUDES1" for finding in review.findings)


@dataclass(frozen=True, slots=True)
class GraphExcludes:
    """What the edges of the graph say of pairs of codes."""

    store: GraphStore

    def exclude(self, one: str, other: str) -> bool:
        """Whether an edge leads from one of two codes, or what is above it, to the other or what is above that."""
        (above_one, above_other) = (self._above(code) for code in (one, other))
        return self._lead(above_one, above_other) or self._lead(above_other, above_one)

    def _above(self, code: str) -> list[int]:
        topology = self.store.topology
        (number,) = topology.find([f"ICD10CM:{dotted(code)}"]).tolist()
        return entry_and_above(topology, number)

    def _lead(self, sources: Sequence[int], targets: Sequence[int]) -> bool:
        graph = self.store.topology.graph
        wanted = set(targets)
        return any(
            graph.target(edge) in wanted and graph.edge(edge).properties.get("excludes_type") == _TYPE
            for source in sources
            for edge in graph.row(source, "EXCLUDES", out=True)
        )


def random_pairs(plain: PlainExcludes, count: int, seed: int) -> list[Pair]:
    """Pairs of different codes, half of them near notes."""
    drawer = PairDrawer(random.Random(seed), plain)  # noqa: S311 - they must be the same pairs each time
    pairs: dict[Pair, None] = {}
    while len(pairs) < count:
        one, other = drawer.near_note() if len(pairs) % 2 else drawer.anywhere()
        if one != other:
            pairs[one, other] = None
    return list(pairs)


class PairDrawer:
    """Draws pairs near the notes of the list."""

    def __init__(self, chance: random.Random, plain: PlainExcludes) -> None:
        self.chance, self.plain = chance, plain
        placed = sorted((plain.entry_of(code).start, code) for code in official_codes())
        self.places, self.codes = [place for place, _ in placed], [code for _, code in placed]
        self.at = {entry.start: entry for entry in plain.entries.values()}
        self.notes = [(entry, note) for entry in plain.entries.values() for note in entry.excluded]

    def anywhere(self) -> Pair:
        """Any two codes."""
        return self.chance.choice(self.codes), self.chance.choice(self.codes)

    def near_note(self) -> Pair:
        """A code below the entry of a note, and one among what the note names or beside that."""
        while True:
            entry, note = self.chance.choice(self.notes)
            if pair := self.near(entry, note):
                return pair

    def near(self, entry: Entry, note: str) -> Pair | None:
        """A pair near one note; None where it names no code."""
        spans = list(self.plain.spans(note))
        if not spans:
            return None
        one = self._between(entry.start, entry.end)
        other = self._between(*self._beside(*self.chance.choice(spans)))
        return (one, other) if one and other else None

    def _beside(self, start: int, end: int) -> tuple[int, int]:
        """The places themselves, or those of the whole category that the first of them is in."""
        if self.chance.random() > _BESIDE:
            return start, end
        category = self._category(self.at[start])
        return category.start, category.end

    def _category(self, entry: Entry) -> Entry:
        return next((found for found in entry.with_all_above() if len(found.name) == 3), entry)

    def _between(self, start: int, end: int) -> str | None:
        first, last = bisect_left(self.places, start), bisect_left(self.places, end)
        return self.codes[self.chance.randrange(first, last)] if first < last else None


if __name__ == "__main__":
    main()
