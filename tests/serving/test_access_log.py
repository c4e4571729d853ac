"""The access log: which requests have a line, what stands in it and what never does, and ids of requests."""

import logging
import re
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from serving.access_log import configure_access_log
from serving.application import create_app
from serving.endpoint import GraphQLEndpoint
from serving.settings import ALL, OFF, PROBLEMS, Settings
from tests.conftest import store_of
from tests.serving.conftest import REQUEST_ID
from tests.serving.live_server import RawConnection, body_of, post, run_server

DIAGNOSIS = "E11.9"
QUERY = "query Named($code: String!) { codes(codes: [$code]) { asked } }"
VARIABLES = {"code": DIAGNOSIS}
KEY = "X-API-Key: a-key-that-nobody-has"


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The lines so far."""
    found = [orjson.loads(record.message) for record in caplog.records if record.name == "medcode.access"]
    caplog.clear()
    return found


def client_of(graph: Graph, logged: str) -> TestClient:
    app = create_app(Settings(access_log=logged), store_of(graph))
    return TestClient(app, "http://localhost", raise_server_exceptions=False)


@pytest.fixture(autouse=True)
def _listening(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "medcode.access")


def test_a_line_tells_of_the_operation_and_not_what_it_is_about(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    with client_of(graph, ALL) as client:
        body = {"query": QUERY, "variables": VARIABLES, "operationName": "Named"}
        said = client.post(f"/graphql?of={DIAGNOSIS}", json=body, headers={"x-api-key": DIAGNOSIS, "cookie": DIAGNOSIS})
    assert said.status_code == 200
    (line,) = lines(caplog)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert 0 <= line.pop("ms") < 60_000
    assert line.pop("items") == int(said.headers["x-medcode-items"])
    assert line.pop("execution") == said.headers["x-medcode-execution"]
    assert line == {"id": REQUEST_ID, "method": "POST", "path": "/graphql", "status": 200, "operation": "Named"} | {
        "cost": f"requested=0, actual=0, limit={Limits.cost}",
        "codes": ["GRAPHQL_VALIDATION_FAILED"],
    }


def test_all_requests_have_a_line_also_those_of_the_fast_path(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Settings(access_log=ALL), store_of(graph))
    with run_server(app) as running, RawConnection(running.port) as connection:
        for _ in range(2):
            assert connection.exchange(post()).headers["x-request-id"] == REQUEST_ID
    found = [(line["path"], line["status"], line.get("execution")) for line in lines(caplog)]
    assert found[-2:] == [("/graphql", 200, "compiled"), ("/graphql", 200, "cached")]


def test_only_problems_have_a_line(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    with client_of(graph, PROBLEMS) as client:
        fine = client.post("/graphql", json={"query": "{ __typename }"})
        assert (fine.status_code, "x-request-id" in fine.headers) == (200, False)
        assert client.get("/schema.graphql").status_code == 200
        assert lines(caplog) == []
        for method, path, status in (("GET", "/nothing", 404), ("PUT", "/graphql", 405), ("POST", "/graphql", 415)):
            said = client.request(method, path)
            assert (said.status_code, said.headers["x-request-id"]) == (status, REQUEST_ID)
            assert [(line["status"], line["id"]) for line in lines(caplog)] == [(status, REQUEST_ID)]


def test_what_is_slow_is_a_problem(
    graph: Graph, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serving.access_log._SLOW", 0.0)
    with client_of(graph, PROBLEMS) as client:
        assert client.get("/health").headers["x-request-id"] == REQUEST_ID
    assert [line["status"] for line in lines(caplog)] == [200]


def test_a_failure_is_a_problem(
    graph: Graph, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> Any:
        raise RuntimeError

    monkeypatch.setattr(GraphQLEndpoint, "_get", fail)
    with client_of(graph, PROBLEMS) as client:
        assert client.get("/graphql?query={__typename}").status_code == 500
    assert [line["status"] for line in lines(caplog)] == [500]


def test_nothing_is_logged_where_it_is_off(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    with client_of(graph, OFF) as client:
        assert "x-request-id" not in client.get("/nothing").headers
        assert client.get("/nothing", headers={"x-request-id": "a"}).headers["x-request-id"] == "a"
    assert lines(caplog) == []


@pytest.mark.parametrize("given", ["a", "0af7651916cd43dd8448eb211c80319c", "a.b_c~d+e/f=g:h-i", "a" * 128])
def test_an_id_of_the_client_is_repeated(fast_port: int, uvicorn_port: int, given: str) -> None:
    for port in (fast_port, uvicorn_port):
        with RawConnection(port) as connection:
            for request in (post(), post(body_of("{ nothing }")), post(b"{")):
                with_id = request.replace(b"\r\n", f"\r\nX-Request-Id: {given}\r\n".encode(), 1)
                assert connection.exchange(with_id).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "a b", "a\tb", "é", '"', "a" * 129, "a\r\nX-Request-Id: b", "<script>"])
def test_an_id_that_could_not_stand_in_a_log_is_not(graph: Graph, caplog: pytest.LogCaptureFixture, given: str) -> None:
    app = create_app(Settings(access_log=ALL), store_of(graph))
    with run_server(app) as running, RawConnection(running.port) as connection:
        said = connection.exchange(post(None, f"X-Request-Id: {given}"))
    assert said.headers["x-request-id"] == REQUEST_ID
    assert REQUEST_ID in [line["id"] for line in lines(caplog)]  # Servers of other tests may still write theirs.


@pytest.mark.parametrize("name", ["a b", "{", "x" * 200, "A\nB"])
def test_what_is_no_name_of_an_operation_is_not_logged(
    graph: Graph, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    with client_of(graph, ALL) as client:
        client.post("/graphql", json={"query": "{ __typename }", "operationName": name})
    (line,) = lines(caplog)
    assert (line["status"], "operation" in line) == (400, False)


def test_lines_go_to_standard_error_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    log = logging.getLogger("medcode.access")
    before = log.handlers, log.propagate
    try:
        configure_access_log()
        log.info('{"a":1}')
    finally:
        log.handlers, log.propagate = before
    assert capsys.readouterr().err == '{"a":1}\n'
