"""The documentation at `/docs`: its files, their headers, and nothing but them."""

import base64
import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph.store import GraphStore
from serving import documentation
from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.docs_site.built import built_site
from tests.world import world_graph

PAGES = ("/docs/", "/docs/look-up/", "/docs/reference/schema/queries/")


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return store_of(world_graph())


@pytest.fixture
def client(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of a server that has the site."""
    monkeypatch.setattr(documentation, "SITE", built_site())
    with TestClient(create_app(Settings(), store), "http://localhost", follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(("address", "to"), [("/docs", "/docs/"), ("/docs/look-up", "/docs/look-up/")])
def test_a_page_has_one_address(client: TestClient, address: str, to: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["location"]) == (307, to)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_html_under_a_policy_of_its_own(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    assert scripts
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes


def test_who_has_a_file_is_told_so(client: TestClient) -> None:
    first = client.get("/docs/look-up/")
    again = client.get("/docs/look-up/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_head_has_the_headers_and_no_body(client: TestClient) -> None:
    answer = client.head("/docs/look-up/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == client.get("/docs/look-up/").headers["etag"]


def test_texts_were_compressed_by_the_build(client: TestClient) -> None:
    answer = client.get("/docs/search/search_index.json", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    plain = client.get("/docs/search/search_index.json", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    kept = (built_site() / "search" / "search_index.json.gz").read_bytes()
    assert plain.content == answer.content == gzip.decompress(kept)


@pytest.mark.parametrize(
    "path",
    [
        "nothing/",
        "..%2f..%2fpyproject.toml",
        "%2e%2e/%2e%2e/pyproject.toml",
        "look-up/..%2f..%2f..%2fetc/passwd",
        "%2fetc%2fpasswd",
        "%00",
        "look-up%00/index.html",
        "a" * 5_000,
        "look-up//index.html",
    ],
    ids=lambda path: path[:30],
)
def test_no_other_file_can_be_asked_for(client: TestClient, path: str) -> None:
    assert client.get(f"/docs/{path}").status_code == 404


def test_pages_are_open_where_data_asks_for_a_key(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documentation, "SITE", built_site())
    with TestClient(create_app(Settings(api_keys=(b"k" * 16,)), store), "http://localhost") as client:
        assert client.get("/docs/").status_code == 200
        assert client.get("/schema.graphql").status_code == 401


@pytest.mark.parametrize("address", ["/docs", "/docs/", "/docs/look-up/"])
def test_without_a_site_it_says_how_to_build_it(
    store: GraphStore, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documentation, "SITE", tmp_path / "none")
    monkeypatch.setattr(documentation, "_BEING_BUILT", tmp_path / "new")
    with TestClient(create_app(Settings(), store), "http://localhost") as client:
        answer = client.get(address, headers={"Accept": "text/html"})
        (tmp_path / "new").mkdir()
        later = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "make docs" in answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert later.status_code == 503
    assert "being built" in later.text
    assert later.headers["refresh"] == later.headers["retry-after"]


def test_a_site_that_is_built_anew_is_shown(store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while the server runs, and with another policy where another script is in it."""
    monkeypatch.setattr(documentation, "SITE", tmp_path / "site")
    with TestClient(create_app(Settings(), store), "http://localhost") as client:
        for script in ("one()", "two()"):
            built = tmp_path / script
            built.mkdir()
            (built / "index.html").write_text(f"<script>{script}</script>")
            (tmp_path / "site").unlink(missing_ok=True)
            (tmp_path / "site").symlink_to(built)
            answer = client.get("/docs/")
            assert script in answer.text
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]
