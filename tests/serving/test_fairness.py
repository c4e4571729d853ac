"""While the heaviest queries run, small ones are answered; nobody works for who has gone, or for one client alone."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle

import pytest

from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.executor import RequestExecutor
from serving.settings import Settings
from tests.serving.heavy_mix import HEAVIEST, asked_again_and_again
from tests.serving.hostile.exchange import exchange
from tests.serving.hostile.hostile_request import HostileRequest
from tests.serving.live_server import RawConnection, body_of, post, run_server, wait_until
from tests.serving.server_process import ServerProcess, server_process

LIGHT = [
    post(body_of("query ($s: String) { procedure(slug: $s) { name } }", variables={"s": "hysteroscopy"})),
    post(body_of('{ diagnosis(code: "E11.65") { name } }')),
    post(b"", start="GET /health HTTP/1.1", kind=None, length=None),
]
CLIENTS, SECONDS = 4, 8.0
MOST_P99 = 0.5
"""Seconds; on a quiet machine it is a tenth of that."""
GONE, SLOWER = 1.0, 3
"""Seconds after which nobody works for a client that has gone; how much slower a busy machine may be."""
FLOOD = 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    ensure_default_snapshot()
    with server_process(DEFAULT_SNAPSHOT, tmp_path_factory.mktemp("fair") / "said", max_cache=0) as running:
        yield running


def light_latencies(port: int, seconds: float) -> list[float]:
    """Seconds that each light request took, asked one after another for so long."""
    taken, end, requests = list[float](), time.monotonic() + seconds, cycle(LIGHT)
    with RawConnection(port) as connection:
        while time.monotonic() < end:
            started = time.monotonic()
            assert connection.exchange(next(requests)).status == 200
            taken.append(time.monotonic() - started)
            time.sleep(0.002)
    return sorted(taken)


@pytest.mark.parametrize("heavy", HEAVIEST, ids=lambda heavy: heavy.name)
def test_each_of_the_heaviest_queries_is_allowed(server: ServerProcess, heavy: HostileRequest) -> None:
    answer = exchange(server.port, heavy)
    assert (answer.status, answer.code) == (200, "")


def test_light_queries_are_answered_beside_the_heaviest(server: ServerProcess) -> None:
    with asked_again_and_again(server.port, CLIENTS) as answers:
        time.sleep(0.5)
        taken = light_latencies(server.port, SECONDS)
        asked = len(answers)
    assert asked >= CLIENTS
    assert taken[len(taken) * 99 // 100] < MOST_P99


def grounding(terms: int) -> bytes:
    """A request that takes about a hundredth of a second for each term."""
    query = "query ($terms: [String!]!) { ground(terms: $terms) { term } }"
    return post(body_of(query, variables={"terms": [f"knee {number}" for number in range(terms)]}))


@pytest.fixture(scope="module")
def observed(shipped: GraphStore) -> Iterator[tuple[int, RequestExecutor]]:
    """The port of a server in this process, and its executor."""
    app = create_app(Settings(limits=Limits(cache=0)), shipped)
    with run_server(app) as running:
        yield running.port, app.state.executor


def test_work_ends_soon_after_its_client_has_gone(observed: tuple[int, RequestExecutor]) -> None:
    port, executor = observed
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(RawConnection(port)).send(grounding(300))
        wait_until(lambda: executor.queue.running > 0)
    gone = time.monotonic()
    wait_until(lambda: executor.queue.running == 0)
    assert time.monotonic() - gone < SLOWER * GONE
    assert exchange(port, HostileRequest("", grounding(5), 200)).status == 200


def test_a_client_that_floods_keeps_no_other_waiting_for_all_of_its_requests(
    observed: tuple[int, RequestExecutor],
) -> None:
    """Clients are told apart by their addresses."""
    port, executor = observed
    with ExitStack() as stack:
        flood = [stack.enter_context(RawConnection(port)) for _ in range(FLOOD)]
        for connection in flood:
            connection.send(grounding(60))
        wait_until(lambda: executor.queue.running > 0)
        with socket.create_connection(("127.0.0.1", port), 60, ("127.0.0.2", 0)) as other:
            other.sendall(grounding(60))
            assert other.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
        answered = FLOOD - sum(connection.is_silent(0.001) for connection in flood)
        assert answered < FLOOD / 2
