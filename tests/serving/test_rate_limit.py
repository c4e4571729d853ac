"""The rate limit: by key or address, with what is left in headers."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.model.property_graph import Graph
from serving.application import create_app
from serving.rate_limit import RateLimiter
from serving.setting_types import Rate
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.live_server import RawConnection, post, run_server

ASKED = {"query": "{ risks { totalCount } }"}
KEYS = ("the-key-of-a-clinic-1", "the-key-of-a-clinic-2")
HOUR = 3600


@contextmanager
def client_of(graph: Graph, client: str = "192.0.2.1", **settings: Any) -> Iterator[TestClient]:
    """A client at an address, of a server that answers three requests in an hour."""
    app = create_app(Settings(rate=Rate(3, HOUR), **settings), store_of(graph))
    with TestClient(app, "http://localhost", client=(client, 1)) as made:
        yield made


def test_what_is_beyond_the_rate_is_told_when_to_ask_again(graph: Graph) -> None:
    with client_of(graph) as client:
        for left in (2, 1, 0):
            said = client.post("/graphql", json=ASKED)
            assert said.json()["data"] == {"risks": {"totalCount": 3}}
            assert said.headers["ratelimit-policy"] == f"3;w={HOUR}"
            assert (said.headers["ratelimit-limit"], said.headers["ratelimit-remaining"]) == ("3", str(left))
        refused = client.get("/schema.graphql")
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 2 * HOUR
        assert refused.headers["retry-after"] == refused.headers["ratelimit-reset"]
        extensions = refused.json()["errors"][0]["extensions"]
        assert (extensions["code"], "MEDCODE_RATE" in extensions["hint"]) == ("RATE_LIMITED", True)
        assert client.get("/health").status_code == 200
        assert client.options("/graphql").status_code == 204


def test_each_key_has_a_rate_of_its_own(graph: Graph) -> None:
    digests = tuple(sha256(key.encode()).digest() for key in KEYS)
    with client_of(graph, api_keys=digests) as client:
        for key in KEYS:
            statuses = [client.post("/graphql", json=ASKED, headers={"x-api-key": key}).status_code for _ in range(4)]
            assert statuses == [200, 200, 200, 429]
        assert client.post("/graphql", json=ASKED).status_code == 401


def statuses(client: TestClient, *forwarded: str) -> list[int]:
    return [client.get("/export", headers={"x-forwarded-for": value}).status_code for value in forwarded]


def test_addresses_behind_a_trusted_proxy_are_told_apart(graph: Graph) -> None:
    with client_of(graph, trusted_proxies=("192.0.2.0/24",)) as client:
        assert statuses(client, *["203.0.113.1"] * 4, "203.0.113.2") == [200, 200, 200, 429, 200]
        assert statuses(client, "1.1.1.1, 203.0.113.1") == [429]


def test_another_proxy_is_not_believed(graph: Graph) -> None:
    with client_of(graph, client="198.51.100.1", trusted_proxies=("192.0.2.0/24",)) as client:
        assert statuses(client, *(f"203.0.113.{last}" for last in range(4))) == [200, 200, 200, 429]


def test_the_network_of_an_ipv6_address_is_one_client(graph: Graph) -> None:
    with client_of(graph, trusted_proxies=("192.0.2.1",)) as client:
        assert statuses(client, *(f"2001:db8::{last}" for last in range(1, 5))) == [200, 200, 200, 429]
        assert statuses(client, "2001:db8:0:1::1") == [200]


def test_the_window_slides(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    limiter = RateLimiter(Rate(2, 10))
    assert [limiter.hit("a")[0] for _ in range(3)] == [True, True, False]
    assert limiter.hit("b")[0]
    now[0] += 21
    assert [limiter.hit("a")[0] for _ in range(3)] == [True, True, False]


def test_requests_of_the_fast_path_are_counted(graph: Graph) -> None:
    app = create_app(Settings(rate=Rate(3, HOUR)), store_of(graph))
    with run_server(app) as running, RawConnection(running.port) as connection:
        assert [connection.exchange(post()).status for _ in range(4)] == [200, 200, 200, 429]
