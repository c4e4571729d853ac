"""A server over the shipped graph gives each hostile request its error in time, and answers others as before."""

from collections.abc import Iterator

import pytest

from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from tests.serving.hostile import FAMILIES
from tests.serving.hostile.exchange import exchange
from tests.serving.hostile.hostile_request import HostileRequest
from tests.serving.live_server import SMALL, RawConnection, body_of, post
from tests.serving.server_process import ServerProcess, server_process

MOST_GROWTH = 300
"""Megabytes by which the server may grow from all of them."""
LEAST = 120
SLOWER = 3
"""How much slower a machine may be on which other tests run."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    ensure_default_snapshot()
    with server_process(DEFAULT_SNAPSHOT, tmp_path_factory.mktemp("hostile") / "said") as running:
        _assert_answers(running)
        before = running.resident_megabytes
        yield running
        assert running.resident_megabytes - before < MOST_GROWTH
        assert running.process.poll() is None
        assert "Traceback" not in running.log


def _assert_answers(server: ServerProcess) -> None:
    with RawConnection(server.port) as connection:
        assert connection.exchange(post(body_of(SMALL))).json["data"] == {"risk": {"name": "Infection"}}


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(hostile, id=f"{family}: {hostile.name}")
        for family, requests in FAMILIES.items()
        for hostile in requests
    ],
)
def test_a_hostile_request_gets_its_error_and_the_next_its_answer(
    server: ServerProcess, hostile: HostileRequest
) -> None:
    answer = exchange(server.port, hostile)
    assert (answer.status, answer.code) == (hostile.status, hostile.code), answer.body[:500]
    assert answer.seconds < SLOWER * hostile.seconds
    _assert_answers(server)


def test_there_are_many_and_none_twice() -> None:
    sent = [(hostile.request, hostile.endless) for requests in FAMILIES.values() for hostile in requests]
    assert len(sent) >= LEAST
    assert len(set(sent)) == len(sent)
