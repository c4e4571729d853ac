"""Which requests are plain."""

import pytest

from serving.request_headers import FastPathHead, accepts_gzip, is_json, plain

LIMIT = 100
HEAD = {b"host": b"here", b"content-type": b"application/json", b"content-length": b"31"}


def asked(
    name: str = "accept", value: bytes = b"*/*", method: str = "POST", path: str = "/graphql"
) -> FastPathHead | None:
    """What a plain request asks with one header more, or one that is not plain."""
    return plain(method, path, (HEAD | {name.encode(): value}).items(), LIMIT)


@pytest.mark.parametrize("path", ["/graphql", "/graphql/"])
def test_a_post_of_json_is_plain(path: str) -> None:
    assert asked(path=path) == FastPathHead(31, gzip=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accept", b"text/html"),
        ("cookie", b"a=b"),
        ("te", b"trailers"),
        ("connection", b"keep-alive"),
        ("connection", b"Keep-Alive"),
        ("content-type", b"APPLICATION/JSON; charset=utf-8"),
    ],
)
def test_what_changes_nothing_is_plain(name: str, value: bytes) -> None:
    assert asked(name, value) == FastPathHead(31, gzip=False)


@pytest.mark.parametrize("name", ["origin", "transfer-encoding", "expect", "upgrade", "content-encoding"])
@pytest.mark.parametrize("value", [b"", b"x", b"keep-alive"])
def test_headers_that_ask_for_more_are_not_plain(name: str, value: bytes) -> None:
    assert asked(name, value) is None


@pytest.mark.parametrize("value", [b"close", b"upgrade", b"keep-alive, close", b"keep-alive, upgrade", b""])
def test_a_connection_that_is_not_kept_is_not_plain(value: bytes) -> None:
    assert asked("connection", value) is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS", "post"])
def test_other_methods_are_not_plain(method: str) -> None:
    assert asked(method=method) is None


@pytest.mark.parametrize("path", ["/", "/graphql?", "/graphql?a=b", "/graphql#a", "http://here/graphql", "//graphql"])
def test_other_addresses_are_not_plain(path: str) -> None:
    assert asked(path=path) is None


@pytest.mark.parametrize("length", [b"0", b"7", b"007", b"100"])
def test_lengths(length: bytes) -> None:
    assert asked("content-length", length) == FastPathHead(int(length), gzip=False)


@pytest.mark.parametrize(
    "length",
    [b"", b"101", b"+31", b"-31", b" 31", b"31 ", b"3 1", b"3_1", b"0x1f", b"31,31", "٣".encode(), b"1" * 99],
)
def test_lengths_that_are_too_large_or_none_are_not_plain(length: bytes) -> None:
    assert asked("content-length", length) is None


def test_a_length_with_very_many_zeros_is_left_to_others() -> None:
    assert asked("content-length", b"0" * 5000 + b"31") is None


def test_without_a_length_or_a_type_nothing_is_plain() -> None:
    for missing in (b"content-length", b"content-type"):
        headers = [(name, value) for name, value in HEAD.items() if name != missing]
        assert plain("POST", "/graphql", headers, LIMIT) is None


@pytest.mark.parametrize("name", HEAD)
def test_a_header_that_is_there_twice_is_not_plain(name: bytes) -> None:
    assert plain("POST", "/graphql", [*HEAD.items(), (name, HEAD[name])], LIMIT) is None


@pytest.mark.parametrize(
    ("kind", "json"),
    [
        (b"application/json", True),
        (b"Application/JSON", True),
        (b" application/json ; charset=utf-8", True),
        (b"application/json-seq", False),
        (b"application/json, text/plain", False),
        (b"text/plain; application/json", False),
        (b"", False),
    ],
)
def test_types_of_bodies(kind: bytes, json: bool) -> None:
    assert is_json(kind) is json


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
def test_whether_an_answer_may_be_compressed(coding: bytes, accepted: bool) -> None:
    assert accepts_gzip(coding) is accepted
    found = asked("accept-encoding", coding)
    assert found is not None
    assert found.gzip is accepted
