"""Tables over HTTP: of statements and of answers, as each type of file, with the right names, types and limits."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.export.formats import FORMATS
from graph.export.selection import Selection
from graph.export.table.file_types import FILE_TYPES
from graph.export.table.statements import statements
from graph.export.table.xlsx import MAX_ROWS
from graph.ingest.build import build
from graph.model.elements import Node
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store import GraphStore
from graph.traversal.topology import TraversalFilter
from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.graph.export.table_readers import READERS, written
from tests.serving.export_responses import error_of, names
from tests.world import DOCUMENT, World

QUERY = "{ procedures { nodes { curie risks { nodes { name } } } } }"
each_type = pytest.mark.parametrize("file_type", FILE_TYPES)


def lines(response: Any) -> list[list[str]]:
    assert response.status_code == 200, response.text
    return [*csv.reader(io.StringIO(response.text, newline=""))]


@each_type
@pytest.mark.parametrize("evidence", [False, True])
def test_statements_of_a_kind(
    exports: TestClient, world_store: GraphStore, graph: Graph, file_type: str, evidence: bool
) -> None:
    ways = TraversalFilter(edge_kinds=("HAS_RISK",))
    version = graph.graph["version"]
    part = Selection(ways=ways).subgraph(world_store.topology, version, graph.graph["documents"])
    answer = exports.get(f"/export/table?as={file_type}&kind=HAS_RISK&evidence={str(evidence).lower()}")
    assert answer.status_code == 200
    assert answer.content == written(statements(part, evidence=evidence), file_type)
    assert answer.headers["content-type"].partition(";")[0] == FILE_TYPES[file_type].media_type
    name = f"medcode-table-{version[:12]}.{file_type}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    rows = READERS[file_type](answer.content)
    assert len(rows) - 1 == world_store.summary().edges["HAS_RISK"]


def test_csv_is_what_comes_unless_another_type_is_asked_for(exports: TestClient) -> None:
    assert exports.get("/export/table").content == exports.get("/export/table?as=csv&evidence=false").content
    assert exports.get("/export/table?kind=HAS_RISK").content == exports.get("/export/table?edgeKinds=HAS_RISK").content
    counted = exports.get("/export/table/manifest?kind=HAS_RISK").json()["nodes"]["byKind"]
    assert counted == {"Procedure": 3, "Risk": 3}
    two = lines(exports.get("/export/table?kind=HAS_RISK,HAS_BENEFIT"))
    assert {row[two[0].index("edge_kind")] for row in two[1:]} == {"HAS_RISK", "HAS_BENEFIT"}


@each_type
def test_the_answer_of_a_query_by_post_and_get(exports: TestClient, file_type: str) -> None:
    posted = exports.post(f"/export.table?as={file_type}", json={"query": QUERY})
    rows = READERS[file_type](posted.content)
    assert rows[0] == ["procedures.curie", "procedures.risks.name"]
    assert [row[0] for row in rows[1:]].count("PAGE:cast") == 2
    got = exports.get("/export/query.table", params={"query": QUERY, "as": file_type})
    assert (got.content, got.headers["etag"]) == (posted.content, posted.headers["etag"])
    manifest = exports.get(posted.headers["link"][1:].partition(">")[0]).json()
    assert manifest["query"]["query"] == QUERY
    assert manifest["format"]["name"] == "table"


def test_the_answer_of_a_stored_query(exports: TestClient) -> None:
    rows = lines(exports.get("/export/shared-risk.table?risk=stiffness&as=csv"))
    assert {row[rows[0].index("risk.procedures.name")] for row in rows[1:]} == {"Cast", "Splint"}


def test_the_tag_depends_on_the_type_and_on_evidence(exports: TestClient) -> None:
    types = [f"table?as={file_type}" for file_type in FILE_TYPES]
    addresses = [*types, "table?evidence=true", "table?kind=HAS_RISK", "table/manifest", "table/manifest?evidence=true"]
    tags = {address: exports.get(f"/export/{address}").headers["etag"] for address in addresses}
    assert len(set(tags.values())) == len(addresses)
    for address, tag in tags.items():
        assert exports.get(f"/export/{address}", headers={"if-none-match": tag}).status_code == 304


def test_packed_types_are_not_packed_again(exports: TestClient) -> None:
    for file_type in FILE_TYPES:
        with exports.stream("GET", f"/export/table?as={file_type}", headers={"accept-encoding": "gzip"}) as answer:
            assert ("content-encoding" in answer.headers) == (file_type in ("csv", "tsv"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/export/table?as=ods", {"status": 400, "argument": "as", "allowed": [*FILE_TYPES]}),
        ("/export/table?as=csv&as=tsv", {"status": 400, "argument": "as"}),
        ("/export/table?evidence=yes", {"status": 400, "argument": "evidence", "value": "yes"}),
        ("/export/table?kind=RISKS", {"status": 400, "argument": "edgeKinds", "value": "RISKS"}),
        ("/export/jsonl?as=csv", {"status": 400, "argument": "as"}),
        ("/export/jsonl?evidence=true", {"status": 400, "argument": "evidence"}),
        ("/export/treats.table?evidence=true", {"status": 400, "argument": "evidence"}),
        ("/export/treats.jsonl?as=csv", {"status": 400, "argument": "as"}),
        ("/export/jsonl?connectedOnly=1", {"status": 400, "argument": "connectedOnly", "allowed": ["true", "false"]}),
        ("/export/jsonl?pagesOnly=true&pagesOnly=false", {"status": 400, "argument": "pagesOnly"}),
        ("/export/query.table?query=%7Bnothing%7D", {"status": 400, "code": "GRAPHQL_VALIDATION_FAILED"}),
    ],
)
def test_unknown_values_are_refused(exports: TestClient, address: str, expected: dict[str, object]) -> None:
    said = error_of(exports.get(address))
    assert {name: said.get(name) for name in expected} == expected


def test_nodes_are_left_out(exports: TestClient) -> None:
    nodes, edges = names(exports.get("/export/jsonl?edgeKinds=HAS_RISK&connectedOnly=true"))
    assert nodes == {end for edge in edges for end in edge.split(" ")[::2]}
    pages, _ = names(exports.get("/export/jsonl?pagesOnly=true"))
    assert {"PAGE:cast", "RISK:infection"} <= pages
    assert not pages & {"HCPCS:A0001", "PAYER:good-health"}
    tags = {exports.head(f"/export/jsonl?{words}").headers["etag"]
            for words in ("", "connectedOnly=true", "pagesOnly=true", "pagesOnly=true&connectedOnly=true")}  # fmt: skip
    assert len(tags) == 4
    manifest = exports.get("/export/jsonl/manifest?pagesOnly=true").json()
    assert manifest["selection"]["pagesOnly"] is True


def test_the_table_of_a_query_stays_within_the_limits_of_any(world_store: GraphStore) -> None:
    settings = replace(Settings(), limits=replace(Limits(), nodes=3))
    with TestClient(create_app(settings, world_store), "http://localhost") as exports:
        said = error_of(exports.post("/export.table", json={"query": QUERY}))
    assert (said["status"], said["code"]) == (400, "QUERY_TOO_COSTLY")


def test_too_many_rows_for_a_sheet_are_refused_before_anything_is_sent(
    exports: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.export.table.xlsx.MAX_ROWS", 3)
    said = error_of(exports.get("/export/table?as=xlsx&kind=HAS_RISK"))
    assert (said["status"], said["code"]) == (400, "INVALID_ARGUMENT")
    assert "take csv, tsv or parquet" in said["problem"]
    assert MAX_ROWS > 3


def test_the_answer_of_a_query_has_no_licensed_texts() -> None:
    texts = {"descriptor": "Secret words", "licensed": ("name", "descriptor"), "slug": "s"}
    secret = Node("CPT:00200", "Procedure", "Secret words", texts)  # type: ignore[arg-type]
    store = store_of(build([World(items=[secret], documents=[DOCUMENT])]).graph)
    with TestClient(create_app(Settings(), store), "http://localhost") as exports:
        for query in ("{ procedures { nodes { name } } }", '{ search(query: "secret") { nodes { text } } }'):
            said = error_of(exports.post("/export.table", json={"query": query}))
            assert (said["status"], said["code"]) == (403, "LICENSED_TEXTS")
        assert exports.get("/export/table").status_code == 200


def test_the_catalog_offers_tables(exports: TestClient) -> None:
    (table,) = [made for made in exports.get("/export").json()["formats"] if made["name"] == "table"]
    assert (table["as"], table["suffix"], table["href"]) == ([*FILE_TYPES], "csv", "/export/table")
    assert next(iter(FORMATS)) == "table"
