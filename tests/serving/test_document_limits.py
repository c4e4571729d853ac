"""A document of exponential size is refused over HTTP, on every path."""

from urllib.parse import urlencode

import pytest

from tests.serving.live_server import SMALL, RawConnection, body_of, post

LINKS = 22
DOUBLING = (
    "{...a0}"
    + "".join(f" fragment a{i} on Query{{...a{i + 1} ...a{i + 1}}}" for i in range(LINKS))
    + f" fragment a{LINKS} on Query{{__typename}}"
)
"""Less than a thousand characters, and four million fields."""
WAYS = {
    "plain": post(body_of(DOUBLING)),
    "from a page": post(body_of(DOUBLING), "Origin: https://app.example"),
    "by GET": post(
        b"", start=f"GET /graphql?{urlencode({'query': DOUBLING})} HTTP/1.1", kind=None, length=None
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_an_exponential_document_is_refused_and_the_next_is_answered(
    fast_port: int, uvicorn_port: int, way: str
) -> None:
    for port in (fast_port, uvicorn_port):
        with RawConnection(port) as connection:
            said = connection.exchange(WAYS[way])
            (error,) = said.json["errors"]
            assert (said.status, "data" in said.json) == (200, False)
            assert error["message"].startswith("The document selects more than 2000 fields")
            assert (error["extensions"]["of"], error["extensions"]["code"]) == ("fields", "GRAPHQL_VALIDATION_FAILED")
            assert connection.exchange(post(body_of(SMALL))).json == {"data": {"risk": {"name": "Infection"}}}
