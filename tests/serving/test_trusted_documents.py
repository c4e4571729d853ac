"""Stored operations by their ids, automatic persisted queries, and a server that executes nothing else."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.request import MalformedRequestError
from serving.settings import Settings
from serving.stored_operations import read_operation, stored_operations
from serving.trusted_documents import TrustedDocuments

SUGGEST = stored_operations()["suggest"].text
PREFIX = {"prefix": "infec"}
COUNT = "{ risks { totalCount } }"
GRAPHQL = {"accept": "application/graphql-response+json"}


def hashed(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}}


def code_of(answer: Any) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


@pytest.fixture(scope="module")
def server(world_store: GraphStore) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), world_store), "http://localhost") as client:
        yield client


@pytest.fixture(scope="module")
def strict(world_store: GraphStore) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(only_stored=True), world_store), "http://localhost") as client:
        yield client


def test_a_stored_operation_is_asked_by_its_name_or_hash(server: TestClient) -> None:
    asked = server.post("/graphql", json={"query": SUGGEST, "variables": PREFIX}).json()["data"]
    assert asked["suggest"][0]["node"]["curie"] == "RISK:infection"
    digest = sha256(SUGGEST.encode()).hexdigest()
    for identity in ("suggest", digest):
        assert server.post("/graphql", json={"id": identity, "variables": PREFIX}).json()["data"] == asked
    got = server.get("/graphql", params={"id": "suggest", "variables": json.dumps(PREFIX)})
    assert (got.json()["data"], got.headers["cache-control"]) == (asked, "no-cache")
    again = server.get(got.url, headers={"if-none-match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"id": "no-such"}, "UNKNOWN_OPERATION"),
        ({"id": "suggest", "query": COUNT}, "MALFORMED_REQUEST"),
        ({"id": 1}, "MALFORMED_REQUEST"),
        ({"extensions": {"persistedQuery": {"version": 1}}}, "MALFORMED_REQUEST"),
        ({"query": COUNT, "extensions": hashed("{ other }")}, "MALFORMED_REQUEST"),
        ({"query": [COUNT], "extensions": hashed(str([COUNT]))}, "MALFORMED_REQUEST"),
    ],
)
def test_what_names_no_document_is_refused(server: TestClient, request_: dict[str, Any], code: str) -> None:
    refused = server.post("/graphql", json=request_, headers=GRAPHQL)
    assert (refused.status_code, code_of(refused)) == (400, code)
    assert refused.headers["cache-control"] == "no-store"


def test_an_id_that_is_given_twice_is_refused(server: TestClient) -> None:
    body = '{"id": "suggest", "id": "search"}'
    refused = server.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert (refused.status_code, code_of(refused)) == (400, "MALFORMED_REQUEST")


def test_a_persisted_query_is_sent_once(server: TestClient) -> None:
    query = f"{COUNT} # sent once"
    unknown = server.post("/graphql", json={"extensions": hashed(query)})
    assert (unknown.status_code, code_of(unknown)) == (200, "PERSISTED_QUERY_NOT_FOUND")
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    sent = server.post("/graphql", json={"query": query, "extensions": hashed(query)}).json()["data"]
    assert server.post("/graphql", json={"extensions": hashed(query)}).json()["data"] == sent
    got = server.get("/graphql", params={"extensions": json.dumps(hashed(query))})
    assert (got.json()["data"], "etag" in got.headers) == (sent, True)
    stored = server.post("/graphql", json={"extensions": hashed(SUGGEST), "variables": PREFIX})
    assert stored.json()["data"]["suggest"]


def test_nothing_but_stored_operations_is_executed(strict: TestClient) -> None:
    refused = strict.post("/graphql", json={"query": COUNT}, headers=GRAPHQL)
    assert (refused.status_code, code_of(refused)) == (400, "ONLY_STORED_OPERATIONS")
    assert "suggest" in refused.json()["errors"][0]["extensions"]["hint"]
    assert code_of(strict.post("/graphql", json={"query": COUNT, "extensions": hashed(COUNT)})) == (
        "PERSISTED_QUERY_NOT_SUPPORTED"
    )
    assert code_of(strict.get("/graphql", params={"query": COUNT})) == "ONLY_STORED_OPERATIONS"
    exported = strict.post("/export/query.jsonl", json={"query": COUNT})
    assert (exported.status_code, exported.json()["errors"][0]["extensions"]["code"]) == (400, "INVALID_ARGUMENT")
    for asked in ({"id": "suggest"}, {"query": SUGGEST}, {"extensions": hashed(SUGGEST)}):
        assert strict.post("/graphql", json={**asked, "variables": PREFIX}).json()["data"]["suggest"]
    assert strict.get("/export/search.jsonl?query=infection").status_code == 200


def test_registered_documents_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "registered_documents", 10)
    documents = TrustedDocuments({})
    for text in ("{ one }", "{ two }"):
        assert documents.text(text, None, hashed(text)) == text
    assert documents.text(None, None, hashed("{ two }")) == "{ two }"
    with pytest.raises(MalformedRequestError, match="PersistedQueryNotFound"):
        documents.text(None, None, hashed("{ one }"))


def test_comments_declare_an_operation() -> None:
    variables = '$a: String! = "x # y" # What a is.\n  $b: Int'
    found = read_operation("q", f"# Which?\n# More\n# of it.\n# @tool\nquery (\n  {variables}\n) {{ risk {{ name }} }}")
    assert (found.title, found.description, found.is_tool) == ("Which?", "More of it.", True)
    assert found.variables == {"a": "What a is."}
    assert read_operation("bare", "{ meta { version } }").title == ""
