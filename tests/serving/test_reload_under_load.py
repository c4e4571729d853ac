"""New versions come while thousands of requests are asked: none fails, and each answer is of one version."""

import time
from pathlib import Path

from graph.store.snapshot_writer import write_snapshot
from tests.serving.live_server import wait_until
from tests.serving.load import Answers, under_load
from tests.serving.reloading import STARTED, WORKERS, all_serve, id_of, pids, serving
from tests.serving.versions import NEW, OLD, version

REQUESTS = 10_000
CLIENTS = 6
BETWEEN = 2.0
"""Seconds between two snapshots that are written."""


@WORKERS
def test_no_request_fails_while_new_versions_come(tmp_path: Path, workers: int) -> None:
    folder, answers, written = tmp_path / "served", Answers(), 0
    with serving(folder, tmp_path / "said", workers) as server:
        with under_load(server.port, CLIENTS, answers):
            while written < 3 or (answers.seen.total() < REQUESTS and not answers.failed):
                time.sleep(BETWEEN)
                write_snapshot(version((NEW, OLD)[written % 2], many=True), folder)
                written += 1
            last = (OLD, NEW)[written % 2]
            wait_until(lambda: server.log.count(f"Version {id_of(last)}") >= workers)
        wait_until(lambda: all_serve(server, id_of(last)))
        assert len(pids(server)) == workers
        log = server.log
    assert answers.failed == []
    assert answers.seen.total() >= REQUESTS
    assert min(answers.seen.values()) > REQUESTS // 20
    assert answers.seen.keys() == answers.expected.keys()
    assert [len(contents) for contents in answers.exported.values()] == [1, 1]
    assert "Traceback" not in log
    assert len(STARTED.findall(log)) == workers  # None was replaced.
