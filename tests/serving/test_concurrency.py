"""Threads and the event loop share operations, documents and the cache, and answer as one alone."""

import asyncio
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from schema.create_schema import create_schema
from schema.documents.cache import DocumentCache
from schema.execution.operations import Operations
from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.asgi_client import ASGIResponse, call, post_asgi
from tests.serving.live_server import HEAVY, SMALL, body_of

SEARCH = '{ search(query: "fracture") { totalCount nodes { matchType text node { curie } } } }'
PATHS = '{ paths(from: "PAGE:cast", to: "CPT:00100", by: INFORMATIVENESS, first: 9) { length nodes { name } } }'
SWITCHED = (
    "query ($a: Boolean!) { risks { totalCount nodes @include(if: $a) { name } } meta @skip(if: $a) { version } }"
)
DOCUMENTS = [
    SMALL, HEAVY, SEARCH, PATHS, "{", "{ nothing }", "mutation { a }", "{ __schema { queryType { name } } }",
    '{ a: risks(after: "x") { totalCount } b: risks { totalCount } }',
    "{ risks { ...a ...a } } fragment a on ConceptConnection { totalCount }",
    "{ ...a } fragment a on Query { __schema { queryType { name } } }",
    f"{{ {' '.join(f'a{i}: procedures {{ nodes {{ id curie name }} }}' for i in range(30))} }}",
    f"{{ {' '.join(f'a{i}: nothing {{ name }}' for i in range(60))} }}",
    *(f"{{ a{i}: risks(first: {i % 3 + 1}) {{ nodes {{ name }} }} }}" for i in range(20)),
    *(f"{{ a{i}: nothing }}" for i in range(5)),
]  # fmt: skip
BODIES = [*map(body_of, DOCUMENTS), *(body_of(SWITCHED, variables={"a": a}) for a in (True, False, None))]
JSON_BODIES = [*BODIES, b"{", b"[]"]
CLIENTS, ROUNDS = 12, 20
THREADS, RUNS = 6, 60


@pytest.fixture(scope="module", params=[0, 1 << 14, 1 << 20], ids=["no cache", "small cache", "cache"])
def app(graph: Graph, request: pytest.FixtureRequest) -> Iterator[Starlette]:
    made = create_app(Settings(limits=Limits(body=8192, cache=request.param)), store_of(graph))
    yield made
    made.state.executor.close()


@pytest.fixture
def few_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what is in use has to go all the time."""
    monkeypatch.setattr("schema.execution.operations._REMEMBERED", 3)
    monkeypatch.setattr("schema.execution.operations._SETTINGS", 1)


async def ask(app: Starlette, number: int, way: int) -> ASGIResponse:
    origin = [(b"origin", b"https://app.example")] if way % 2 else []
    gzip = [(b"accept-encoding", b"gzip;q=0")] if way % 3 else []
    return await post_asgi(app, JSON_BODIES[number], *origin, *gzip, pieces=way)


@pytest.mark.usefixtures("few_remembered")
@pytest.mark.parametrize("inline_rows", [2, 10_000])
def test_concurrent_clients_get_the_answers_of_a_single_one(
    app: Starlette, inline_rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "inline_rows", inline_rows)

    async def client(alone: list[ASGIResponse], seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        for _ in range(ROUNDS):
            number = chance.randrange(len(JSON_BODIES))
            given = await ask(app, number, chance.randint(1, 6))
            assert (given.status, given.json) == (alone[number].status, alone[number].json)

    async def run() -> None:
        alone = [await ask(app, number, 1) for number in range(len(JSON_BODIES))]
        await asyncio.gather(*[client(alone, seed) for seed in range(CLIENTS)])

    asyncio.run(run())


@pytest.mark.usefixtures("few_remembered")
@pytest.mark.parametrize("remembered", [0, 300, 1 << 20])
def test_threads_share_operations_and_documents(graph: Graph, remembered: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "document_cache", remembered)
    made, limits, store = create_schema(Limits()), Limits(), store_of(graph)
    operations = Operations(made._schema, DocumentCache())
    asked = [(query, dict[str, object]()) for query in DOCUMENTS] + [(SWITCHED, {"a": True}), (SWITCHED, {"a": False})]
    alone = [operations.answer(store, limits, query, given, None) for query, given in asked]
    assert {answer is None for answer in alone} == {True, False}

    def run(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        for _ in range(RUNS):
            number = chance.randrange(len(asked))
            query, given = asked[number]
            assert operations.answer(store, limits, query, given, None) == alone[number], query

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(run, range(THREADS)))


def test_threads_plan_a_new_operation_together(graph: Graph) -> None:
    made, limits, store = create_schema(Limits()), Limits(), store_of(graph)
    operations = Operations(made._schema, DocumentCache())
    with ThreadPoolExecutor(THREADS) as threads:
        for number in range(20):
            query = f"{{ risks(first: {number % 3 + 1}) {{ nodes {{ name a{number}: curie }} }} }}"
            answers = list(
                threads.map(lambda _, query=query: operations.answer(store, limits, query, {}, None), range(THREADS))
            )
            assert answers[0] is not None
            assert answers == [answers[0]] * THREADS


def test_gets_and_posts_run_concurrently(app: Starlette) -> None:
    async def run() -> None:
        given = await asyncio.gather(
            *[call(app, "GET", "query={__typename}", []) for _ in range(20)],
            *[post_asgi(app, body_of("{__typename}")) for _ in range(20)],
            *[call(app, "GET", "query={nothing}", []) for _ in range(5)],
        )
        assert [one.json for one in given[:40]] == [{"data": {"__typename": "Query"}}] * 40
        assert all(one.json == given[-1].json and "errors" in one.json for one in given[40:])

    asyncio.run(run())
