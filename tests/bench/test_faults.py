"""A short run of load with faults: no request fails but those in flight on what was killed."""

from bench.faults.client import ANSWERED
from bench.faults.run import Run, run
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT


def test_no_request_fails_but_those_in_flight_on_a_killed_worker() -> None:
    ensure_default_snapshot()
    counts = run(DEFAULT_SNAPSHOT, Run(seconds=5, connections=100, interval=5))
    assert counts.failures() == {}
    assert counts.events["workers killed"] == counts.events["snapshots replaced"] == 1
    assert counts.events[ANSWERED] > 100
