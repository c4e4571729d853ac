"""How well a node answers a query."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from graph.model.source_files import ROOT
from graph.search.candidate import Candidate, Name
from graph.search.corrections import Corrections
from graph.search.entry import Field
from graph.search.match_type import MatchType
from graph.search.normalization import name_stems
from graph.search.paraphrases import Paraphrase, anchor_of
from graph.search.reading import Abbreviations, read_query
from graph.search.relevance import RatedQuery
from graph.search.weights import Weights

NAMES = [
    "Fracture of wrist",
    "Fracture of femur",
    "Fracture, unspecified",
    "Sprain of wrist",
    "Ulcer with bleeding",
    "Ulcer without bleeding",
    "Ulcer",
    "Rash",
]
FREQUENCIES = Counter(stem.removeprefix("!") for name in NAMES for stem in name_stems(name))
WEIGHTS = Weights(len(NAMES), FREQUENCIES.__getitem__)
CORRECTIONS = Corrections({"fracture": 3, "wrist": 2, "ulcer": 3, "bleeding": 2})


def name(text: str, field: Field = Field.NAME) -> Name:
    return Name(field, text, name_stems(text))


def node(*names: str, curie: str = "RISK:a", field: Field = Field.NAME, is_billable: bool = False) -> Candidate:
    """A node with its own name and others of a field."""
    own, *others = names
    code = curie.partition(":")[2].replace(".", "").lower()
    return Candidate(curie, code, is_billable, [name(own), *(name(other, field) for other in others)])


def asked(text: str, *paraphrases: Paraphrase) -> RatedQuery:
    return RatedQuery(read_query(text, CORRECTIONS, Abbreviations({}, {})), paraphrases, WEIGHTS)


def score(query: RatedQuery, rated: Candidate) -> float:
    return query.rate(rated).score


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("wrist fracture", "Fracture of wrist", "Fracture of femur"),
        ("wrist fracture", "Fracture of wrist", "Fracture of wrist and femur"),
        ("fracture", "Fracture, unspecified", "Fracture of wrist"),
        ("wrist fraktur", "Fracture of wrist", "Sprain of wrist"),
        ("wrist fra", "Fracture of wrist", "Sprain of wrist"),
        ("ulcer bleeding", "Ulcer with bleeding", "Ulcer"),
        ("ulcer bleeding", "Ulcer", "Ulcer without bleeding"),
        ("ulcer no bleeding", "Ulcer without bleeding", "Ulcer"),
        ("ulcer no bleeding", "Ulcer", "Ulcer with bleeding"),
        ("ulcer", "Ulcer without bleeding", "Ulcer with bleeding"),
    ],
)
def test_the_name_that_says_what_is_asked_and_no_more_is_better(query: str, better: str, worse: str) -> None:
    assert score(asked(query), node(better)) > score(asked(query), node(worse))


def test_a_rare_word_tells_more_than_a_frequent_one() -> None:
    query = asked("wrist rash ulcer")
    assert FREQUENCIES["rash"] < FREQUENCIES["ulcer"]
    assert query.rate(node("Rash")).coverage > query.rate(node("Ulcer")).coverage


def test_a_word_is_covered_best_as_it_is_then_put_right_then_begun() -> None:
    covered = [asked(text).rate(node("Fracture")).coverage for text in ("fracture", "fraktur", "fract")]
    assert covered == sorted(set(covered), reverse=True)
    assert covered[0] == 1.0


def test_the_name_that_fits_best_is_told_with_the_words_that_are_met() -> None:
    found = asked("wrist fracture").rate(node("Injury", "Fracture of wrist", "Sprain", field=Field.SYNONYM))
    assert (found.name, found.met, found.excess) == (1, frozenset(("wrist", "fractur")), 0.0)


@pytest.mark.parametrize(
    ("better", "worse"),
    [(Field.SYNONYM, Field.EVERYDAY), (Field.EVERYDAY, Field.NEARLY), (Field.NEARLY, Field.RELATED)],
)
def test_a_name_counts_by_how_surely_it_means_the_node(better: Field, worse: Field) -> None:
    scores = [score(asked("ulcer"), node("Rash", "Ulcer", field=field)) for field in (better, worse)]
    assert scores[0] > scores[1]


def test_what_can_be_reported_is_better_and_so_is_what_is_called_just_so() -> None:
    query = asked("ulcer")
    assert score(query, node("Ulcer", is_billable=True)) > score(query, node("Ulcer"))
    assert score(query, node("Ulcer")) > score(query, node("Rash", "Ulcer", field=Field.SYNONYM))


def test_a_group_is_better_only_where_one_is_asked_for() -> None:
    group, code = node("Ulcer", curie="MSDRG:377"), node("Ulcer", curie="ICD10CM:K25")
    assert score(asked("ulcer"), code) > score(asked("ulcer"), group)
    assert score(asked("drg ulcer"), group) > score(asked("drg ulcer"), code)


PARAPHRASE = Paraphrase((0,), name_stems("Fracture of wrist"), 0.9, anchor_of("ICD10CM:S62"))


def test_what_is_called_otherwise_or_is_below_what_is_called_so_answers() -> None:
    query = asked("colles", PARAPHRASE)
    for found in (node("Fracture of wrist"), node("Rash", curie="ICD10CM:S62.1")):
        assert query.rate(found).coverage == pytest.approx(0.9)
        assert query.way_of(found) is MatchType.PARAPHRASE
    assert query.rate(node("Rash", curie="ICD10CM:S63.1")).coverage == 0.0


def test_a_part_of_other_words_answers_less_and_too_small_a_part_not_at_all() -> None:
    query = asked("colles", Paraphrase((0,), frozenset(("fractur", "wrist", "rash")), 0.9))
    whole, most, few = (query.rate(node(text)).coverage for text in ("Wrist fracture rash", "Rash of wrist", "Wrist"))
    assert whole > most > few == 0.0


@pytest.mark.parametrize(
    ("query", "way"),
    [
        ("wrist fracture", MatchType.WORDS),
        ("wrist fra", MatchType.WORDS),
        ("wrist fraktur", MatchType.FUZZY),
        ("wrist rash", MatchType.SOME_WORDS),
    ],
)
def test_how_a_node_was_found_is_how_its_words_are_met(query: str, way: MatchType) -> None:
    assert asked(query).way_of(node("Fracture of wrist")) is way


def test_a_query_without_terms_is_answered_by_nothing() -> None:
    assert asked("").rate(node("Ulcer")).coverage == 0.0


SCORES = """
from tests.search.test_relevance import NAMES, asked, node
from graph.search.paraphrases import Paraphrase
from graph.search.normalization import name_stems
text = "ulcer fracture wrist rash sprain bleeding femur"
meant = Paraphrase((0,), name_stems("ulcer sprain rash bleeding femur wrist"), 0.95)
print([asked(text, meant).rate(node(text + " " + name)) .excess for name in NAMES])
"""


def test_scores_are_the_same_in_every_process() -> None:
    said = set[str]()
    for seed in range(4):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        done = subprocess.run(
            [sys.executable, "-c", SCORES], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        said.add(done.stdout)
    assert len(said) == 1
