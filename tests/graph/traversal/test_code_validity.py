"""Codes on days: before they began, after they ended, through changes of several years, beyond what sources know."""

from datetime import date

import pytest

from graph.store import GraphStore
from graph.traversal.code_validity import Validity, validity
from tests.conftest import store_of
from tests.history_world import history_graph


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return store_of(history_graph())


def on(store: GraphStore, curie: str, day: str) -> Validity:
    (number,) = store.topology.find([curie]).tolist()
    return validity(store.topology, number, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("curie", "day", "status"),
    [
        ("ICD10CM:D30", "2015-09-30", "not yet valid"),
        ("ICD10CM:D30", "2015-10-01", "valid"),
        ("ICD10CM:D30", "2026-09-30", "valid"),
        ("ICD10CM:D30", "2026-10-01", "unknown"),
        ("ICD10CM:A00.0", "2025-09-30", "valid"),
        ("ICD10CM:A00.0", "2025-10-01", "no longer valid"),
        ("ICD10CM:A00.0", "2030-01-01", "no longer valid"),
        ("ICD10CM:A00.01", "2025-09-30", "not yet valid"),
        ("ICD10CM:E40.1", "2026-03-31", "not yet valid"),
        ("ICD10CM:E40.1", "2026-04-01", "valid"),
        ("ICD10PCS:0SR9019", "2018-09-30", "unknown"),
        ("ICD10PCS:0SR9019", "2024-09-30", "valid"),
        ("ICD10PCS:0SR9019", "2024-10-01", "unknown"),
        ("HCPCS:J1100", "2009-12-31", "not yet valid"),
        ("HCPCS:J1100", "2026-01-01", "unknown"),
    ],
)
def test_a_code_on_a_day(store: GraphStore, curie: str, day: str, status: str) -> None:
    assert on(store, curie, day).status == status


@pytest.mark.parametrize(
    ("code", "day", "instead"),
    [
        ("A00.0", "2026-03-02", ["A00.01", "A00.09"]),
        ("A00.0", "2025-09-30", []),
        ("B10.1", "2018-10-01", ["B10.2"]),
        ("B10.1", "2022-09-30", ["B10.2"]),
        ("B10.1", "2022-10-01", ["B10.21", "B10.22"]),
        ("B10.2", "2026-01-01", ["B10.21", "B10.22"]),
        ("B10.1", "2027-01-01", ["B10.21", "B10.22"]),
        ("C20.1", "2025-01-01", ["C20.3"]),
        ("F50", "2025-01-01", []),
    ],
)
def test_what_is_reported_instead_is_valid_on_the_day(
    store: GraphStore, code: str, day: str, instead: list[str]
) -> None:
    graph = store.topology.graph
    found = on(store, f"ICD10CM:{code}", day).replaced_by
    assert [graph.curie(number).partition(":")[2] for number in found] == instead


def test_an_unknown_day_says_what_sources_reach(store: GraphStore) -> None:
    assert on(store, "ICD10CM:D30", "2026-12-24").days.reach == date(2026, 9, 30)
    assert on(store, "ICD10CM:A00.0", "2026-12-24").days.reach is None
    assert on(store, "HCPCS:J1100", "2026-12-24").days.reach is None
