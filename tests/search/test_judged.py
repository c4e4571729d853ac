"""How well the default graph is searched, by queries that people judged."""

import pytest

from bench.search import (
    BELOW,
    NOTHING,
    PHRASES,
    Judged,
    Verdict,
    evaluate,
    figures,
    grounding_figures,
    misses,
    read_judged,
    table,
)
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.search.entry import node_entry
from graph.search.finder import Finder
from graph.search.grounding import ground
from graph.search.index import write_index
from graph.search.normalization import EMPTY, name_stems
from graph.search.words import name_key
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from tests.world import NODES

READ = ("own", "open")
"""The sets that are looked at; the half that is held out is for the benchmark alone."""
LEAST = {"own": (0.95, 0.98), "open": (0.93, 0.98)}
"""Least shares of queries of which the first hit is right, and one of the first five."""
KNOWN_NUMBERS = {"own": 300, "open": 350}


@pytest.fixture(scope="module")
def finder(shipped: GraphStore) -> Finder:
    return attach_snapshot(DEFAULT_SNAPSHOT).finder


@pytest.mark.parametrize("name", READ)
def test_what_is_right_is_in_the_graph(shipped: GraphStore, name: str) -> None:
    expected = sorted(
        {curie for judged in read_judged(name) for curie in judged.expected if judged.expected != NOTHING}
    )
    # What stands for all below it may itself be only the beginning of codes.
    missing = [curie for curie in expected if not curie.endswith(BELOW) and shipped.node(curie) is None]
    assert missing == []


@pytest.mark.parametrize("name", READ)
def test_there_are_many_different_queries_each_with_an_answer(name: str) -> None:
    judged = read_judged(name)
    assert len({one.query for one in judged}) == len(judged) >= KNOWN_NUMBERS[name]
    assert all(one.query and one.expected for one in judged)


@pytest.mark.parametrize("name", READ)
def test_most_queries_find_what_is_meant_first_and_few_later_than_fifth(finder: Finder, name: str) -> None:
    verdicts = evaluate(finder, read_judged(name))
    found, (first, fifth) = figures(verdicts), LEAST[name]
    assert (found.hit_1 >= first, found.hit_5 >= fifth) == (True, True), list(misses(verdicts))


def test_a_number_of_a_system_that_is_not_shipped_is_answered_with_no_code(finder: Finder) -> None:
    absent = [one for one in read_judged("open") if one.wants_nothing]
    assert len(absent) > 20
    assert list(misses(evaluate(finder, absent))) == []


def test_what_grounding_asserts_is_right(finder: Finder) -> None:
    found = grounding_figures(finder, read_judged(PHRASES[0]))
    assert (found.precision >= 0.97, found.asserted >= 0.7) == (True, True), found


@pytest.mark.parametrize(
    ("query", "curies"),
    [
        ("TKA", ["PAGE:total-knee-replacement"]),
        ("PCI", ["PAGE:coronary-angioplasty-with-stent"]),
        ("HTN", ["ICD10CM:I10"]),
        ("ADHD", ["ICD10CM:F90.9"]),
        ("ESRD", ["ICD10CM:N18.6"]),
        ("RA", ["ICD10CM:M06.9"]),
        ("PE", ["ICD10CM:I26.99"]),
        ("AKI", ["ICD10CM:N17.9"]),
        ("CKD stage 3", ["ICD10CM:N18.30"]),
        ("type II diabetes", ["ICD10CM:E11.9"]),
        ("well child visit", ["ICD10CM:Z00.129"]),
        ("prostate cancer screening", ["ICD10CM:Z12.5"]),
        ("flu shot", ["ICD10CM:Z23"]),
        ("history of breast cancer", ["ICD10CM:Z85.3"]),
        ("chemo", ["ICD10CM:Z51.11"]),
        ("back pain", ["ICD10CM:M54.9", "ICD10CM:M54.50"]),
        ("sugar diabetes", ["ICD10CM:E11.9"]),
        ("heart attack", ["ICD10CM:I21.9"]),
        ("asthma", ["ICD10CM:J45.909"]),
    ],
)
def test_what_coders_type_every_day_is_found_first(finder: Finder, query: str, curies: list[str]) -> None:
    (verdict,) = evaluate(finder, [Judged("everyday", query, tuple(curies))])
    assert verdict.rank == 1, verdict.first


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("CHF", "I50.9"),
        ("SOB", "R06.02"),
        ("DVT", "I82.409"),
        ("UTI", "N39.0"),
        ("HTN", "I10"),
        ("high blood pressure", "I10"),
        ("long covid", "U09.9"),
        ("flank pain", "R10.A0"),
        ("chest pain", "R07.9"),
        ("edema", "R60.9"),
    ],
)
def test_what_notes_say_every_day_is_grounded_whatever_the_kind(finder: Finder, term: str, code: str) -> None:
    meant = [ground(finder, term, kinds).meant for kinds in ((), ("Diagnosis",))]
    assert [one and one.hit.curie for one in meant] == [f"ICD10CM:{code}"] * 2


def test_an_expression_that_is_the_title_of_a_code_stands_for_no_other_code(
    shipped: GraphStore, finder: Finder
) -> None:
    graph = shipped.topology.graph
    for number in graph.of_kind("Expression").tolist():
        expression = graph.node(number)
        meanings = expression.properties.get("meanings")
        codes = [graph.node(graph.source(edge)) for edge in graph.row(number, "KNOWN_AS", out=False)]
        own = [
            code.curie
            for code in codes
            if code.curie.startswith("ICD10CM:") and name_stems(code.name) - EMPTY == name_stems(expression.name)
        ]
        for meaning in meanings if own and isinstance(meanings, tuple) else ():
            called = [curie for field, curie in finder.called(name_key(meaning)) if field == "label_key"]
            others = [curie for curie in called if not any(curie[: len(one)] == one[: len(curie)] for one in own)]
            assert not [curie for curie in others if curie.startswith("ICD10CM:")], (expression.curie, meaning)


def test_figures_are_shares_of_all_queries() -> None:
    finder = Finder(write_index(node_entry(node) for node in NODES if node.kind not in ("Section", "Step")))
    judged = [
        Judged("a", "cast", ("PAGE:ca-",)),
        Judged("a", "cast", ("RISK:infection", "POLICY:good-health-7")),
        Judged("b", "cast", ("RISK:infection",)),
        Judged("b", "xyzzy", ("PAGE:cast",)),
        Judged("b", "99999", NOTHING),
    ]
    found: list[Verdict] = evaluate(finder, judged)
    assert [(verdict.rank, verdict.first) for verdict in found] == [
        (1, "PAGE:cast"), (2, "PAGE:cast"), (None, "PAGE:cast"), (None, None), (1, None),
    ]  # fmt: skip
    assert list(table(found))[2:] == [
        "| a | 2 | 0.500 | 1.000 | 0.750 | 0 |",
        "| b | 3 | 0.333 | 0.333 | 0.333 | 1 |",
        "| **all** | 5 | 0.400 | 0.600 | 0.500 | 1 |",
    ]
    assert len(list(misses(found))) == 3
