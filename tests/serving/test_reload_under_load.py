"""New versions come while thousands of requests are asked: none fails, and each answer is of one version."""

import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import pytest

from graph.store.snapshot_writer import write_snapshot
from tests.serving.live_server import RawConnection, body_of, post, wait_until
from tests.serving.reloading import QUERIES, STARTED, WORKERS, all_serve, id_of, pids, serving
from tests.serving.versions import MANY, NEW, OLD, data, version

REQUESTS = 10_000
CLIENTS = 6
BETWEEN = 2.0
"""Seconds between two snapshots that are written."""


@dataclass(slots=True)
class Answers:
    """What came of requests: how many were of each version, and what was wrong."""

    expected: dict[str, dict[str, Any]]
    seen: Counter[str] = field(default_factory=Counter)
    failed: list[object] = field(default_factory=list)

    def add(self, query: str, status: int, answer: Any) -> None:
        """Note an answer, all of which must be of the version that it says."""
        told = answer["data"]["meta"]["version"] if status == 200 and answer.get("data") else None
        if told in self.expected and answer == {"data": self.expected[told][query]}:
            self.seen[told] += 1
        else:
            self.failed.append((query, status, str(answer)[:400]))


def ask(port: int, seed: int, answers: Answers, over: Event) -> None:
    """Ask all queries again and again: by POST and GET, over a connection that is kept, and over new ones."""
    kept = RawConnection(port)
    ways = cycle(
        [(query, by_get, is_kept) for is_kept in (True, True, False) for query in QUERIES for by_get in (0, 1)]
    )
    for _ in range(seed):
        next(ways)
    for query, by_get, is_kept in ways:
        if over.is_set():
            break
        request = post(body_of(query))
        if by_get:
            request = post(b"", start=f"GET /graphql?query={quote(query)} HTTP/1.1", kind=None, length=None)
        try:
            if is_kept:
                response = kept.exchange(request)
            else:
                with RawConnection(port) as connection:
                    response = connection.exchange(request)
            answers.add(query, response.status, response.json)
        except Exception as error:  # Each kind of failure counts.
            answers.failed.append((query, repr(error)))
            kept = RawConnection(port)
    kept.socket.close()


def read_exports(port: int, read: dict[str, set[int]], failed: list[object], over: Event) -> None:
    """Read exports slowly; the bytes of one version must be the same each time."""
    while not over.is_set():
        try:
            with httpx.stream("GET", f"http://127.0.0.1:{port}/export/jsonl", timeout=30) as answer:
                content = bytearray()
                for piece in answer.iter_bytes(1 << 16):
                    content += piece
                    time.sleep(0.02)
            assert answer.status_code == 200
            names = {name for name in (OLD, NEW) if f", {name}".encode() in content}
            assert len(names) == 1, names
            assert content.count(b'"Procedure ') == MANY
            read[answer.headers["etag"]].add(hash(bytes(content)))
        except Exception as error:
            failed.append(("export", repr(error)))


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, Any]]:
    """What each version answers to each query."""
    return {id_of(name): {query: data(version(name, many=True), query) for query in QUERIES} for name in (OLD, NEW)}


@WORKERS
def test_no_request_fails_while_new_versions_come(
    tmp_path: Path, workers: int, expected: dict[str, dict[str, Any]]
) -> None:
    folder, answers, over = tmp_path / "served", Answers(expected), Event()
    exported, written = defaultdict[str, set[int]](set), 0
    with serving(folder, tmp_path / "said", workers) as server, ThreadPoolExecutor(CLIENTS + 1) as threads:
        work = [threads.submit(ask, server.port, seed, answers, over) for seed in range(CLIENTS)]
        work.append(threads.submit(read_exports, server.port, exported, answers.failed, over))
        try:
            while written < 3 or (answers.seen.total() < REQUESTS and not answers.failed):
                time.sleep(BETWEEN)
                write_snapshot(version((NEW, OLD)[written % 2], many=True), folder)
                written += 1
            last = (OLD, NEW)[written % 2]
            wait_until(lambda: server.log.count(f"Version {id_of(last)}") >= workers)
        finally:
            over.set()
            for one in work:
                one.result()
        wait_until(lambda: all_serve(server, id_of(last)))
        assert len(pids(server)) == workers
        log = server.log
    assert answers.failed == []
    assert answers.seen.total() >= REQUESTS
    assert min(answers.seen.values()) > REQUESTS // 20
    assert answers.seen.keys() == expected.keys()
    assert [len(contents) for contents in exported.values()] == [1, 1]
    assert "Traceback" not in log
    assert len(STARTED.findall(log)) == workers  # None was replaced.
