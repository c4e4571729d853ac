"""Heavy queries: answered in a thread, as the reference executor would, and nobody waits for them."""

import asyncio
import gzip
import random
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread
from typing import Any

import pytest

from graph.model.limits import Limits
from graph.store import GraphStore
from schema.service import create_schema
from serving.executor import DeferredRequest, RequestExecutor
from serving.request import GraphQLRequest, parse_body
from serving.response import Response
from tests.conftest import store_of
from tests.serving.conftest import Held
from tests.serving.live_server import HEAVY, SMALL, TIMEOUT, RawConnection, body_of, post
from tests.world import world_graph

REFERENCE = "Content-Type: application/json, application/json"
"""No type of a body, but Strawberry takes it for JSON: so only the reference executor answers."""
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
def execution() -> RequestExecutor:
    made = RequestExecutor(create_schema(Limits()), Limits(cache=0))
    made.store = store_of(world_graph())
    return made


def inline(execution: RequestExecutor, body: bytes) -> Response | DeferredRequest:
    request = parse_body(body)
    assert request is not None
    return execution.inline(request, body, gzip=False)


@pytest.mark.parametrize("header", ["Accept: */*", "Origin: https://app.example"])
@pytest.mark.parametrize("query", [SMALL, "{ nothing }"])
def test_small_queries_do_not_wait_for_a_heavy_one(held: Held, header: str, query: str) -> None:
    with RawConnection(held.port) as busy, RawConnection(held.port) as other:
        busy.send(post(body_of(HEAVY), header))
        assert held.store.begun.wait(TIMEOUT)
        for _ in range(5):
            assert other.ask(post(body_of(query), header)).status == 200
        assert busy.is_silent(0.01)
        held.store.go_on.set()
        assert len(busy.answer().json["data"]["risks"]["nodes"]) == 3


@pytest.mark.parametrize("patience", [0, 2, 10_000])
@pytest.mark.parametrize("query", QUERIES)
def test_whoever_answers_says_the_same(short: int, query: str, patience: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_rows", patience)
    with RawConnection(short) as line:
        expected = line.ask(post(body_of(query), kind=REFERENCE))
        assert expected.headers["x-medcode-execution"] == "reference"
        for _ in range(2):
            answer = line.ask(post(body_of(query)))
            assert answer.json == expected.json
            assert answer.headers["x-medcode-items"] == expected.headers["x-medcode-items"]


def test_many_clients_get_what_each_would_get_alone(short: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_rows", 4)
    requests = [
        post(body_of(query), kind=kind) for query in QUERIES for kind in ("Content-Type: application/json", REFERENCE)
    ]
    with RawConnection(short) as line:
        alone = [line.ask(request).json for request in requests]

    def ask(seed: int) -> None:
        chosen = random.Random(seed).choices(range(len(requests)), k=ROUNDS)  # noqa: S311
        with RawConnection(short) as line:
            for number in chosen:
                assert line.ask(requests[number]).json == alone[number]

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(ask, range(CLIENTS)))


def test_a_long_query_is_validated_in_the_thread_and_then_known(execution: RequestExecutor) -> None:
    body = body_of(f"{{ {'risks { totalCount } ' * 60} }}")
    for _ in range(2):
        deferred = inline(execution, body)
        assert isinstance(deferred, DeferredRequest)
        assert deferred.compiled
    assert isinstance(deferred, DeferredRequest)
    there = asyncio.run(execution.heavy(deferred, gzip=False))
    assert there is not None
    assert inline(execution, body) == there


def test_a_query_with_fragments_is_planned_in_the_thread_and_then_known(execution: RequestExecutor) -> None:
    body = body_of("{ risks { ...a ...a } } fragment a on RisksConnection { totalCount }")
    deferred = inline(execution, body)
    assert isinstance(deferred, DeferredRequest)
    there = asyncio.run(execution.heavy(deferred, gzip=False))
    assert there is not None
    assert inline(execution, body) == there


def test_a_heavy_answer_is_compressed_in_the_thread(
    execution: RequestExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, original = list[str](), gzip.compress

    def compress(*given: Any, **named: Any) -> bytes:
        threads.append(current_thread().name)
        return original(*given, **named)

    monkeypatch.setattr("serving.response.gzip.compress", compress)
    query = f"{{ {' '.join(f'a{i}: procedures {{ nodes {{ id curie name }} }}' for i in range(40))} }}"
    deferred = inline(execution, body_of(query))
    assert isinstance(deferred, DeferredRequest)
    there = asyncio.run(execution.heavy(deferred, gzip=True))
    assert there is not None
    assert (b"content-encoding", b"gzip") in there.headers
    assert [name.startswith("heavy queries") for name in threads] == [True]


def test_a_long_query_that_is_not_valid_stays_unknown(execution: RequestExecutor) -> None:
    body = body_of(f"{{ {'nothing { totalCount } ' * 60} }}")
    for _ in range(2):
        deferred = inline(execution, body)
        assert isinstance(deferred, DeferredRequest)
        assert asyncio.run(execution.heavy(deferred, gzip=False)) is None


@pytest.mark.parametrize("body", [body_of("{ nothing }"), body_of("{ __schema { types { name } } }")])
def test_what_cannot_run_compiled_is_tried_once(short: int, body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    tried, original = list[bytes](), RequestExecutor.inline

    def trying(
        execution: RequestExecutor, request: GraphQLRequest, key: bytes, *, gzip: bool
    ) -> Response | DeferredRequest:
        tried.append(key)
        return original(execution, request, key, gzip=gzip)

    monkeypatch.setattr(RequestExecutor, "inline", trying)
    monkeypatch.setattr(RequestExecutor, "heavy", lambda *_, **__: pytest.fail("it is not heavy"))
    with RawConnection(short) as line:
        line.ask(post(body))
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
        "{ diagnosisGroups(first: 300) { nodes { procedures(first: 100) { nodes { curie } } } } }",
    ],
)
def test_over_all_that_is_shipped_these_are_heavy(shipped: GraphStore, execution: RequestExecutor, query: str) -> None:
    execution.store = shipped
    deferred = inline(execution, body_of(query))
    assert isinstance(deferred, DeferredRequest)
    assert deferred.compiled
