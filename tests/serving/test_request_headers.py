"""Which requests may take the fast path."""

from hashlib import sha256

import pytest

from serving.api_keys import ApiKeys
from serving.hosts import AllowedHosts
from serving.media_types import GRAPHQL_RESPONSE, JSON
from serving.request_headers import NO_FAST_PATH, FastPathHead, HeadPolicy, accepts_gzip, fast_path_head

KEY = b"a key of the test"
HOSTS = AllowedHosts.of("127.0.0.1", ())
POLICY = HeadPolicy(100, HOSTS, ApiKeys(), enabled=True)
WITH_KEYS = HeadPolicy(100, HOSTS, ApiKeys((sha256(KEY).digest(),)), enabled=True)
HEAD = {b"host": b"localhost:8000", b"content-type": b"application/json", b"content-length": b"31"}


def head_with(
    name: str = "accept", value: bytes = b"*/*", method: str = "POST", path: str = "/graphql"
) -> FastPathHead | None:
    """What a plain request asks with one header more, or one that is not plain."""
    return fast_path_head(method, path, (HEAD | {name.encode(): value}).items(), POLICY)


@pytest.mark.parametrize("path", ["/graphql", "/graphql/"])
def test_a_post_of_json_takes_the_fast_path(path: str) -> None:
    assert head_with(path=path) == FastPathHead(31, gzip=False, media_type=JSON)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accept", b"text/html, */*"),
        ("cookie", b"a=b"),
        ("te", b"trailers"),
        ("connection", b"keep-alive"),
        ("connection", b"Keep-Alive"),
        ("content-type", b"APPLICATION/JSON; charset=utf-8"),
    ],
)
def test_headers_that_do_not_matter(name: str, value: bytes) -> None:
    assert head_with(name, value) == FastPathHead(31, gzip=False, media_type=JSON)


@pytest.mark.parametrize(
    "name", ["origin", "transfer-encoding", "expect", "upgrade", "content-encoding", "x-request-id"]
)
@pytest.mark.parametrize("value", [b"", b"x", b"keep-alive"])
def test_headers_that_exclude_from_the_fast_path(name: str, value: bytes) -> None:
    assert head_with(name, value) is None


@pytest.mark.parametrize("value", [b"close", b"upgrade", b"keep-alive, close", b"keep-alive, upgrade", b""])
def test_a_connection_that_is_not_kept_alive(value: bytes) -> None:
    assert head_with("connection", value) is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS", "post"])
def test_other_methods(method: str) -> None:
    assert head_with(method=method) is None


@pytest.mark.parametrize("path", ["/", "/graphql?", "/graphql?a=b", "/graphql#a", "http://here/graphql", "//graphql"])
def test_other_paths(path: str) -> None:
    assert head_with(path=path) is None


@pytest.mark.parametrize("length", [b"0", b"7", b"007", b"100"])
def test_lengths(length: bytes) -> None:
    assert head_with("content-length", length) == FastPathHead(int(length), gzip=False, media_type=JSON)


@pytest.mark.parametrize(
    "length",
    [b"", b"101", b"+31", b"-31", b" 31", b"31 ", b"3 1", b"3_1", b"0x1f", b"31,31", "٣".encode(), b"1" * 99],
)
def test_invalid_or_too_large_lengths(length: bytes) -> None:
    assert head_with("content-length", length) is None


def test_a_length_with_very_many_zeros() -> None:
    assert head_with("content-length", b"0" * 5000 + b"31") is None


def test_without_a_length_a_content_type_or_a_host() -> None:
    for missing in (b"content-length", b"content-type", b"host"):
        headers = [(name, value) for name, value in HEAD.items() if name != missing]
        assert fast_path_head("POST", "/graphql", headers, POLICY) is None


@pytest.mark.parametrize("name", HEAD)
def test_a_repeated_header(name: bytes) -> None:
    assert fast_path_head("POST", "/graphql", [*HEAD.items(), (name, HEAD[name])], POLICY) is None


def test_the_media_type_of_the_response() -> None:
    asked = head_with("accept", b"application/graphql-response+json")
    assert asked == FastPathHead(31, gzip=False, media_type=GRAPHQL_RESPONSE)
    assert head_with("accept", b"text/html") is None


@pytest.mark.parametrize("host", [b"evil.example", b"localhost.evil.example", b"", b"10.0.0.1", b"localhost:x"])
def test_other_hosts(host: bytes) -> None:
    assert head_with("host", host) is None


@pytest.mark.parametrize(
    ("name", "value", "admitted"),
    [
        ("authorization", b"Bearer " + KEY, True),
        ("x-api-key", KEY, True),
        ("authorization", b"Bearer another key", False),
        ("authorization", KEY, False),
        ("x-api-key", b"", False),
        ("accept", b"*/*", False),
    ],
)
def test_keys(name: str, value: bytes, admitted: bool) -> None:
    found = fast_path_head("POST", "/graphql", (HEAD | {name.encode(): value}).items(), WITH_KEYS)
    assert (found is not None) is admitted


def test_there_may_be_no_fast_path() -> None:
    assert fast_path_head("POST", "/graphql", HEAD.items(), NO_FAST_PATH) is None
    disabled = HeadPolicy(100, HOSTS, ApiKeys(), enabled=False)
    assert fast_path_head("POST", "/graphql", HEAD.items(), disabled) is None


@pytest.mark.parametrize(
    ("coding", "accepted"),
    [
        (b"gzip", True),
        (b"GZIP", True),
        (b"deflate, gzip;q=1.0, *;q=0.5", True),
        (b"gzip ; q=0.001", True),
        (b"gzip;q=0", False),
        (b"gzip; q=0.000", False),
        (b"gzip;Q=0, deflate", False),
        (b"identity", False),
        (b"not-gzip", False),
        (b"", False),
    ],
)
def test_accept_encodings(coding: bytes, accepted: bool) -> None:
    assert accepts_gzip(coding) is accepted
    found = head_with("accept-encoding", coding)
    assert found is not None
    assert found.gzip is accepted
