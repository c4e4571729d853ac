"""Servers as processes that serve one version after another: what they keep, and what they cannot use."""

import os
import re
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.model.property_graph import Graph
from graph.store.manifest import NAME
from graph.store.snapshot_writer import write_snapshot
from tests.serving.live_server import RawConnection, body_of, post, wait_until
from tests.serving.reloading import QUERIES, WORKERS, all_serve, id_of, pids, serving
from tests.serving.server_process import ServerProcess, server_process
from tests.serving.test_workers import START_SECONDS
from tests.serving.versions import NEW, OLD, version

RELOADS = 20 if os.environ.get("LONG_TEST") else 10
GROWTH = 2 * RELOADS
"""Megabytes that a process may grow over so many reloads: what the allocator keeps for the next one."""


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


@pytest.mark.parametrize("workers", [2])
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
