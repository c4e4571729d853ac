"""Conditional requests, HEAD, OPTIONS and methods that are not allowed, at all addresses."""

from collections.abc import Iterator

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from serving.application import create_app
from serving.executor import RequestExecutor
from serving.reference import ReferenceExecutor
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.test_pages import built

__all__ = ["built"]

RISKS = "/graphql?query={risks{totalCount}}"
REFERENCE = "/graphql?query={__schema{queryType{name}}}"
REVIEW = '/graphql?query={review(case:{codes:["CPT:29881"]}){findings{rule}}}'
ADDRESSES = (RISKS, REFERENCE, "/schema.graphql", "/", "/assets/one-abc.js", "/export/jsonl?of=PAGE:cast")


@pytest.fixture
def client(graph: Graph) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), store_of(graph)), "http://localhost") as client:
        yield client


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_client_that_has_an_answer_is_told_so(client: TestClient, address: str) -> None:
    said = client.get(address)
    assert (said.status_code, bool(said.content)) == (200, True)
    tag = said.headers["etag"]
    assert "no-cache" in said.headers["cache-control"] or "immutable" in said.headers["cache-control"]
    for given in (tag, f'"other", W/{tag.removeprefix("W/")}', "*"):
        unchanged = client.get(address, headers={"if-none-match": given})
        if given == "*" and address in (RISKS, REFERENCE):
            continue  # Whether there is an answer is not known before it is made.
        assert (unchanged.status_code, unchanged.content) == (304, b""), given
        assert unchanged.headers["etag"] == tag
        assert unchanged.headers["cache-control"] == said.headers["cache-control"]
        assert "content-length" not in unchanged.headers
    for given in ('"other"', "", tag.strip('W/"')):
        assert client.get(address, headers={"if-none-match": given}).content == said.content


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("address", ADDRESSES)
def test_head_has_the_headers_of_get(client: TestClient, address: str) -> None:
    identity = {"accept-encoding": "identity"}
    said, head = client.get(address, headers=identity), client.head(address, headers=identity)
    assert (head.status_code, head.content) == (200, b"")
    assert _headers(head) == _headers(said)


def _headers(response: Response) -> dict[str, object]:
    """The headers, but for how a body is sent that HEAD has none of."""
    said = {name: value for name, value in response.headers.items() if name not in {"vary", "transfer-encoding"}}
    return {**said, "vary": {name.strip() for name in response.headers["vary"].split(",")}}


def test_an_unchanged_answer_is_not_looked_for(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tags = {address: client.get(address).headers["etag"] for address in (RISKS, REFERENCE)}
    monkeypatch.setattr(RequestExecutor, "execute_inline", lambda *_, **__: pytest.fail("it was looked for"))
    monkeypatch.setattr(RequestExecutor, "cached_response", lambda *_, **__: pytest.fail("it was looked for"))
    monkeypatch.setattr(ReferenceExecutor, "execute", lambda *_, **__: pytest.fail("it was looked for"))
    for address, tag in tags.items():
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_each_representation_and_each_limit_has_a_tag_of_its_own(graph: Graph) -> None:
    tags = set()
    for limits in (Limits(), Limits(nodes=7)):
        with TestClient(create_app(Settings(limits=limits), store_of(graph)), "http://localhost") as client:
            for accept in ("application/json", "application/graphql-response+json"):
                for coding in ("gzip", "identity"):
                    said = client.get(RISKS, headers={"accept": accept, "accept-encoding": coding})
                    assert {"Accept", "Accept-Encoding"} <= set(said.headers["vary"].split(", "))
                    tags.add(said.headers["etag"])
    assert len(tags) == 8


@pytest.mark.parametrize(
    "address",
    [
        "/graphql?query={nothing}",
        "/graphql?query={",
        '/graphql?query={risks(after:"x"){totalCount}}',
        "/graphql",
        REVIEW,
        "/nothing",
        "/export/nothing",
    ],
)
def test_errors_and_private_answers_are_not_kept(client: TestClient, address: str) -> None:
    said = client.get(address)
    assert "etag" not in said.headers
    assert said.headers["cache-control"] == "no-store"


def test_an_answer_with_errors_of_the_compiled_path_is_not_kept(graph: Graph) -> None:
    with TestClient(create_app(Settings(limits=Limits(nodes=1)), store_of(graph)), "http://localhost") as client:
        said = client.get("/graphql?query={risks{nodes{name}}}")
    assert said.json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_COSTLY"
    assert said.headers["x-medcode-execution"] == "compiled"
    assert ("etag" in said.headers, said.headers["cache-control"]) == (False, "no-store")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/graphql", "GET, HEAD, OPTIONS, POST"),
        ("/graphql/", "GET, HEAD, OPTIONS, POST"),
        ("/schema.graphql", "GET, HEAD, OPTIONS"),
        ("/reviews", "OPTIONS, POST"),
        ("/health", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
        ("/assets/a.js", "GET, HEAD, OPTIONS"),
        ("/export", "GET, HEAD, OPTIONS"),
        ("/export/jsonl", "GET, HEAD, OPTIONS"),
        ("/export/query.jsonl", "GET, HEAD, OPTIONS, POST"),
    ],
)
def test_options_and_a_wrong_method_tell_the_methods(client: TestClient, address: str, allowed: str) -> None:
    options, wrong = client.options(address), client.request("PATCH", address)
    assert (options.status_code, options.content, options.headers["allow"]) == (204, b"", allowed)
    assert (wrong.status_code, wrong.headers["allow"]) == (405, allowed)
    assert wrong.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


def test_a_mutation_by_get_must_be_sent_by_post(client: TestClient) -> None:
    said = client.get("/graphql?query=mutation{a}")
    assert (said.status_code, said.headers["allow"]) == (405, "POST")
