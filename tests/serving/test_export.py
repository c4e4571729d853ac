"""Exports over HTTP: formats, selections, headers."""

import gzip
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.manifest import build_manifest
from graph.export.selection import Selection
from graph.export.subgraph import ExportedSubgraph
from graph.export.table.file_types import FILE_TYPES
from graph.ingest.build import build
from graph.model.property_graph import Graph
from graph.store import GraphStore
from schema.types.enums import EdgeKindEnum, NodeKindEnum
from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.documents import QUERIES
from tests.serving.export_responses import error_of, names
from tests.world import NODES, World


@pytest.fixture(scope="module")
def whole(world_store: GraphStore, graph: Graph) -> ExportedSubgraph:
    return Selection().subgraph(world_store.topology, graph.graph["version"], graph.graph["documents"])


@pytest.mark.parametrize("made", FORMATS.values(), ids=lambda made: made.name)
def test_every_format_is_served_as_it_is_written(exports: TestClient, whole: ExportedSubgraph, made: Format) -> None:
    answer = exports.get(f"/export/{made.name}")
    assert answer.status_code == 200
    assert answer.content == b"".join(made.write(whole))
    assert answer.headers["content-type"].partition(";")[0] == made.media_type.partition(";")[0]
    name = f"medcode-{made.name}-{whole.version[:12]}.{made.suffix}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert "content-encoding" not in answer.headers


def test_the_catalog_lists_formats_and_queries(exports: TestClient, whole: ExportedSubgraph) -> None:
    said = exports.get("/export").json()
    assert said["graphVersion"] == whole.version
    assert [made["name"] for made in said["formats"]] == list(FORMATS)
    for made in said["formats"]:
        assert made.keys() - {"as"} == {"name", "title", "suffix", "mediaType", "readers", "losses", "href"}
        assert made.get("as", ()) == (list(FILE_TYPES) if made["name"] == "table" else ())
        assert exports.head(made["href"]).status_code == 200
    assert [query["name"] for query in said["queries"]] == sorted(path.stem for path in QUERIES.glob("*.graphql"))
    (treats,) = [query for query in said["queries"] if query["name"] == "treats"]
    assert treats["variables"] == [{"name": "condition", "type": "String"}, {"name": "risk", "type": "String"}]
    assert treats["href"] == "/export/treats.{format}"


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("of=RISK:infection", 'of: ["RISK:infection"]'),
        ("of=RISK:infection&of=ROLE:surgeon&depth=0", 'of: ["RISK:infection", "ROLE:surgeon"], depth: 0'),
        ("of=PAGE:cast&direction=IN", 'of: ["PAGE:cast"], direction: IN'),
        ("of=PAGE:cast&depth=2&kinds=RISK&kinds=ROLE", 'of: ["PAGE:cast"], depth: 2, kinds: [RISK, ROLE]'),
        ("of=PAGE:cast&depth=2&kinds=PROCEDURE,RISK&edgeKinds=HAS_RISK,SIMILAR_TO&direction=BOTH",
         'of: ["PAGE:cast"], depth: 2, kinds: [PROCEDURE, RISK], edgeKinds: [HAS_RISK, SIMILAR_TO], direction: BOTH'),
        ("of=PAGE:cast&depth=6", 'of: ["PAGE:cast"], depth: 6'),
    ],
)  # fmt: skip
def test_a_selection_is_the_neighborhood(exports: TestClient, words: str, arguments: str) -> None:
    query = f"{{ neighborhood({arguments}, maxNodes: 1000) {{ nodes {{ curie }} edges {{ kind }} }} }}"
    assert names(exports.get(f"/export/jsonl?{words}")) == names(exports.post("/export.jsonl", json={"query": query}))


def test_kinds_without_seeds_select_of_the_whole_graph(exports: TestClient) -> None:
    nodes, edges = names(exports.get("/export/jsonl?kinds=POLICY,PAYER"))
    assert (nodes, edges) == (
        {"POLICY:good-health-7", "PAYER:good-health"}, {"POLICY:good-health-7 ISSUED_BY PAYER:good-health"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/export/nothing", {"status": 404, "code": "UNKNOWN_FORMAT", "format": "nothing", "allowed": list(FORMATS)}),
        ("/export/treats.nothing", {"status": 404, "code": "UNKNOWN_FORMAT"}),
        ("/export/nothing.jsonl", {"status": 404, "code": "UNKNOWN_QUERY", "query": "nothing"}),
        ("/export/.jsonl", {"status": 404, "code": "UNKNOWN_QUERY", "query": ""}),
        ("/export/x%2Ftreats.jsonl", {"status": 404, "code": "NOT_FOUND"}),
        ("/export/jsonl/nothing", {"status": 404, "code": "NOT_FOUND"}),
        ("/export/jsonl?of=RISK:nothing&of=RISK:infection",
         {"status": 400, "code": "UNKNOWN_NODE", "curies": ["RISK:nothing"]}),
        ("/export/jsonl?of=infection", {"status": 400, "code": "INVALID_CURIE", "curie": "infection"}),
        ("/export/jsonl?kinds=Risk", {"status": 400, "argument": "kinds", "value": "Risk",
                                      "allowed": list(NodeKindEnum.__members__)}),
        ("/export/jsonl?edgeKinds=HAS_RISK,", {"status": 400, "argument": "edgeKinds", "value": "",
                                               "allowed": list(EdgeKindEnum.__members__)}),
        ("/export/jsonl?direction=out", {"status": 400, "argument": "direction", "allowed": ["OUT", "IN", "BOTH"]}),
        ("/export/jsonl?direction=IN&direction=OUT", {"status": 400, "argument": "direction"}),
        ("/export/jsonl?depth=7", {"status": 400, "argument": "depth", "maximum": 6}),
        ("/export/jsonl?depth=-1", {"status": 400, "argument": "depth"}),
        ("/export/jsonl?depth=%D9%A3", {"status": 400, "argument": "depth"}),
        ("/export/jsonl?edgekinds=HAS_RISK", {"status": 400, "argument": "edgekinds"}),
        ("/export/jsonl?licensed", {"status": 403, "code": "LICENSED_TEXTS"}),
        ("/export/jsonl/manifest?of=RISK:nothing", {"status": 400, "code": "UNKNOWN_NODE"}),
        ("/export/treats.jsonl?what=x", {"status": 400, "argument": "what", "allowed": ["condition", "risk"]}),
        ("/export/treats.jsonl?condition=a&condition=b", {"status": 400, "argument": "condition", "type": "String"}),
        ("/export/query.jsonl", {"status": 400, "argument": "query"}),
        ("/export/query.jsonl?query=%7Brisks%7Bnodes%7Bname%7D%7D%7D&variables=%7B",
         {"status": 400, "argument": "query"}),
        ("/export/query.jsonl?query=%7Bx%7D&nothing=1", {"status": 400, "argument": "query"}),
    ],
)  # fmt: skip
def test_unknown_parameters_and_values_are_refused(
    exports: TestClient, address: str, expected: dict[str, object]
) -> None:
    said = error_of(exports.get(address))
    assert {name: said.get(name) for name in expected} == expected
    assert said["hint"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_methods_that_are_not_allowed(exports: TestClient, method: str) -> None:
    for address in ("/export", "/export/jsonl", "/export/treats.jsonl"):
        answer = exports.request(method, address)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_an_export_is_compressed_for_clients_that_accept_gzip(
    exports: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = exports.get("/export/jsonl")
    with exports.stream("GET", "/export/jsonl", headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 3
    assert answer.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "Accept-Encoding" in answer.headers["vary"]
    packed = replace(FORMATS["jsonl"], suffix="zip", media_type="application/zip")
    monkeypatch.setitem(FORMATS, "jsonl", packed)
    again = exports.get("/export/jsonl", headers={"accept-encoding": "gzip"})
    assert again.content == plain.content
    assert "content-encoding" not in again.headers


def test_a_matching_etag_is_answered_with_304(exports: TestClient) -> None:
    for address in ("/export/jsonl", "/export/jsonl?of=RISK:infection", "/export/shared-risk.jsonl?risk=infection",
                    "/export/jsonl/manifest"):  # fmt: skip
        first = exports.get(address)
        tag = first.headers["etag"]
        assert tag.startswith('"')
        assert exports.get(address).headers["etag"] == tag
        for known in (tag, f'"other", W/{tag}', "*"):
            answer = exports.get(address, headers={"if-none-match": known})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
        assert exports.get(address, headers={"if-none-match": '"other"'}).content == first.content


def test_an_etag_depends_on_graph_selection_and_format(exports: TestClient, graph: Graph) -> None:
    def tag(address: str, client: TestClient = exports) -> str:
        return client.head(f"/export/{address}").headers["etag"]

    same = ["jsonl?of=PAGE:cast&of=RISK:infection", "jsonl?of=RISK:infection&of=PAGE:cast&of=PAGE:cast&depth=1"]
    assert len(set(map(tag, same))) == 1
    assert tag("jsonl") == tag("jsonl?depth=3") == tag("jsonl?direction=IN")
    others = ["jsonl", *(name for name in FORMATS if name != "jsonl"), same[0], "jsonl?of=PAGE:cast",
              "jsonl?of=PAGE:cast&depth=2", "jsonl?of=PAGE:cast&direction=IN", "jsonl?of=PAGE:cast&kinds=RISK",
              "jsonl?edgeKinds=HAS_RISK", "jsonl/manifest", "shared-risk.jsonl", "shared-risk.jsonl?risk=infection",
              "shared-risk.jsonl?risk=stiffness"]  # fmt: skip
    assert len({tag(address) for address in others}) == len(others)
    other = build([World(items=[*NODES[:-1]])]).graph
    with TestClient(
        create_app(Settings(), store_of(other)), "http://localhost", headers={"accept-encoding": "identity"}
    ) as another:
        assert tag("jsonl", another) != tag("jsonl")


@pytest.mark.parametrize(
    "address", ["/export/jsonl", "/export/jsonl/manifest", "/export/shared-risk.jsonl?risk=infection"]
)
def test_head_has_the_headers_of_get(exports: TestClient, address: str) -> None:
    head, get = exports.head(address), exports.get(address)
    assert head.content == b""
    assert head.headers == get.headers
    assert head.headers["cache-control"] == "no-cache"
    assert exports.head("/export/jsonl?of=RISK:nothing").status_code == 400


@pytest.mark.parametrize("words", ["", "?of=RISK:infection&depth=2", "?kinds=RISK"])
def test_an_export_links_to_its_manifest(
    exports: TestClient, words: str, whole: ExportedSubgraph, world_store: GraphStore
) -> None:
    link = exports.get(f"/export/jsonl{words}").headers["link"]
    assert link == f'</export/jsonl/manifest{words}>; rel="describedby"; type="application/json"'
    said = exports.get(link[1:].partition(">")[0])
    assert said.headers["content-type"] == "application/json"
    if not words:
        assert said.content == build_manifest(whole, FORMATS["jsonl"])
    nodes, edges = names(exports.get(f"/export/jsonl{words}"))
    assert (said.json()["nodes"]["count"], said.json()["edges"]["count"]) == (len(nodes), len(edges))
