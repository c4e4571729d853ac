"""Content types of requests, and the negotiation of that of the response."""

import pytest

from serving.media_types import GRAPHQL_RESPONSE, JSON, is_json, negotiate


@pytest.mark.parametrize(
    ("kind", "json"),
    [
        (b"application/json", True),
        (b"Application/JSON", True),
        (b" application/json ; charset=utf-8", True),
        (b'application/json;charset="UTF-8"', True),
        (b'application/json;a="b;c"', True),
        (b"application/json;", True),
        (b"application/json;charset=utf-16", False),
        (b"application/json;charset*=utf-8''latin-1", False),
        (b"application/jsonx", False),
        (b"application/json-seq", False),
        (b"application/json, text/plain", False),
        (b"application/json, application/json", False),
        (b"text/plain; application/json", False),
        (b"application/graphql", False),
        (b"\xff", False),
        (b"", False),
    ],
)
def test_content_types(kind: bytes, json: bool) -> None:
    assert is_json(kind) is json


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (b"", JSON),
        (b"*/*", JSON),
        (b"application/*", JSON),
        (b"application/json", JSON),
        (b"APPLICATION/JSON ; charset=utf-8", JSON),
        (b"text/html, */*;q=0.8", JSON),
        (b"application/graphql-response+json", GRAPHQL_RESPONSE),
        (b"application/graphql-response+json, application/json", GRAPHQL_RESPONSE),
        (b"application/json, application/graphql-response+json", GRAPHQL_RESPONSE),
        (b"application/json, application/graphql-response+json;q=0.9", JSON),
        (b"application/json;q=0.1, application/graphql-response+json;q=0.9", GRAPHQL_RESPONSE),
        (b"application/graphql-response+json, */*", GRAPHQL_RESPONSE),
        (b"application/graphql-response+json;q=0, */*", JSON),
        (b"application/json;q=0, */*", GRAPHQL_RESPONSE),
        (b"application/json;q=0.5, */*;q=0.1", JSON),
        (b"text/html", None),
        (b"application/json;q=0", None),
        (b"*/*;q=0", None),
        (b"application/json;q=2", None),
        (b"application/json;q=nan", None),
        (b"application/json;q=", None),
        (b"application/jsonx", None),
        (b",;/", None),
    ],
)
def test_the_media_type_that_a_client_prefers(accept: bytes, media_type: bytes | None) -> None:
    assert negotiate(accept) == media_type
