"""Servers as processes, over a folder that gets new snapshots: no request fails, and no memory is kept."""

import os
import re
import shutil
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import pytest

from graph.model.property_graph import Graph
from graph.store.manifest import NAME
from graph.store.snapshot import write_snapshot
from tests.serving.live_server import RawConnection, body_of, post, wait_until
from tests.serving.server_process import ServerProcess, server_process
from tests.serving.test_workers import START_SECONDS, is_alive, only
from tests.serving.versions import MANY, NEW, OLD, data, version

REQUESTS = 10_000
CLIENTS = 6
BETWEEN = 2.0
"""Seconds between two snapshots that are written."""
RELOADS = 20
GROWTH = 40
"""Megabytes that a process may grow over so many reloads: one version of the many risks takes some."""
_STARTED = re.compile(r"Started server process \[(\d+)\]")
VERSION = '{ meta { version } risk(slug: "infection") { name } }'
HEAVY = (
    "{ meta { version } procedures(first: 300, orderBy: { field: NAME, direction: DESC }) "
    "{ totalCount nodes { name curie } } }"
)
QUERIES = [
    VERSION,
    "{ risks(first: 40) { nodes { name procedures { nodes { name } } } } meta { version } }",
    '{ meta { version } search(query: "fracture") { totalCount nodes { node { name } } } }',
    "query A { ...a ...a } fragment a on Query { meta { version } roles { nodes { name } } }",
    HEAVY,
]
WORKERS = pytest.mark.parametrize("workers", [1, 2])


def id_of(name: str) -> str:
    return str(version(name, many=True).graph["version"])


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


@contextmanager
def serving(folder: Path, said: Path, workers: int) -> Iterator[ServerProcess]:
    """A server of the old version, all of whose workers serve."""
    write_snapshot(version(OLD, many=True), folder)
    with server_process(folder, said, "--workers", str(workers)) as server:
        wait_until(lambda: server.log.count("startup complete") >= workers, START_SECONDS)
        yield server


def pids(server: ServerProcess) -> list[int]:
    """The processes that answer."""
    return [pid for pid in map(int, _STARTED.findall(server.log)) if is_alive(pid)]


def all_serve(server: ServerProcess, version_id: str) -> bool:
    """Whether each process answers with a version, asked by itself."""
    found = set[str]()
    for pid in pids(server):
        with only(pid, pids(server)), RawConnection(server.port) as connection:
            found.add(connection.exchange(post(body_of(VERSION))).json["data"]["meta"]["version"])
    return found == {version_id}


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
    assert len(_STARTED.findall(log)) == workers  # None was replaced.


def hang_up(server: ServerProcess, graph: Graph, folder: Path) -> None:
    """Write a version, ask the server to look, and wait until all its processes serve it."""
    told = server.log.count("is served now")
    write_snapshot(graph, folder)
    server.process.send_signal(signal.SIGHUP)
    wait_until(lambda: server.log.count("is served now") >= told + len(pids(server)))


@dataclass(frozen=True, slots=True)
class Held:
    """Megabytes of memory, and descriptors."""

    megabytes: int
    descriptors: int

    @classmethod
    def by(cls, pid: int) -> "Held":
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        kilobytes = int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]
        return cls(kilobytes // 1024, len(list(Path(f"/proc/{pid}/fd").iterdir())))


@WORKERS
def test_reloads_keep_neither_memory_nor_descriptors(tmp_path: Path, workers: int) -> None:
    """Neither in workers nor in the supervisor, also with connections that are kept and have asked heavy queries."""
    folder = tmp_path / "served"
    with serving(folder, tmp_path / "said", workers) as server, RawConnection(server.port) as kept:
        processes = sorted({server.process.pid, *pids(server)})
        before = dict[int, Held]()
        for number in range(RELOADS + 3):
            hang_up(server, version((NEW, OLD)[number % 2], many=True), folder)
            for query in QUERIES:
                kept.exchange(post(body_of(query)))
            if number == 2:
                time.sleep(1)
                before = {pid: Held.by(pid) for pid in processes}
        wait_until(lambda: all(Held.by(pid).descriptors <= before[pid].descriptors for pid in processes))
        for pid in processes:
            assert Held.by(pid).megabytes <= before[pid].megabytes + GROWTH


@WORKERS
def test_what_cannot_be_used_leaves_the_old_version_served(tmp_path: Path, workers: int) -> None:
    folder = tmp_path / "served"
    ready = post(b"", start="GET /ready HTTP/1.1", length=None)
    with serving(folder, tmp_path / "said", workers) as server, RawConnection(server.port) as connection:
        (folder / NAME).write_text("{")
        wait_until(lambda: "The snapshot cannot be used." in server.log)
        response = connection.exchange(ready)
        assert (response.status, response.json["version"]) == (200, id_of(OLD))
        assert all_serve(server, id_of(OLD))
        shutil.rmtree(folder)
        write_snapshot(version(NEW, many=True), folder)
        wait_until(lambda: all_serve(server, id_of(NEW)))
        assert connection.exchange(ready).json["version"] == id_of(NEW)
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: f"version {id_of(NEW)} is served on" in server.log)
        assert "Traceback" not in server.log


def test_a_worker_that_starts_later_serves_the_newest_version(tmp_path: Path) -> None:
    """Also where the folder is gone by then, or holds what cannot be used."""
    folder = tmp_path / "served"
    with serving(folder, tmp_path / "said", 2) as server:
        hang_up(server, version(NEW, many=True), folder)
        (folder / NAME).unlink()
        first, second = pids(server)
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: server.log.count("startup complete") == 3, START_SECONDS)
        assert second in pids(server)
        assert len(pids(server)) == 2
        assert all_serve(server, id_of(NEW))


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="there are no sealed files here")
def test_the_copies_of_a_version_are_there_once(tmp_path: Path) -> None:
    """Supervisor and workers have the same files (by device and inode), of one version alone."""
    folder = tmp_path / "served"
    with serving(folder, tmp_path / "said", 2) as server:
        for name in (NEW, OLD, NEW):
            hang_up(server, version(name, many=True), folder)
        processes = (server.process.pid, *pids(server))
        wait_until(lambda: len({copies(pid) for pid in processes}) == 1)
        named = [folder / NAME, *folder.glob("*.columns"), *next(iter(folder.glob("*.search"))).glob("[!.]*")]
        assert len(copies(server.process.pid)) <= len(named) + 1


def copies(pid: int) -> frozenset[tuple[int, int]]:
    """The sealed files that a process has open."""
    found = set[tuple[int, int]]()
    for path in Path(f"/proc/{pid}/fd").iterdir():
        try:
            if "memfd:medcode-graph" in str(path.readlink()):
                stat = path.stat()
                found.add((stat.st_dev, stat.st_ino))
        except OSError:  # It was closed meanwhile.
            continue
    return frozenset(found)


def test_without_watching_a_new_version_waits_for_a_hangup(tmp_path: Path) -> None:
    folder = tmp_path / "served"
    write_snapshot(version(OLD), folder)
    with server_process(folder, tmp_path / "said", "--reload", "false") as server:
        wait_until(lambda: "startup complete" in server.log, START_SECONDS)
        write_snapshot(version(NEW), folder)
        time.sleep(1.5)
        assert "is served now" not in server.log
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: f"Version {version(NEW).graph['version']} of the graph is served now" in server.log)
