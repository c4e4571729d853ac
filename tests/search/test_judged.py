"""How well the default graph is searched, by queries that people judged."""

from collections import Counter

import pytest

from bench.search import Judged, Verdict, evaluate, figures, misses, read_judged, table
from graph.ingest.default_graph import DEFAULT_SNAPSHOT
from graph.search.entry import node_entry
from graph.search.finder import Finder
from graph.search.index import write_index
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from tests.world import NODES


@pytest.fixture(scope="module")
def verdicts(shipped: GraphStore) -> list[Verdict]:
    return evaluate(attach_snapshot(DEFAULT_SNAPSHOT).finder, read_judged())


def test_what_is_right_is_in_the_graph(shipped: GraphStore) -> None:
    expected = sorted({curie for judged in read_judged() for curie in judged.expected})
    nodes = map(shipped.node, expected)
    assert [curie for curie, node in zip(expected, nodes, strict=True) if node is None] == []


def test_there_are_many_different_queries_of_every_category_each_with_an_answer() -> None:
    judged = read_judged()
    assert len({one.query for one in judged}) == len(judged) >= 150
    assert all(one.query and one.expected for one in judged)
    assert set(Counter(one.category for one in judged)) == {
        "code", "partial", "label", "synonym", "words", "lay", "typo",
    }  # fmt: skip


def test_nearly_all_queries_find_what_is_meant_first_and_hardly_any_later_than_fifth(verdicts: list[Verdict]) -> None:
    found = figures(verdicts)
    assert (found.hit_1 >= 0.9, found.hit_5 >= 0.98) == (True, True), list(misses(verdicts))


def test_no_kind_of_query_is_answered_badly(verdicts: list[Verdict]) -> None:
    for category in {verdict.judged.category for verdict in verdicts}:
        found = figures([verdict for verdict in verdicts if verdict.judged.category == category])
        assert found.hit_1 >= 0.9, category


def test_figures_are_shares_of_all_queries() -> None:
    finder = Finder(write_index(node_entry(node) for node in NODES if node.kind not in ("Section", "Step")))
    judged = [
        Judged("a", "cast", ("PAGE:cast",)),
        Judged("a", "cast", ("RISK:infection", "POLICY:good-health-7")),
        Judged("b", "cast", ("RISK:infection",)),
        Judged("b", "xyzzy", ("PAGE:cast",)),
    ]
    found = evaluate(finder, judged)
    assert [(verdict.rank, verdict.first) for verdict in found] == [
        (1, "PAGE:cast"), (2, "PAGE:cast"), (None, "PAGE:cast"), (None, None),
    ]  # fmt: skip
    assert list(table(found))[2:] == [
        "| a | 2 | 0.500 | 1.000 | 0.750 |",
        "| b | 2 | 0.000 | 0.000 | 0.000 |",
        "| **all** | 4 | 0.250 | 0.500 | 0.375 |",
    ]
    assert len(list(misses(found))) == 3
