"""The server, over HTTP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.model.source_files import ROOT
from graph.store.snapshot_writer import write_snapshot
from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of

COUNT = "{ risks { totalCount } }"


@pytest.fixture
def client(graph: Graph) -> Iterator[TestClient]:
    settings = Settings(allow_origins=("https://app.example",), limits=Limits(body=4096))
    with TestClient(create_app(settings, store_of(graph)), "http://localhost") as client:
        yield client


def test_a_query_by_post_and_by_get(client: TestClient) -> None:
    answer = {"risks": {"totalCount": 3}}
    assert client.post("/graphql", json={"query": COUNT}).json()["data"] == answer
    assert client.get("/graphql", params={"query": COUNT}).json()["data"] == answer


def test_variables_and_the_name_of_the_operation(client: TestClient) -> None:
    query = "query A($s: String) { risk(slug: $s) { name } } query B { meta { version } }"
    body = {"query": query, "operationName": "A", "variables": {"s": "infection"}}
    assert client.post("/graphql", json=body).json()["data"] == {"risk": {"name": "Infection"}}


def test_a_header_counts_the_items_of_an_answer(client: TestClient) -> None:
    response = client.post("/graphql", json={"query": "{ risks { nodes { name } } }"})
    assert response.headers["x-medcode-items"] == "4"


@pytest.mark.parametrize("path", ["/graphql", "/graphql/"])
def test_a_post_is_never_redirected(client: TestClient, path: str) -> None:
    response = client.post(path, json={"query": COUNT}, follow_redirects=False)
    assert response.status_code == 200
    assert response.json()["data"]["risks"]["totalCount"] == 3


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "url": "/graphql"}, 400),
        ({"method": "POST", "url": "/graphql", "content": "{"}, 400),
        ({"method": "POST", "url": "/graphql", "json": {}}, 400),
        ({"method": "POST", "url": "/graphql", "json": {"query": 1}}, 400),
        ({"method": "POST", "url": "/graphql", "content": "null"}, 400),
        ({"method": "POST", "url": "/graphql", "content": "[]"}, 400),
        ({"method": "POST", "url": "/graphql", "content": b"\xff\xfe"}, 400),
        ({"method": "POST", "url": "/graphql", "content": "[" * 3000}, 400),
        (
            {
                "method": "POST",
                "url": "/graphql",
                "content": '{"query": "{__typename}", "variables": {"a": "\\ud800"}}',
            },
            400,
        ),
        ({"method": "PUT", "url": "/graphql"}, 405),
        ({"method": "GET", "url": "/nothing"}, 404),
    ],
)
def test_bad_requests(client: TestClient, request_: dict[str, object], status: int) -> None:
    headers = {"content-type": "application/json"}
    response = client.request(**request_, headers=headers)  # type: ignore[arg-type]
    assert response.status_code == status
    if status == 400:
        assert response.json()["errors"][0]["message"]


def test_a_large_body_is_refused_with_and_without_content_length(client: TestClient) -> None:
    body = b'{"query": "' + b" " * 5000 + b'{ __typename }"}'
    for content in (body, iter([body[:3000], body[3000:]])):
        response = client.post("/graphql", content=content)
        assert response.status_code == 413
        (error,) = response.json()["errors"]
        assert error["extensions"] == {"code": "BODY_TOO_LARGE", "limit": 4096}


def test_the_schema_as_text(client: TestClient) -> None:
    committed = (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")
    assert client.get("/schema.graphql").text == committed


def test_health_and_readiness(graph: Graph) -> None:
    with TestClient(create_app(Settings(), store_of(graph)), "http://localhost") as client:
        assert client.get("/health").json() == {"status": "ok"}
        assert client.get("/ready").json() == {"status": "ready", "version": graph.graph["version"]}


def test_only_origins_that_are_allowed_may_read(client: TestClient) -> None:
    for origin, allowed in (("https://app.example", "https://app.example"), ("https://evil.example", None)):
        response = client.post("/graphql", json={"query": COUNT}, headers={"origin": origin})
        assert response.headers.get("access-control-allow-origin") == allowed


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_command_serves_a_snapshot(graph: Graph, tmp_path: Path) -> None:
    write_snapshot(graph, tmp_path / "world")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "server.py", "--port", str(port), "--store", f"snapshot:{tmp_path / 'world'}"],
        cwd=ROOT, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                ready = httpx.get(f"http://127.0.0.1:{port}/ready")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        assert ready.json()["version"] == graph.graph["version"]
    finally:
        process.terminate()
        process.communicate()


@pytest.mark.parametrize(
    ("words", "environment", "code", "message"),
    [
        (["--store", "snapshot:/nowhere"], {}, 1, "there is no snapshot in this folder"),
        (["--store", "pigeon:x"], {}, 1, "pigeon"),
        (["--port", "99999"], {}, 2, "argument --port: '99999' is not a whole number from 0 to 65535"),
        ([], {"MEDCODE_PORT": "99999"}, 2, "MEDCODE_PORT: '99999' is not a whole number from 0 to 65535"),
        (["--store", "pigeon:x"], {"MEDCODE_PROT": "1"}, 1, "MEDCODE_PROT is no setting; did you mean MEDCODE_PORT?"),
    ],
)
def test_the_command_reports_what_it_cannot_serve(
    words: list[str], environment: dict[str, str], code: int, message: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "server.py", *words],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ended.returncode == code
    assert message in ended.stderr
    assert "Traceback" not in ended.stderr
