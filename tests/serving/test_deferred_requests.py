"""Deferred requests are parsed once and answered once, by POST and by GET."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from starlette.applications import Starlette

from graph.model.limits import Limits
from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.asgi_client import JSON_TYPE, ASGIResponse, call, messages_of, post_asgi, query_asgi
from tests.serving.live_server import HEAVY, SMALL, RawConnection, body_of, post
from tests.serving.test_protocol import get
from tests.world import world_graph

LONG = f"{{ {' '.join(f'a{i}: procedures {{ nodes {{ id curie name }} }}' for i in range(9))} }}"
INVALID, INTROSPECTION = "{ nothing }", "{ __schema { queryType { name } } }"
LATE = "{ ...a } fragment a on Query { __schema { queryType { name } } }"
"""Whether it runs compiled is found out in the thread: it does not."""
QUERIES = [SMALL, HEAVY, INVALID, INTROSPECTION, LATE, f"{{ {'risks { totalCount } ' * 60} }}", "{", LONG]
ORIGIN = (b"origin", b"https://app.example")


@pytest.fixture(scope="module", params=[0, 1 << 20], ids=["no cache", "cache"])
def app(request: pytest.FixtureRequest) -> Iterator[Starlette]:
    """An application whose store is there, though no server has started it."""
    made = create_app(Settings(limits=Limits(body=4096, cache=request.param)), store_of(world_graph()))
    yield made
    made.state.executor.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str | bytes]:
    """How often each JSON was read."""
    counted, original = Counter[str | bytes](), orjson.loads

    def loads(text: str | bytes) -> Any:
        counted[text] += 1
        return original(text)

    monkeypatch.setattr("serving.request.orjson.loads", loads)
    return counted


@pytest.fixture(params=[2, 10_000], ids=["heavy", "light"])
def rows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_rows", request.param)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("more", [[], ["Origin: https://app.example"]], ids=["plain", "not plain"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_body_is_parsed_once(fast_port: int, read: Counter[str | bytes], query: str, more: list[str]) -> None:
    body = body_of(query)
    with RawConnection(fast_port) as connection:
        connection.exchange(post(body, *more))
    assert read[body] == 1


@pytest.mark.parametrize("more", [[], ["Origin: https://app.example"]], ids=["plain", "not plain"])
@pytest.mark.parametrize("body", [b"{", b"[]", b'{"query": 1}', body_of(SMALL, variables=[])])
def test_a_malformed_body_is_parsed_again_for_its_error(
    fast_port: int, read: Counter[str | bytes], body: bytes, more: list[str]
) -> None:
    with RawConnection(fast_port) as connection:
        assert connection.exchange(post(body, *more)).status == 400
    assert read[body] == 2


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("query", QUERIES)
def test_the_variables_of_a_query_string_are_parsed_once(
    fast_port: int, read: Counter[str | bytes], query: str
) -> None:
    with RawConnection(fast_port) as connection:
        connection.exchange(get(f"/graphql?query={quote(query)}&variables=%7B%22a%22:1%7D"))
    assert read['{"a":1}'] == 1


def same_json(*given: ASGIResponse) -> None:
    first, *others = given
    for other in others:
        assert (other.status, other.json) == (first.status, first.json)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("query", QUERIES)
def test_all_paths_of_execution_give_one_answer(app: Starlette, query: str) -> None:
    async def ask() -> None:
        body, address = body_of(query), f"query={quote(query)}"
        for _ in range(2):
            same_json(
                await post_asgi(app, body),
                await post_asgi(app, body, pieces=3),
                await post_asgi(app, body, ORIGIN),
                await call(app, headers=[JSON_TYPE], messages=messages_of(body, 2)),
                await call(app, headers=[(b"content-type", b"application/json;a"), ORIGIN], messages=messages_of(body)),
                await call(app, "GET", address, []),
                await call(app, "GET", f"{address}&variables=%7B%7D", [ORIGIN]),
            )

    asyncio.run(ask())


@pytest.mark.parametrize("given", [b"?query={__typename}", b"query={__typename}", b"query=%7B__typename%7D"])
def test_a_cached_body_is_no_query_string(app: Starlette, given: bytes) -> None:
    async def ask() -> None:
        for address in ("query={__typename}", "query=%7B__typename%7D"):
            assert (await call(app, "GET", address, [])).json == {"data": {"__typename": "Query"}}
        assert (await post_asgi(app, given)).status == 400
        assert (await post_asgi(app, given, ORIGIN)).status == 400

    asyncio.run(ask())


def test_a_cached_query_string_is_no_body(app: Starlette) -> None:
    async def ask() -> None:
        assert (await query_asgi(app, SMALL)).status == 200
        assert (await call(app, "GET", body_of(SMALL).decode(), [])).status == 400

    asyncio.run(ask())


@pytest.mark.parametrize("kind", [b"text/plain", b"multipart/form-data; boundary=a", b""])
def test_a_scope_without_state_is_answered(app: Starlette, kind: bytes) -> None:
    given = asyncio.run(call(app, headers=[(b"content-type", kind)], messages=messages_of(body_of(SMALL))))
    assert given.status == 415


@pytest.mark.parametrize("pieces", [1, 2, 9])
@pytest.mark.parametrize("length", [b"1", b"4096", b"5000"])
def test_a_body_larger_than_its_content_length_is_refused(app: Starlette, length: bytes, pieces: int) -> None:
    headers = [JSON_TYPE, (b"content-length", length)]
    given = asyncio.run(call(app, headers=headers, messages=messages_of(b" " * 5000, pieces)))
    assert given.status == 413
    assert given.json["errors"][0]["extensions"] == {"code": "BODY_TOO_LARGE", "limit": 4096}


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("query", QUERIES)
def test_a_client_that_disconnects_gets_no_answer_and_the_next_one_does(app: Starlette, query: str) -> None:
    async def ask() -> None:
        expected, body = await query_asgi(app, query), body_of(query)
        for more in ([], [ORIGIN]):
            headers = [JSON_TYPE, (b"content-length", b"%d" % len(body)), *more]
            for messages in ([], messages_of(body, 2)[:1]):
                assert (await call(app, headers=headers, messages=messages)).status == 0
            leaving = asyncio.create_task(post_asgi(app, body, *more))
            await asyncio.sleep(0)
            leaving.cancel()
            same_json(expected, await query_asgi(app, query))

    asyncio.run(ask())


@pytest.mark.parametrize("coding", [b"gzip;q=0", b"x-gzip", b"identity", b"gzip; q=0.0", b"*", b""])
@pytest.mark.parametrize("query", [LONG, "{ __schema { types { name description } } }"])
def test_gzip_is_sent_only_to_clients_that_accept_it(app: Starlette, query: str, coding: bytes) -> None:
    async def ask() -> None:
        accept, address = (b"accept-encoding", coding), f"query={quote(query)}"
        for _ in range(2):
            for given in (
                await query_asgi(app, query, accept),
                await query_asgi(app, query, accept, ORIGIN),
                await call(app, "GET", address, [accept]),
            ):
                assert "content-encoding" not in given.headers
                assert int(given.headers["content-length"]) == len(given.body)
                assert "errors" not in given.json

    asyncio.run(ask())
