"""How cases are reviewed that people judged (see `judged/README.md`); half of them is for the benchmark alone."""

from datetime import date

import pytest

from bench.review.judged_cases import AS_OF, FILES, OPEN, JudgedCase, Verdict, figures, judge, read_judged
from graph.ingest.build import build
from graph.ingest.codes.edits.code_edits import CodeEdits
from graph.ingest.codes.icd10cm.combinations import CombinationCodes
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.sides.sides import Sides
from graph.ingest.files.recognition import official_sources
from graph.review.registry import RULES
from graph.store import GraphStore
from tests.conftest import store_of

RECALL, ALARMS = 0.98, 1 / 50
KNOWN = 280
LATER = {
    "CODE_EDITOR",
    "FIRST_LISTED_ONLY",
    "GUIDELINE_PAIR",
    "SEQUENCE",
    "OUTCOME_OF_DELIVERY",
    "CONTRADICTING_CODES",
}
"""Rules that came after the cases were written: these say only where they must find nothing."""


@pytest.fixture(scope="module")
def with_files() -> GraphStore:
    """The codes of ICD-10-CM with the files of the set, as of their day."""
    sources, findings = official_sources([FILES], date.fromisoformat(AS_OF))
    assert [finding for finding in findings if "lcd" not in finding.path] == []
    built = build([Icd10Cm.from_package(), CombinationCodes(), CodeEdits(), Sides(), *sources])
    return store_of(built.graph)


@pytest.fixture(scope="module")
def verdicts(shipped: GraphStore, with_files: GraphStore) -> list[Verdict]:
    cases = read_judged(OPEN)
    return [
        *judge(shipped, (case for case in cases if not case.needs_files)),
        *judge(with_files, (case for case in cases if case.needs_files)),
    ]


def test_there_are_many_cases_of_every_rule_that_can_be_judged() -> None:
    cases = read_judged(OPEN)
    assert len({case.id for case in cases}) == len(cases) > KNOWN
    judged = {item.rule for case in cases for item in case.expected}
    assert judged == RULES.keys() - LATER
    assert sum(case.is_clean for case in cases) > KNOWN / 3


def test_nearly_all_that_must_be_found_is_found(verdicts: list[Verdict]) -> None:
    *_, total = figures(verdicts)
    missed = [(verdict.judged.id, item) for verdict in verdicts for item in verdict.missed]
    assert total.found / total.expected >= RECALL, missed


def test_false_alarms_are_rare(verdicts: list[Verdict]) -> None:
    alarms = [(verdict.judged.id, finding.message) for verdict in verdicts for finding in verdict.alarms]
    assert len(alarms) <= ALARMS * len(verdicts), alarms


def test_what_is_not_looked_at_is_said(verdicts: list[Verdict]) -> None:
    assert [(verdict.judged.id, verdict.silent) for verdict in verdicts if verdict.silent] == []


def _ids(cases: list[JudgedCase]) -> list[str]:
    return [case.id for case in cases]


def test_the_halves_are_apart() -> None:
    assert not set(_ids(read_judged(OPEN))) & set(_ids(read_judged("held-out")))
