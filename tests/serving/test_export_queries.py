"""Exports of queries over HTTP: variables, errors, licensed texts, origins."""

import io
from collections.abc import Iterator
from dataclasses import replace
from threading import current_thread
from zipfile import ZipFile

import orjson
import pytest
from pyarrow import parquet
from starlette.testclient import TestClient

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.manifest import build_manifest
from graph.export.subgraph import ExportedSubgraph
from graph.ingest.build import build
from graph.model.elements import Node, Value
from serving.application import create_app
from serving.settings import Settings
from serving.stored_operations import stored_operations
from tests.conftest import store_of
from tests.serving.export_responses import error_of, names
from tests.world import DOCUMENT, World


def test_a_stored_query_is_exported(exports: TestClient) -> None:
    answer = exports.get("/export/treats.jsonl", params={"condition": "wrist-fracture", "risk": "infection"})
    assert names(answer) == ({"PAGE:splint"}, set())
    assert '"medcode-treats-jsonl-' in answer.headers["content-disposition"]
    link = answer.headers["link"]
    assert link.startswith("</export/treats.jsonl/manifest?condition=wrist-fracture&risk=infection>")
    said = exports.get(link[1:].partition(">")[0]).json()
    assert said["nodes"] == {"count": 1, "byKind": {"Procedure": 1}}
    assert said["query"]["query"] == stored_operations()["treats"].text
    assert said["query"]["variables"] == {"condition": "wrist-fracture", "risk": "infection"}


def test_variables_are_parsed_by_their_types(exports: TestClient) -> None:
    query = 'query ($kinds: [NodeKind!], $n: Int) { neighborhood(of: ["PAGE:cast"], kinds: $kinds, maxNodes: $n) '
    query += "{ nodes { name } } }"
    asked = {"query": query, "variables": {"kinds": ["RISK"], "n": 2}}
    posted = exports.post("/export/query.jsonl", json=asked)
    assert names(posted) == ({"PAGE:cast", "RISK:infection"}, set())
    got = exports.get(
        "/export/query.jsonl", params={"query": query, "variables": orjson.dumps(asked["variables"]).decode()}
    )
    assert got.content == posted.content
    assert got.headers["etag"] == posted.headers["etag"]
    address = posted.headers["link"][1:].partition(">")[0]
    assert exports.get(address).json()["nodes"]["count"] == 2
    kinds = exports.get("/export/search.jsonl?query=infection&kinds=RISK&kinds=ROLE")
    assert names(kinds) == ({"RISK:infection"}, set())


def test_the_name_of_an_operation(exports: TestClient) -> None:
    query = 'query A { risk(slug: "infection") { name } } query B { role(slug: "nurse") { name } }'
    answer = exports.post("/export.jsonl", json={"query": query, "operationName": "B"})
    assert names(answer) == ({"ROLE:nurse"}, set())
    assert error_of(exports.post("/export.jsonl", json={"query": query}))["status"] == 400


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        ('{ byCurie(curie: "x") { name } }', "INVALID_CURIE"),
    ],
)
def test_errors_of_a_query_are_told(exports: TestClient, query: str, code: str) -> None:
    said = error_of(exports.post("/export/query.jsonl", json={"query": query}))
    assert (said["status"], said["code"]) == (400, code)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"query": 1}', b'{"query": "{a}", "variables": []}'])
def test_malformed_bodies_are_refused(exports: TestClient, body: bytes) -> None:
    answer = exports.post("/export/query.jsonl", content=body, headers={"content-type": "application/json"})
    assert error_of(answer)["status"] == 400
    assert error_of(exports.post("/export.jsonl", content=b"query=a"))["status"] == 400


def texts_in(content: bytes) -> Iterator[bytes]:
    """What a file says, or each of those in a zip."""
    if not content.startswith(b"PK"):
        yield content
        return
    with ZipFile(io.BytesIO(content)) as files:
        for name in files.namelist():
            text = files.read(name)
            yield parquet.read_table(io.BytesIO(text)).to_pandas().to_csv().encode() if b"PAR1" in text else text


def test_licensed_texts_are_never_exported() -> None:
    texts: dict[str, Value] = {
        "descriptor": "Secret words",
        "licensed": ("name", "descriptor"),
        "slug": "s",
        "is_stub": False,
    }
    secret = Node("CPT:00200", "Procedure", "Secret words", texts)
    store = store_of(build([World(items=[secret], documents=[DOCUMENT])]).graph)
    with TestClient(create_app(Settings(), store), "http://localhost") as exports:
        for address in [*(f"/export/{name}" for name in FORMATS),
                        "/export/query.jsonl?query={procedures{nodes{name}}}"]:  # fmt: skip
            answer = exports.get(address)
            assert answer.status_code == 200
            assert not any(b"Secret" in text for text in texts_in(answer.content))
        assert names(exports.get("/export/jsonl"))[0] == {"CPT:00200"}


def test_allowed_origins_may_read_exports(exports: TestClient) -> None:
    for origin, allowed in (("https://app.example", "https://app.example"), ("https://evil.example", None)):
        answer = exports.get("/export/jsonl", headers={"origin": origin})
        assert answer.headers.get("access-control-allow-origin") == allowed
    answer = exports.get("/export/jsonl", headers={"origin": "https://app.example"})
    exposed = answer.headers["access-control-expose-headers"]
    assert all(name in exposed for name in ("ETag", "Link", "Content-Disposition"))


@pytest.mark.parametrize("address", ["/export/jsonl", "/export/jsonl/manifest"])
def test_an_export_is_made_in_a_writer_thread(
    exports: TestClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    threads = list[str]()

    def write(part: ExportedSubgraph) -> Iterator[bytes]:
        threads.append(current_thread().name)
        return FORMATS["csv"].write(part)

    def described(part: ExportedSubgraph, made: Format) -> bytes:
        threads.append(current_thread().name)
        return build_manifest(part, made)

    monkeypatch.setitem(FORMATS, "jsonl", replace(FORMATS["jsonl"], write=write))
    monkeypatch.setattr("serving.export.build_manifest", described)
    assert exports.get(address).status_code == 200
    assert [name.partition("_")[0] for name in threads] == ["exports"]
