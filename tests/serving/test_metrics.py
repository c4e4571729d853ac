"""Metrics: what `/metrics` says before and after requests, read by the parser of Prometheus's own client."""

import os
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from serving.application import create_app
from serving.metered_protocol import MeteredProtocol
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.live_server import HEAVY, LiveServer, RawConnection, body_of, post, run_server

SETTINGS = Settings(metrics=True)
ASK = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def server(graph: Graph) -> Iterator[LiveServer]:
    with run_server(create_app(SETTINGS, store_of(graph)), MeteredProtocol) as running:
        yield running


def numbers(text: str) -> dict[str, float]:
    """Samples by name and labels; each family stands once, with its type."""
    families = list(text_string_to_metric_families(text))
    assert len({family.name for family in families}) == len(families)
    assert "unknown" not in {family.type for family in families}
    return {
        " ".join([sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))]): sample.value
        for family in families
        for sample in family.samples
    }


def asked(connection: RawConnection) -> dict[str, float]:
    return numbers(connection.exchange(ASK).body.decode())


def test_requests_are_counted_by_their_execution(
    graph: Graph, server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "inline_rows", 2)
    requests = {
        "cached": post(body_of('{ risk(slug: "infection") { curie } }')),
        "compiled": post(body_of('{ risk(slug: "infection") { name } }')),
        "deferred": post(body_of(HEAVY)),
        "reference": post(body_of("{ __schema { queryType { name } } }")),
    }
    with RawConnection(server.port) as connection:
        connection.exchange(requests["cached"])
        before = asked(connection)
        for request in requests.values():
            assert connection.exchange(request).status == 200
        after = asked(connection)
    for execution in requests:
        labels = f"execution={execution} {{}}status=200"
        sizes = {"count": "", "bucket": "le=+Inf "}
        counts = [f"medcode_request_seconds_{of} {labels.format(bound)}" for of, bound in sizes.items()]
        assert [after[key] - before.get(key, 0) for key in counts] == [1, 1]
        time_taken = f"medcode_request_seconds_sum {labels.format('')}"
        assert 0 < after[time_taken] - before.get(time_taken, 0) < 60
    buckets = [value for key, value in after.items() if "bucket execution=cached" in key]
    assert buckets == sorted(buckets)
    assert after["medcode_connections"] >= 1
    assert after["medcode_in_flight"] == 1  # The one that asks.
    assert (after["medcode_waiting"], after["medcode_running"]) == (0, 0)
    assert after["medcode_cache_bytes"] > 0
    assert after["process_cpu_seconds_total"] >= before["process_cpu_seconds_total"] > 0
    (info,) = (key for key in after if key.startswith("medcode_graph_info"))
    summary = store_of(graph).summary()
    assert f"version={summary.version}" in info
    assert f"nodes={sum(summary.nodes.values())} " in info


def test_errors_and_refusals_are_counted_by_their_code(server: LiveServer) -> None:
    many = "".join(f"X-{number}: a\r\n" for number in range(Limits.header_fields + 1))
    requests = {
        "GRAPHQL_VALIDATION_FAILED": post(body_of("{ nothing }")),
        "MALFORMED_REQUEST": post(b"{"),
        "UNSUPPORTED_MEDIA_TYPE": post(kind="Content-Type: text/plain"),
        "HEAD_TOO_LARGE": f"GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n".encode(),  # Before any application.
    }
    with RawConnection(server.port) as connection:
        before = asked(connection)
    for request in requests.values():
        with RawConnection(server.port) as connection:
            connection.exchange(request)
    with RawConnection(server.port) as connection:
        after = asked(connection)
    keys = [f"medcode_errors_total code={code}" for code in requests]
    assert [after.get(key, 0) - before.get(key, 0) for key in keys] == [1] * len(requests)


def test_an_error_of_the_fast_path_is_counted(graph: Graph) -> None:
    settings = Settings(metrics=True, limits=Limits(answer=30, cache=0))
    app = create_app(settings, store_of(graph))
    with run_server(app, MeteredProtocol) as running, RawConnection(running.port) as connection:
        said = connection.exchange(post(body_of("{ risks { nodes { name } } }")))
        assert said.json["errors"][0]["extensions"]["code"] == "QUERY_TOO_COSTLY"
        found = asked(connection)
    assert found["medcode_errors_total code=QUERY_TOO_COSTLY"] == 1
    assert found["medcode_request_seconds_count execution=compiled status=200"] == 1


def test_the_numbers_of_all_workers_are_summed(graph: Graph, tmp_path: Path) -> None:
    """Each has a file; one that has ended has none of its connections any more, but its requests were."""
    count, connections = 'medcode_request_seconds_count{execution="compiled",status="200"}', "medcode_connections"
    for worker, age in (("1", 0), ("2", 3_600)):
        file = tmp_path / f"{worker}.json"
        file.write_bytes(orjson.dumps({count: 2, connections: 5, 'medcode_errors_total{code="BUSY"}': 1}))
        os.utime(file, (time.time() - age,) * 2)
    app = create_app(SETTINGS, store_of(graph), counted_in=str(tmp_path))
    with TestClient(app, "http://localhost") as client:
        assert client.post("/graphql", json={"query": "{ risks { totalCount } }"}).status_code == 200
        (own,) = [file for file in tmp_path.glob("*.json") if file.stem == str(os.getpid())]
        assert connections in orjson.loads(own.read_bytes())
        found = numbers(client.get("/metrics").text)
    assert found["medcode_request_seconds_count execution=compiled status=200"] == 5
    assert (found["medcode_connections"], found["medcode_errors_total code=BUSY"]) == (5, 2)


def test_a_database_is_asked_for_its_statements(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("serving.metrics.connected_database", lambda: SimpleNamespace(statements=3, seconds=0.5))
    app = create_app(Settings(metrics=True, store="bolt://localhost:1"), store_of(graph))
    with TestClient(app, "http://localhost") as client:
        found = numbers(client.get("/metrics").text)
    assert (found["medcode_database_statements_total"], found["medcode_database_seconds_total"]) == (3, 0.5)


def test_who_is_told(graph: Graph) -> None:
    """Nobody unless it is switched on; where there are keys, who has one."""
    key = "0123456789abcdef"
    for settings, status in (
        (Settings(), 404),
        (Settings(metrics=True, api_keys=(sha256(key.encode()).digest(),)), 200),
    ):
        with TestClient(create_app(settings, store_of(graph)), "http://localhost") as client:
            assert client.get("/metrics").status_code == (401 if status == 200 else status)
            said = client.get("/metrics", headers={"authorization": f"Bearer {key}"})
            assert said.status_code == status
    assert said.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
