"""Security headers on every answer, and requests that pages of other sites can send without asking."""

from collections.abc import Iterator

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from serving.application import create_app
from serving.endpoint import GraphQLEndpoint
from serving.executor import RequestExecutor
from serving.security_headers import SECURITY_HEADERS
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.live_server import SMALL
from tests.serving.test_pages import HTML, built

__all__ = ["built"]

COMMON = {name.decode(): value.decode() for name, value in SECURITY_HEADERS}
ASKED = {"query": SMALL}
RISK = {"data": {"risk": {"name": "Infection"}}}
EVIL = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}


@pytest.fixture
def client(graph: Graph) -> Iterator[TestClient]:
    settings = Settings(allow_origins=("https://app.example",), limits=Limits(body=4096))
    with TestClient(create_app(settings, store_of(graph)), "http://localhost", raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("port", ["fast_port", "uvicorn_port"])
@pytest.mark.parametrize(
    ("method", "path", "status", "more"),
    [
        ("POST", "/graphql", 200, {"json": ASKED}),
        ("POST", "/graphql", 200, {"json": {"query": "{ nothing }"}}),
        ("POST", "/graphql", 200, {"json": ASKED, "headers": {"origin": "https://app.example"}}),
        ("POST", "/graphql", 400, {"json": []}),
        ("POST", "/graphql", 413, {"json": {"query": " " * 5000}}),
        ("POST", "/graphql", 415, {"content": "{}"}),
        ("POST", "/graphql", 406, {"json": ASKED, "headers": {"accept": "text/html"}}),
        ("POST", "/graphql", 421, {"json": ASKED, "headers": {"host": "evil.example"}}),
        ("GET", "/graphql?query={__typename}", 200, {}),
        ("HEAD", "/graphql?query={__typename}", 200, {}),
        ("OPTIONS", "/graphql", 204, {}),
        ("OPTIONS", "/graphql", 400, {"headers": {**EVIL, "access-control-request-method": "POST"}}),
        ("PUT", "/graphql", 405, {}),
        ("GET", "/schema.graphql", 200, {}),
        ("GET", "/schema.graphql", 304, {"headers": {"if-none-match": "*"}}),
        ("GET", "/health", 200, {}),
        ("GET", "/nothing", 404, {}),
        ("GET", "/export", 200, {}),
        ("GET", "/export/jsonl?of=PAGE:cast", 200, {}),
        ("GET", "/export/nothing", 404, {}),
        ("POST", "/reviews", 200, {"content": "{}"}),
    ],
)
def test_every_answer_has_the_security_headers(
    request: pytest.FixtureRequest, port: str, method: str, path: str, status: int, more: dict[str, object]
) -> None:
    url = f"http://127.0.0.1:{request.getfixturevalue(port)}{path}"
    said = httpx.request(method, url, **more)  # type: ignore[arg-type]
    assert said.status_code == status
    assert {name: said.headers.get_list(name) for name in COMMON} == {name: [value] for name, value in COMMON.items()}


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("path", ["/", "/graphql", "/nothing"])
def test_pages_have_a_policy_of_their_own(client: TestClient, path: str) -> None:
    said = client.get(path, headers=HTML)
    assert [name for name in COMMON if len(said.headers.get_list(name)) != 1] == []
    assert "script-src 'self'" in said.headers["content-security-policy"]
    assert said.headers["referrer-policy"] == "same-origin"
    assert said.headers["x-frame-options"] == "DENY"
    assert said.headers["cross-origin-opener-policy"] == "same-origin"
    unchanged = client.get(path, headers={**HTML, "if-none-match": said.headers.get("etag", "")})
    assert unchanged.status_code == (404 if path == "/nothing" else 304)
    for name in ("cross-origin-opener-policy", *COMMON):
        assert unchanged.headers.get_list(name) == said.headers.get_list(name)


def test_a_failure_tells_nothing_but_where_the_log_has_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(GraphQLEndpoint, "_get", fail)
    said = client.get("/graphql?query={__typename}")
    assert said.status_code == 500
    assert said.json()["errors"][0]["extensions"] == {"code": "INTERNAL", "reference": said.headers["x-request-id"]}
    assert "secret" not in said.text
    assert {name: said.headers.get(name) for name in COMMON} == COMMON


@pytest.mark.parametrize("more", [{}, EVIL, {"sec-fetch-site": "cross-site", "origin": "null"}], ids=str)
@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "text/plain; charset=utf-8",
        "text/plain;application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "",
    ],
)
def test_what_a_page_of_another_site_can_send_is_not_executed(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, kind: str, more: dict[str, str]
) -> None:
    """Only other media types make a browser ask by a preflight request (Fetch standard, CORS-safelisted headers)."""
    monkeypatch.setattr(RequestExecutor, "execute_inline", lambda *_, **__: pytest.fail("it was executed"))
    monkeypatch.setattr(RequestExecutor, "cached_response", lambda *_, **__: pytest.fail("it was executed"))
    headers = {**more, **({"content-type": kind} if kind else {})}
    said = client.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)
    assert said.status_code == 415
    assert "access-control-allow-origin" not in said.headers
    assert said.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize("origin", ["https://app.example", "https://evil.example"])
def test_only_allowed_origins_read_answers_and_errors(client: TestClient, origin: str) -> None:
    expected = origin if "app" in origin else None
    for content in (b'{"query": "{ __typename }"}', b"{", b" " * 5000):
        said = client.post("/graphql", content=content, headers={"origin": origin, "content-type": "application/json"})
        assert said.headers.get("access-control-allow-origin") == expected, said.status_code


@pytest.mark.parametrize("path", ["/graphql", "/reviews", "/export/query.jsonl"])
def test_a_compressed_body_is_told_to_be_sent_plain(client: TestClient, path: str) -> None:
    said = client.post(path, content=b"{}", headers={"content-type": "application/json", "content-encoding": "gzip"})
    assert (said.status_code, said.headers["accept-encoding"]) == (415, "identity")
    assert said.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_CONTENT_ENCODING"
    identity = {"content-type": "application/json", "content-encoding": "identity"}
    assert client.post("/graphql", json=ASKED, headers=identity).json()["data"] == RISK["data"]
