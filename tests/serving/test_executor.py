"""Heavy queries run in a thread, as the reference executor would answer them, and hold up nobody."""

import asyncio
import gzip
import random
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread
from typing import Any

import pytest

from graph.model.limits import Limits
from graph.store import GraphStore
from schema.create_schema import create_schema
from serving.current_graph import CurrentGraph
from serving.executor import DeferredRequest, RequestExecutor
from serving.request import GraphQLRequest, parse_body
from serving.response import Response
from tests.conftest import store_of
from tests.serving.conftest import PausedServer
from tests.serving.live_server import HEAVY, SMALL, TIMEOUT, RawConnection, body_of, post
from tests.world import world_graph

COMPILED_QUERY = 1900
"""Characters of the longest query that runs compiled here: all of `QUERIES`, but not with blanks behind them."""
QUERIES = [
    SMALL,
    HEAVY,
    "{ nothing }",
    "{ __typename meta { version } }",
    "{ risks(first: 1) { nodes { name procedures { totalCount nodes { name steps { nodes { text } } } } } } }",
    '{ procedures(where: { name: { contains: "a" } }) { totalCount nodes { curie risks { nodes { name } } } } }',
    '{ search(query: "fracture") { totalCount nodes { matchType text node { curie } } facets { kinds { count } } } }',
    '{ ground(terms: ["broken bone", "wrist", "sore skin"]) { term node { curie } confidence abstention } }',
    '{ paths(from: "PAGE:cast", to: "CPT:00100", by: INFORMATIVENESS, first: 9) { length nodes { name } } }',
    '{ neighborhood(of: ["PAGE:cast"], depth: 2) { nodes { name } edges { kind } } }',
    '{ nearest(of: "PAGE:cast") { score node { curie } } }',
    '{ a: risks(after: "x") { totalCount } b: risks { totalCount } }',
    f"{{ {' '.join(f'a{i}: risks(first: {i + 1}) {{ nodes {{ name }} }}' for i in range(40))} }}",
]
CLIENTS, ROUNDS = 8, 40


@pytest.fixture
def executor() -> RequestExecutor:
    limits = Limits(cache=0)
    return RequestExecutor(CurrentGraph(create_schema(limits), limits, store_of(world_graph())))


def by_reference(query: str) -> bytes:
    """The body of a request for a query that is too long to be compiled."""
    return body_of(query + " " * COMPILED_QUERY)


def inline(executor: RequestExecutor, body: bytes) -> Response | DeferredRequest:
    request = parse_body(body)
    assert request is not None
    return executor.execute_inline(request, body, gzip=False)


@pytest.mark.parametrize("header", ["Accept: */*", "Origin: https://app.example"])
@pytest.mark.parametrize("query", [SMALL, "{ nothing }"])
def test_small_queries_do_not_wait_for_a_heavy_one(paused: PausedServer, header: str, query: str) -> None:
    with RawConnection(paused.port) as busy, RawConnection(paused.port) as other:
        busy.send(post(body_of(HEAVY), header))
        assert paused.store.started.wait(TIMEOUT)
        for _ in range(5):
            assert other.exchange(post(body_of(query), header)).status == 200
        assert busy.is_silent(0.01)
        paused.store.resume.set()
        assert len(busy.read_response().json["data"]["procedures"]["nodes"]) == 4


@pytest.mark.parametrize("inline_rows", [0, 2, 10_000])
@pytest.mark.parametrize("query", QUERIES)
def test_event_loop_thread_and_reference_executor_give_one_answer(
    fast_port: int, query: str, inline_rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "inline_rows", inline_rows)
    monkeypatch.setattr(Limits, "compiled_query", COMPILED_QUERY)
    with RawConnection(fast_port) as connection:
        expected = connection.exchange(post(by_reference(query)))
        assert expected.headers["x-medcode-execution"] == "reference"
        for _ in range(2):
            answer = connection.exchange(post(body_of(query)))
            assert answer.json == expected.json
            assert answer.headers["x-medcode-items"] == expected.headers["x-medcode-items"]


def test_concurrent_clients_get_the_answers_of_a_single_one(fast_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_rows", 4)
    monkeypatch.setattr(Limits, "compiled_query", COMPILED_QUERY)
    requests = [post(body) for query in QUERIES for body in (body_of(query), by_reference(query))]
    with RawConnection(fast_port) as connection:
        alone = [connection.exchange(request).json for request in requests]

    def ask(seed: int) -> None:
        chosen = random.Random(seed).choices(range(len(requests)), k=ROUNDS)  # noqa: S311
        with RawConnection(fast_port) as connection:
            for number in chosen:
                assert connection.exchange(requests[number]).json == alone[number]

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(ask, range(CLIENTS)))


def test_a_long_query_is_planned_in_the_thread_and_then_cached(executor: RequestExecutor) -> None:
    body = body_of(f"{{ {'risks { totalCount } ' * 60} }}")
    for _ in range(2):
        deferred = inline(executor, body)
        assert isinstance(deferred, DeferredRequest)
        assert deferred.compiled
    assert isinstance(deferred, DeferredRequest)
    there = asyncio.run(executor.execute_in_thread(deferred, gzip=False))
    assert there is not None
    assert inline(executor, body) == there


def test_a_query_with_fragments_is_planned_in_the_thread_and_then_cached(executor: RequestExecutor) -> None:
    body = body_of("{ risks { ...a ...a } } fragment a on ConceptConnection { totalCount }")
    deferred = inline(executor, body)
    assert isinstance(deferred, DeferredRequest)
    there = asyncio.run(executor.execute_in_thread(deferred, gzip=False))
    assert there is not None
    assert inline(executor, body) == there


def test_a_heavy_answer_is_compressed_in_the_thread(executor: RequestExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    threads, original = list[str](), gzip.compress

    def compress(*given: Any, **named: Any) -> bytes:
        threads.append(current_thread().name)
        return original(*given, **named)

    monkeypatch.setattr("serving.response.gzip.compress", compress)
    query = f"{{ {' '.join(f'a{i}: procedures {{ nodes {{ id curie name }} }}' for i in range(40))} }}"
    deferred = inline(executor, body_of(query))
    assert isinstance(deferred, DeferredRequest)
    there = asyncio.run(executor.execute_in_thread(deferred, gzip=True))
    assert there is not None
    assert (b"content-encoding", b"gzip") in there.headers
    assert [name.startswith("heavy") for name in threads] == [True]


def test_an_invalid_long_query_is_not_cached(executor: RequestExecutor) -> None:
    body = body_of(f"{{ {'nothing { totalCount } ' * 60} }}")
    for _ in range(2):
        deferred = inline(executor, body)
        assert isinstance(deferred, DeferredRequest)
        assert asyncio.run(executor.execute_in_thread(deferred, gzip=False)) is None


@pytest.mark.parametrize("body", [body_of("{ nothing }"), body_of("{ __schema { types { name } } }")])
def test_a_query_that_cannot_run_compiled_is_tried_once(
    fast_port: int, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, original = list[bytes](), RequestExecutor.execute_inline

    def trying(
        executor: RequestExecutor, request: GraphQLRequest, key: bytes, *, gzip: bool
    ) -> Response | DeferredRequest:
        tried.append(key)
        return original(executor, request, key, gzip=gzip)

    monkeypatch.setattr(RequestExecutor, "execute_inline", trying)
    monkeypatch.setattr(RequestExecutor, "execute_in_thread", lambda *_, **__: pytest.fail("it is not heavy"))
    with RawConnection(fast_port) as connection:
        connection.exchange(post(body))
    assert tried == [body]


@pytest.mark.parametrize(
    "query",
    [
        "{ procedures(first: 20, orderBy: { field: NAME, direction: DESC }) { nodes { name } } }",
        '{ procedures(where: { name: { contains: "knee" } }) { totalCount } }',
        '{ paths(from: "PAGE:pelvic-fixation", to: "PAGE:balloon-kyphoplasty", maxLength: 8, by: INFORMATIVENESS,'
        " first: 20) { length } }",
        # Rows that only the machine looks at count too.
        "{ procedures(first: 1000) { nodes { codeSections { totalCount nodes { name } } bodyParts { nodes { name } }"
        " rootOperations { nodes { name } } approaches { nodes { name } } devices { nodes { name } }"
        " qualifiers { nodes { name } } bodySystems { nodes { name } } procedureTables { nodes { name } }"
        " diagnosisGroups { nodes { name } } steps { nodes { name } } } } }",
        "{ diagnosisGroups(first: 300) { nodes { codes(first: 100) { nodes { curie } } } } }",
    ],
)
def test_queries_that_are_heavy_over_the_shipped_data(
    shipped: GraphStore, executor: RequestExecutor, query: str
) -> None:
    executor.graph.serve(executor.graph.version_of(shipped))
    deferred = inline(executor, body_of(query))
    assert isinstance(deferred, DeferredRequest)
    assert deferred.compiled


def test_large_variables_are_read_in_the_thread(executor: RequestExecutor) -> None:
    query = "query ($slugs: [String!]!) { codes(list: $slugs) { given } }"
    for count, deferred in ((10, False), (400, True)):
        found = inline(executor, body_of(query, variables={"slugs": ["A00.0"] * count}))
        assert isinstance(found, DeferredRequest) is deferred
