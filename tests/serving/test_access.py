"""Who may ask: the hosts that a request may name, and API keys, by a real server on its fast path and off it."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from graph.model.property_graph import Graph
from graph.model.source_files import ROOT
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from serving.application import EXPLORER_PATHS, create_app
from serving.hosts import AllowedHosts
from serving.listening_address import is_loopback
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.live_server import RawConnection, post, run_server
from tests.serving.test_protocol import get

KEYS = ("the-key-of-a-clinic-1", "the-key-of-a-clinic-2")
DIGESTS = tuple(sha256(key.encode()).digest() for key in KEYS)
RISK = {"data": {"risk": {"name": "Infection"}}}
ORIGIN = "Origin: https://app.example"
"""Keeps a request off the fast path."""
CHALLENGES = ['Bearer realm="medcode"', 'Basic realm="medcode", charset="UTF-8"']
DATA = ("/graphql?query={__typename}", "/schema.graphql", "/export", "/export/jsonl?of=PAGE:cast")
"""Addresses of what needs a key."""


def basic(password: str) -> str:
    return f"Authorization: Basic {b64encode(f'anyone:{password}'.encode()).decode()}"


@pytest.fixture(scope="module")
def guarded(folder: Path) -> Iterator[int]:
    """The port of a server that wants a key."""
    settings = Settings(api_keys=DIGESTS[:1], api_keys_file=DIGESTS[1:], allow_origins=("https://app.example",))
    with run_server(create_app(settings, GraphStore(attach_snapshot(folder)))) as running:
        yield running.port


@pytest.mark.parametrize("more", [[], [ORIGIN]], ids=["fast path", "plain"])
@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_taken_in_each_way(guarded: int, key: str, more: list[str]) -> None:
    ways = (f"Authorization: Bearer {key}", f"authorization: bearer  {key} ", f"X-API-Key: {key}", basic(key))
    with RawConnection(guarded) as connection:
        for way in ways:
            for _ in range(2):
                said = connection.exchange(post(None, way, *more))
                assert (said.status, said.json) == (200, RISK)


@pytest.mark.parametrize("more", [[], [ORIGIN]], ids=["fast path", "plain"])
@pytest.mark.parametrize(
    "shown",
    [
        "X-Other: a",
        "Authorization: Bearer",
        f"Authorization: Bearer {KEYS[0]}x",
        f"Authorization: Bearer {KEYS[0][:-1]}",
        f"Authorization: Bearer {KEYS[0]},{KEYS[1]}",
        f"Authorization: {KEYS[0]}",
        f"Authorization: Digest {KEYS[0]}",
        "Authorization: Basic !!",
        "Authorization: Basic YQ==",
        basic("another-key-0123456789"),
        "X-API-Key:",
        "X-API-Key: \xff",
        f"Cookie: {KEYS[0]}",
    ],
)
def test_a_request_without_a_valid_key_is_refused(guarded: int, shown: str, more: list[str]) -> None:
    with RawConnection(guarded) as connection:
        said = connection.exchange(post(None, shown, *more))
    assert said.status == 401
    assert said.headers["www-authenticate"].endswith('realm="medcode", charset="UTF-8"')
    (error,) = said.json["errors"]
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    assert not any(key.encode() in said.body for key in KEYS)
    assert (said.headers.get("access-control-allow-origin") == "https://app.example") is bool(more)


def test_all_data_needs_a_key_and_pages_and_health_do_not(guarded: int) -> None:
    key, opens = {"x-api-key": KEYS[0]}, [path.replace("{curie:path}", "PAGE:cast") for path in EXPLORER_PATHS]
    with httpx.Client(base_url=f"http://127.0.0.1:{guarded}") as client:
        for address in DATA:
            refused = client.get(address)
            assert (refused.status_code, refused.headers.get_list("www-authenticate")) == (401, CHALLENGES), address
            assert client.get(address, headers=key).status_code == 200, address
        assert client.post("/reviews", content=b"{}").status_code == 401
        assert client.post("/reviews", content=b"{}", headers=key).status_code == 200
        for address in ("/health", "/ready", *opens):
            assert client.get(address).status_code == 200, address
        page = client.get("/graphql", headers={"accept": "text/html"})
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        asked = {"origin": "https://app.example", "access-control-request-method": "POST"}
        allowed = {**asked, "access-control-request-headers": "x-api-key, authorization"}
        assert client.options("/graphql", headers=allowed).status_code == 200


def test_a_key_says_that_only_its_client_may_keep_an_answer(guarded: int) -> None:
    with RawConnection(guarded) as connection:
        said = connection.exchange(get("/graphql?query={__typename}", f"X-API-Key: {KEYS[0]}"))
    assert said.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("listens", "more", "allowed", "refused"),
    [
        ("127.0.0.1", (), ("localhost", "LOCALHOST:99", "127.0.0.1:1", "[::1]:8000"), ("evil.example", "10.0.0.1")),
        ("clinic.example", (), ("clinic.example", "Clinic.Example:80", "localhost"), ("evil.example", "127.0.0.2")),
        ("0.0.0.0", (), ("10.0.0.1", "10.0.0.1:80", "[fe80::1]:80"), ("evil.example", "clinic.example")),  # noqa: S104
        ("::", ("clinic.example",), ("clinic.example", "192.0.2.1"), ("evil.clinic.example", "clinic.example.evil")),
        ("127.0.0.1", ("*",), ("evil.example", "anything at all"), ()),
        ("127.0.0.1", ("2001:db8::1",), ("[2001:db8::1]:80",), ("2001:db8::1", "[2001:db8::2]")),
        ("127.0.0.1", (), (), ("", ":80", "localhost:80:80", "localhost:http", "a@localhost", "[localhost]")),
    ],
)  # fmt: skip
def test_the_hosts_of_a_server(
    listens: str, more: tuple[str, ...], allowed: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    hosts = AllowedHosts.of(listens, more)
    assert [name for name in allowed if not hosts.allow(name.encode())] == []
    assert [name for name in refused if hosts.allow(name.encode())] == []


def test_a_name_of_another_server_is_told_what_to_set(graph: Graph) -> None:
    with TestClient(create_app(Settings(), store_of(graph)), "http://evil.example") as client:
        for path in ("/", "/graphql?query={__typename}", "/health", "/assets/a.js", "/export"):
            said = client.get(path)
            assert said.status_code == 421
            extensions = said.json()["errors"][0]["extensions"]
            assert (extensions["code"], extensions["host"]) == ("INVALID_HOST", "evil.example")
            assert "MEDCODE_ALLOWED_HOSTS" in extensions["hint"]


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("localhost", True),
        ("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("clinic.example", False),  # noqa: S104
    ],
)  # fmt: skip
def test_what_only_this_machine_reaches(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("words", "environment", "starts"),
    [
        (["--host", "0.0.0.0"], {}, False),  # noqa: S104
        ([], {"MEDCODE_HOST": "::"}, False),
        (["--host", "0.0.0.0", "--public", "false"], {}, False),  # noqa: S104
        (["--host", "0.0.0.0", "--public"], {}, True),  # noqa: S104
        (["--host", "0.0.0.0"], {"MEDCODE_API_KEYS": KEYS[0]}, True),  # noqa: S104
        (["--host", "127.0.0.2"], {}, True),
    ],
)
def test_a_server_that_others_reach_must_say_who_may_ask(
    words: list[str], environment: dict[str, str], starts: bool
) -> None:
    """A server that may start finds no snapshot here."""
    ended = subprocess.run(
        [sys.executable, "server.py", "--store", "snapshot:/nowhere", *words],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ("there is no snapshot in this folder" in ended.stderr) is starts
    assert ("nothing says who may ask" in ended.stderr) is not starts
    assert ended.returncode == (1 if starts else 2)
    assert KEYS[0] not in ended.stderr
