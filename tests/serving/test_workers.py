"""Several worker processes behind one port, and what is done before they start."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.ingest.build_inputs import BuildInputs
from graph.model.property_graph import Graph
from graph.model.source_files import ROOT
from serving.run import main
from serving.settings import DEFAULT_STORE, Settings
from tests.serving.live_server import TIMEOUT, RawConnection, body_of, post, wait_until
from tests.test_server import free_port

ENVIRONMENT = {
    "MEDCODE_STORE": "snapshot:/nowhere",
    "MEDCODE_MAX_BODY": "100",
    "MEDCODE_ALLOW_ORIGINS": "https://app.example",
}
VERSION = post(body_of("{ meta { version } }"))
START_SECONDS = 120.0
"""In which workers must have started, also on a busy machine."""
START = re.compile(r"Started server process \[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Workers:
    """A server of several processes, the file of what it says, and the snapshot that it serves."""

    port: int
    process: subprocess.Popen[bytes]
    said: Path
    folder: Path

    @property
    def pids(self) -> list[int]:
        """The processes that answer; a slow one may have been replaced."""
        started = [int(pid) for pid in START.findall(self.said.read_text(encoding="utf-8"))]
        return [pid for pid in started if is_alive(pid)]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def workers(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    port, place = free_port(), tmp_path_factory.mktemp("workers")
    said, own = place / "said", place / "world"
    shutil.copytree(folder, own)
    words = ["--port", str(port), "--workers", "2", "--store", f"snapshot:{own}"]
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "server.py", *words], cwd=ROOT, env={**os.environ, **ENVIRONMENT}, stderr=output
        )
    found = Workers(port, process, said, own)
    try:
        wait_until(
            lambda: said.read_text(encoding="utf-8").count("startup complete") >= 2 and len(found.pids) == 2,
            START_SECONDS,
        )
        yield found
    finally:
        process.kill()
        process.wait()


@contextmanager
def only(chosen: int, pids: list[int]) -> Iterator[None]:
    """While the others are stopped, one process must answer."""
    others = [pid for pid in pids if pid != chosen]
    for pid in others:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in others:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("place", [0, 1])
def test_each_worker_has_the_settings(workers: Workers, graph: Graph, place: int) -> None:
    with only(workers.pids[place], workers.pids), RawConnection(workers.port) as connection:
        for _ in range(3):
            assert connection.exchange(VERSION).json == {"data": {"meta": {"version": graph.graph["version"]}}}
        assert connection.exchange(post(body_of("{ __typename }") + b" " * 100)).status == 413
        allowed = connection.exchange(post(body_of("{ __typename }"), "Origin: https://app.example"))
        assert allowed.headers["access-control-allow-origin"] == "https://app.example"


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there are no hangups here")
def test_a_hangup_of_the_terminal_ends_nothing(workers: Workers) -> None:
    pids = workers.pids
    with RawConnection(workers.port) as connection:
        for pid in (workers.process.pid, *pids):
            os.kill(pid, signal.SIGHUP)
        wait_until(lambda: "There is nothing new" in workers.said.read_text(encoding="utf-8"), START_SECONDS)
        assert connection.exchange(VERSION).status == 200
    assert workers.pids == pids


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="there are no sealed files here")
def test_a_snapshot_that_is_cut_short_is_served_all_the_same(workers: Workers) -> None:
    """What was checked when the server started is what all its workers read, those that start later, too."""
    for path in workers.folder.rglob("*"):
        if path.is_file():
            os.truncate(path, 0 if path.suffix in (".columns", ".store", ".idx") else path.stat().st_size)
    first, second = workers.pids
    for pid in (first, second):
        with only(pid, workers.pids), RawConnection(workers.port) as connection:
            for query in ("{ procedures { nodes { name } } }", '{ search(query: "cast") { nodes { text } } }'):
                assert "errors" not in connection.exchange(post(body_of(query))).json
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: len(workers.pids) == 2 and first not in workers.pids, START_SECONDS)
    (third,) = set(workers.pids) - {second}
    wait_until(lambda: workers.said.read_text(encoding="utf-8").count("startup complete") == 3, START_SECONDS)
    with only(third, workers.pids), RawConnection(workers.port) as connection:
        assert connection.exchange(VERSION).status == 200


def test_all_workers_end_together(workers: Workers) -> None:
    pids = workers.pids
    with RawConnection(workers.port) as idle, RawConnection(workers.port) as late:
        assert idle.exchange(VERSION).status == 200
        late.send(VERSION[:9])
        workers.process.terminate()
        assert idle.next_response() is None
        assert late.next_response() is None
    assert workers.process.wait(TIMEOUT) == 0
    assert [pid for pid in pids if is_alive(pid)] == []
    assert "Traceback" not in workers.said.read_text(encoding="utf-8")


def test_workers_get_the_store_of_the_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDCODE_STORE", "snapshot:other")
    monkeypatch.setenv("MEDCODE_WORKERS", "2")
    told = list[object]()

    def serve(settings: Settings, *_: object, **__: object) -> int:
        told.append((settings.workers, settings.store, os.environ["MEDCODE_STORE"]))
        return 0

    monkeypatch.setattr("serving.run._serve", serve)
    assert main(["--store", "snapshot:given"]) == 0
    assert told == [(2, "snapshot:given", "snapshot:given")]


@pytest.mark.parametrize("code", [0, 3])
def test_the_default_graph_is_built_before_workers_start(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Where that fails, nothing is served."""
    done = list[str]()

    def build(inputs: BuildInputs, *, quiet: bool) -> int:
        done.append("build")
        return code

    def serve(settings: Settings, *_: object, **__: object) -> int:
        done.append(f"serve by {settings.workers}")
        return 0

    monkeypatch.setenv("MEDCODE_STORE", DEFAULT_STORE)
    monkeypatch.setenv("MEDCODE_WORKERS", "1")
    monkeypatch.setattr("serving.run.build_default_graph", build)
    monkeypatch.setattr("serving.run._serve", serve)
    assert main(["--workers", "3"]) == code
    assert done == (["build"] if code else ["build", "serve by 3"])
