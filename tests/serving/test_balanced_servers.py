"""Two servers behind HAProxy: versions change under load by each of two ways, and a server is killed."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import httpx2 as httpx
import pytest

from graph.store.snapshot_writer import write_snapshot
from tests.serving.balancer import HAPROXY, NAMES, Balancer, balanced
from tests.serving.live_server import RawConnection, body_of, post, wait_until
from tests.serving.load import Answers, under_load
from tests.serving.reloading import VERSION, id_of
from tests.serving.server_process import ServerProcess, server_process
from tests.serving.versions import NEW, OLD, version
from tests.test_server import free_port

MUST = os.environ.get("CI") == "true"
CLIENTS = 2
PATIENCE = 60.0
"""Seconds in which a busy machine does what is waited for."""
DELAY = 6
"""Seconds in which a server that is to end still answers: some times what the balancer needs to see it."""
LEAST_ANSWERS = 200
"""Without which there was no load."""


@pytest.fixture(autouse=True)
def _needs_a_balancer() -> None:
    if HAPROXY is None:
        (pytest.fail if MUST else pytest.skip)("haproxy is not installed")


class Pair:
    """Two servers at ports of their own, which can be started anew there."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._starts = count()
        self.ports = [free_port() for _ in NAMES]
        self.servers: dict[str, ServerProcess] = {}

    def start(self, name: str, snapshot: Path) -> None:
        """Start a server; it answers when this returns."""
        said, port = self._folder / f"said-{next(self._starts)}", self.ports[NAMES.index(name)]
        server = server_process(snapshot, said, port=port, shutdown_delay_seconds=DELAY)
        self.servers[name] = self._stack.enter_context(server)

    def start_ended(self, snapshot: Path) -> None:
        """Start those that do not run, at the same time."""
        ended = [name for name in NAMES if name not in self.servers or self.servers[name].process.poll() is not None]
        with ThreadPoolExecutor() as threads:
            list(threads.map(lambda name: self.start(name, snapshot), ended))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("balanced")


@pytest.fixture(scope="module")
def served(place: Path) -> Path:
    """The folder that the servers share."""
    write_snapshot(version(OLD, many=True), place / "served")
    return place / "served"


@pytest.fixture(scope="module")
def _pair(place: Path) -> Iterator[Pair]:
    with ExitStack() as stack:
        yield Pair(place, stack)


@pytest.fixture
def pair(_pair: Pair, served: Path) -> Pair:
    """Two servers that run, of any version."""
    _pair.start_ended(served)
    return _pair


@pytest.fixture
def balancer(tmp_path: Path, pair: Pair) -> Iterator[Balancer]:
    with balanced(tmp_path, *pair.ports) as found:
        wait_until(lambda: found.serving() == {*NAMES}, PATIENCE)
        yield found


def version_at(port: int) -> str:
    """What a server says at `/ready`."""
    return str(httpx.get(f"http://127.0.0.1:{port}/ready").json()["version"])


def check_load(answers: Answers) -> None:
    """There was enough of each kind, of both versions, and each export was the same each time."""
    assert answers.seen.keys() == answers.expected.keys()
    assert min(answers.seen.values()) > LEAST_ANSWERS
    assert answers.lists > 0
    assert [len(contents) for contents in answers.exported.values()] == [1, 1]


def test_a_shared_folder_gets_new_snapshots(balancer: Balancer, pair: Pair, served: Path) -> None:
    answers = Answers()
    with under_load(balancer.port, CLIENTS, answers):
        for name in (NEW, OLD, NEW):
            time.sleep(1)
            write_snapshot(version(name, many=True), served)
            wait_until(lambda: {version_at(port) for port in pair.ports} == {id_of(name)}, PATIENCE)  # noqa: B023
        time.sleep(1)
    assert answers.failed == []
    check_load(answers)
    assert balancer.retried() == 0


def test_servers_are_restarted_one_after_the_other(balancer: Balancer, pair: Pair, place: Path) -> None:
    answers = Answers()
    before = version_at(pair.ports[0])
    (after,) = answers.expected.keys() - {before}
    write_snapshot(version(OLD if after == id_of(OLD) else NEW, many=True), place / "new")
    with under_load(balancer.port, CLIENTS, answers):
        for name in NAMES:
            time.sleep(1)
            process = pair.servers[name].process
            process.send_signal(signal.SIGTERM)
            wait_until(lambda: name not in balancer.serving())  # noqa: B023
            assert process.poll() is None  # It still answers.
            assert process.wait(PATIENCE) == 0
            pair.start(name, place / "new")
            wait_until(lambda: balancer.serving() == {*NAMES}, PATIENCE)
        time.sleep(1)
    assert answers.failed == []
    check_load(answers)
    assert balancer.retried() == 0
    assert [version_at(port) for port in pair.ports] == [after, after]


def test_what_a_killed_server_has_not_begun_to_answer_is_asked_again_if_it_fits_into_a_buffer(
    balancer: Balancer, pair: Pair
) -> None:
    small, large = post(body_of(VERSION)), post(body_of(VERSION, extensions={"filling": "-" * 40_000}))
    for server in pair.servers.values():
        server.process.send_signal(signal.SIGSTOP)
    with ExitStack() as stack:
        connections = [stack.enter_context(RawConnection(balancer.port)) for _ in range(4)]
        for connection, request in zip(connections, (large, large, small, small), strict=True):
            before = balancer.waiting()
            connection.send(request)
            wait_until(lambda: balancer.waiting() > before)  # noqa: B023
        pair.servers["b"].process.send_signal(signal.SIGCONT)
        wait_until(lambda: "b" in balancer.serving(), PATIENCE)
        pair.servers["a"].process.kill()
        statuses = [connection.read_response().status for connection in connections]
    assert sorted(statuses[:2]) == [200, 502]
    assert statuses[2:] == [200, 200]
    assert balancer.retried() > 0


def test_a_server_is_killed(balancer: Balancer, pair: Pair) -> None:
    answers = Answers()
    with under_load(balancer.port, CLIENTS, answers):
        time.sleep(1)
        pair.servers["a"].process.kill()
        wait_until(lambda: balancer.serving() == {"b"}, PATIENCE)
        failed, answered = len(answers.failed), answers.seen.total()
        time.sleep(2)
    assert balancer.retried() > 0
    assert len(answers.failed) == failed <= CLIENTS + 2  # What each client was reading, at most.
    assert all("Error(" in str(failure) for failure in answers.failed), answers.failed  # None was answered wrongly.
    assert answers.seen.total() > answered + LEAST_ANSWERS
