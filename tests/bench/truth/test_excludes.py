"""Pairs as the notes of the tabular list word them, and the default graph beside the plain reading of all notes."""

import random

import pytest

from bench.truth.excludes import PairDrawer, compare_excludes, random_pairs
from bench.truth.plain_excludes import PlainExcludes
from graph.store import GraphStore

PLAIN = PlainExcludes()
COUNT, SEED = 1000, 3


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        ("I10", "O10011", True),  # hypertension: 'hypertensive disease complicating pregnancy (O10-O11, O13-O16)'
        ("I10", "O1204", False),
        ("E109", "E119", True),  # each type of diabetes excludes the others
        ("E1151", "I738", True),  # 'diabetic (peripheral) angiopathy (E08-E13 with .51-.52)'
        ("E1159", "I738", False),
        ("J17", "A3701", True),  # 'whooping cough with pneumonia (A37 with fifth-character 1)'
        ("J17", "A3700", False),
        (
            "F8081",
            "I69323",
            True,
        ),  # 'fluency disorder following cerebrovascular disease (I69. with final characters -23)'
        ("F8081", "I69322", False),
        ("S0100XA", "S020XXB", True),  # 'open skull fracture (S02.- with 7th character B)'
        ("S0100XA", "S020XXA", False),
        ("E872", "E1110", True),  # 'see categories E08-E10, E11, E13 with ketoacidosis'
        ("E872", "E1165", False),
        ("J60", "J65", True),  # 'coalworker pneumoconiosis with tuberculosis, any type in A15 (J65)'
        ("J60", "A150", False),
        ("D720", "D72824", True),  # 'basophilia (D72.824)' at D72 itself
        ("D72824", "D72824", False),
        ("R1085", "R1033", True),  # 'localized abdominal pain (R10.1-R10.4-)', of which R10.4 is no longer in the list
    ],
)
def test_plain_reading(one: str, other: str, *, exclude: bool) -> None:
    assert PLAIN.exclude(one, other) is exclude
    assert PLAIN.exclude(other, one) is exclude


def test_half_of_the_pairs_are_near_notes() -> None:
    pairs = random_pairs(PLAIN, 200, SEED)
    assert len(set(pairs)) == 200
    assert 40 < sum(PLAIN.exclude(*pair) for pair in pairs) < 120


def test_graph_and_review_exclude_as_the_notes_say(shipped: GraphStore) -> None:
    rows = list(compare_excludes(shipped, PLAIN, random_pairs(PLAIN, COUNT, SEED)))
    assert [row.reasons for row in rows] == [[], [], [], []]
    assert sum(row.compared for row in rows) == 2 * COUNT


def test_notes_with_conditions_are_read_by_the_graph_as_plainly(shipped: GraphStore) -> None:
    drawer = PairDrawer(random.Random(SEED), PLAIN)  # noqa: S311
    notes = [(entry, note) for entry, note in drawer.notes if "with " in note and "character" in note]
    pairs = {pair for entry, note in notes for _ in range(10) if (pair := drawer.near(entry, note))}
    rows = list(compare_excludes(shipped, PLAIN, sorted(pairs)))
    assert len(notes) > 20
    assert [row.reasons for row in rows] == [[], [], [], []]
