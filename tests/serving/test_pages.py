"""Static pages as files and headers; `tests/web/` tests them in a browser."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph.model.property_graph import Graph
from graph.store import GraphStore
from serving.application import EXPLORER_PATHS, create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.documents import QUERIES, shipped_store

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
COUNT = {"query": "{ risks { totalCount } }"}
SCRIPT = "let one = 1;\n" * 200


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages as Vite leaves them."""
    (tmp_path / "assets").mkdir()
    for name in ("index", "playground"):
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><title>{name}</title>")
    (tmp_path / "assets" / "one-abc.js").write_text(SCRIPT)
    (tmp_path / "assets" / "one-abc.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (tmp_path / "assets" / "tiny-abc.css").write_text("p {}")
    monkeypatch.setattr("serving.pages.BUILT", tmp_path)
    return tmp_path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was built."""
    monkeypatch.setattr("serving.pages.BUILT", tmp_path / "nothing")


@pytest.fixture
def client(graph: Graph) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), store_of(graph)), "http://localhost") as client:
        yield client


@pytest.mark.usefixtures("bare")
def test_the_fallback_page_lists_queries_and_how_to_build_the_pages(client: TestClient) -> None:
    page = client.get("/").text
    for place in ("/schema.graphql", "/health", "/ready"):
        assert f'href="{place}"' in page
        assert client.get(place).status_code == 200
    assert page.count('href="/graphql?query=') == len(list(QUERIES.glob("*.graphql")))
    assert "no medical advice" in page
    assert "http://localhost/graphql" in page
    assert "https://" not in page
    assert page.count("make web") == 1
    assert client.get("/graphql", headers=HTML).text == page
    assert client.get("/graphql", params=COUNT, headers=HTML).json()["data"] == {"risks": {"totalCount": 3}}


@pytest.mark.usefixtures("bare")
def test_every_query_of_the_fallback_page_runs_compiled() -> None:
    store: GraphStore = shipped_store()
    with TestClient(create_app(Settings(), store), "http://localhost") as client:
        links = re.findall(r'href="(/graphql\?query=[^"]+)"', client.get("/").text)
        assert len(links) == len(list(QUERIES.glob("*.graphql")))
        for link in links:
            response = client.get(link)
            assert response.headers["x-medcode-execution"] == "compiled", link
            assert "errors" not in response.json()


@pytest.mark.usefixtures("built")
def test_the_explorer_is_at_each_of_its_addresses(client: TestClient) -> None:
    for path in EXPLORER_PATHS:
        answer = client.get(path.replace("{curie:path}", "ICD10CM%3AE11.9"))
        assert (answer.status_code, "index" in answer.text) == (200, True), path
        assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.usefixtures("built")
def test_a_browser_is_shown_the_playground_and_a_program_the_answer(client: TestClient) -> None:
    assert "playground" in client.get("/graphql", headers=HTML).text
    assert "playground" in client.get("/graphql", params=COUNT, headers=HTML).text
    assert client.head("/graphql", headers=HTML).status_code == 200
    assert client.get("/graphql", params=COUNT).json()["data"] == {"risks": {"totalCount": 3}}
    assert client.post("/graphql", json=COUNT, headers=HTML).json()["data"] == {"risks": {"totalCount": 3}}


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("path", ["/", "/graphql"])
def test_the_content_security_policy_allows_no_other_origin(client: TestClient, path: str) -> None:
    policy = client.get(path, headers=HTML).headers["content-security-policy"]
    allowed = dict(part.split(" ", 1) for part in policy.split("; "))
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == allowed["connect-src"] == "'self'"
    assert allowed["frame-ancestors"] == "'none'"
    assert not re.search(r"https?:|\*", policy)


@pytest.mark.usefixtures("built")
def test_assets_are_immutable_and_sent_as_they_were_compressed(client: TestClient) -> None:
    packed = client.get("/assets/one-abc.js", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"].startswith("text/javascript")
    assert "immutable" in packed.headers["cache-control"]
    assert packed.text == SCRIPT
    plain = client.get("/assets/one-abc.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT
    assert client.get("/assets/tiny-abc.css", headers={"accept-encoding": "gzip"}).text == "p {}"


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("name", ["nothing.js", "..%2findex.html", "%2e%2e/index.html", "", "one%00.js", "x" * 300])
def test_nothing_but_assets_is_sent(client: TestClient, name: str) -> None:
    answer = client.get(f"/assets/{name}")
    assert answer.status_code == 404
    assert "index" not in answer.text


@pytest.mark.usefixtures("built")
def test_an_unknown_address_is_answered_with_404(client: TestClient) -> None:
    assert client.get("/nothing").text == "Not Found"
    to_browser = client.get("/nothing", headers=HTML)
    assert (to_browser.status_code, "index" in to_browser.text) == (404, True)


@pytest.mark.parametrize("allowed", [True, False])
def test_the_schema_can_be_kept_from_clients(world_store: GraphStore, allowed: bool) -> None:
    with TestClient(create_app(Settings(introspection=allowed), world_store), "http://localhost") as client:
        assert client.get("/schema.graphql").status_code == (200 if allowed else 404)
        for query in ("{ __schema { queryType { name } } }", '{ __type(name: "Risk") { name } }'):
            for _ in range(2):
                said = client.post("/graphql", json={"query": query}).json()
                assert ("errors" in said) is not allowed
        named = client.post("/graphql", json={"query": "{ risks(first: 1) { nodes { __typename } } }"}).json()
        assert named["data"]["risks"]["nodes"][0]["__typename"] == "Risk"
