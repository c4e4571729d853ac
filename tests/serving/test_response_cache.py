"""The cache of whole answers: how much it keeps, what goes first, and what it never keeps."""

import asyncio
import gc
import tracemalloc

import pytest

from graph.model.limits import Limits
from schema.execution.plan import Answer
from schema.service import create_schema
from serving.executor import DeferredRequest, RequestExecutor
from serving.request import parse_body
from serving.response import Response, encode_response
from serving.response_cache import Key, ResponseCache
from tests.conftest import store_of
from tests.serving.live_server import HEAVY, SMALL, body_of
from tests.world import world_graph

LIMIT = 1 << 20
SHARE = LIMIT // 16


def response(size: int) -> Response:
    return encode_response(Answer(bytes(size), size), compressed=False)


def key(number: int, length: int = 20) -> Key:
    return b"%d" % 10 ** (length - 1 - len(str(number))) + b"%d" % number, False


def filled(cache: ResponseCache, count: int, size: int) -> list[Key]:
    keys = [key(number) for number in range(count)]
    for one in keys:
        cache.keep(one, response(size))
    return keys


def kept(cache: ResponseCache, keys: list[Key]) -> list[int]:
    return [number for number, one in enumerate(keys) if cache.get(one)]


@pytest.mark.parametrize("size", [0, 100, 5_000, 60_000])
def test_the_size_never_exceeds_the_limit(size: int) -> None:
    cache, most = ResponseCache(LIMIT), 0
    for number in range(3 * LIMIT // (size + 600)):
        cache.keep(key(number), response(size))
        most = max(most, cache.size)
    assert LIMIT - size - 1000 < most <= LIMIT


def test_the_size_is_that_of_what_is_kept() -> None:
    cache = ResponseCache(LIMIT)
    filled(cache, 1, 1000)
    one = cache.size
    assert 1020 < one < 2500
    filled(cache, 7, 1000)
    assert cache.size == 7 * one
    cache.keep(key(7, length=120), response(1000))
    assert cache.size == 8 * one + 100
    filled(cache, 5000, 1000)
    assert cache.size % one == 0
    cache.clear()
    assert cache.size == 0
    assert cache.get(key(0)) is None


@pytest.mark.parametrize(("requests", "size"), [(30, 60), (300, 300), (600, 3000), (60, 60_000)])
def test_the_size_is_about_the_memory_it_takes(requests: int, size: int) -> None:
    tracemalloc.start()
    try:
        cache, before = ResponseCache(4 * LIMIT), tracemalloc.get_traced_memory()[0]
        for number in range(4 * LIMIT // (requests + size + 700)):
            cache.keep(key(number, requests), response(size))
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert 0.7 * cache.size < taken < 1.1 * cache.size  # Without what the allocator takes.


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    cache = ResponseCache(LIMIT)
    keys = filled(cache, 17, 60_000)
    assert kept(cache, keys) == list(range(len(keys) - len(kept(cache, keys)), len(keys)))
    first, second = kept(cache, keys)[:2]
    assert cache.get(keys[first])
    for one in keys[second + 1 :]:
        assert cache.get(one)
    assert cache.get(keys[first])
    cache.keep(key(99), response(60_000))
    assert cache.get(keys[first])
    assert cache.get(keys[second]) is None


def test_a_response_that_is_kept_again_counts_once_and_stays_as_it_was() -> None:
    cache, first = ResponseCache(LIMIT), response(10)
    cache.keep(key(1), first)
    size = cache.size
    cache.keep(key(1), response(500))
    assert cache.get(key(1)) is first
    assert cache.size == size


@pytest.mark.parametrize("limit", [0, 1, 600, 6_000])
def test_a_small_limit_keeps_nothing(limit: int) -> None:
    cache = ResponseCache(limit)
    cache.keep(key(1), response(0))
    assert cache.get(key(1)) is None
    assert cache.size == 0


def test_a_response_takes_at_most_a_share() -> None:
    cache = ResponseCache(LIMIT)
    cache.keep(key(1), response(SHARE))
    cache.keep((b"1" * SHARE, False), response(0))
    assert cache.size == 0
    cache.keep(key(1), response(SHARE - 1000))
    assert cache.get(key(1))


@pytest.fixture
def execution() -> RequestExecutor:
    made = RequestExecutor(create_schema(Limits(nodes=20)), Limits(nodes=20, cache=LIMIT))
    made.store = store_of(world_graph())
    return made


def ask(execution: RequestExecutor, query: str, *, gzip: bool = False) -> Response | DeferredRequest:
    body = body_of(query)
    return execution.inline(parse_body(body), body, gzip=gzip)


def test_compressed_and_plain_answers_are_kept_apart(execution: RequestExecutor) -> None:
    query = "{ " + " ".join(f"field{i:0120}: __typename" for i in range(20)) + " }"
    body = body_of(query)
    for gzip in (True, False):
        deferred = ask(execution, query, gzip=gzip)
        there = asyncio.run(execution.heavy(deferred, gzip=gzip)) if isinstance(deferred, DeferredRequest) else deferred
        assert there is not None
        assert ((b"content-encoding", b"gzip") in there.headers) == gzip
        assert execution.cached(body, gzip=gzip) is there
    assert execution.cached(body, gzip=True) is not execution.cached(body, gzip=False)


def test_an_answer_is_kept_and_the_same_after_it_had_to_go(execution: RequestExecutor) -> None:
    first = ask(execution, SMALL)
    assert execution.cached(body_of(SMALL), gzip=False) is first
    for number in range(6000):
        body = body_of("{ __typename }", variables={"a": number})
        execution.inline(parse_body(body), body, gzip=False)
    assert execution.cached(body_of(SMALL), gzip=False) is None
    assert ask(execution, SMALL) == first


def test_what_was_heavy_is_kept(execution: RequestExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_rows", 2)
    deferred = ask(execution, HEAVY)
    assert isinstance(deferred, DeferredRequest)
    assert execution.cached(deferred.key, gzip=False) is None
    there = asyncio.run(execution.heavy(deferred, gzip=False))
    assert there is not None
    assert execution.cached(deferred.key, gzip=False) is there


@pytest.mark.parametrize(
    "query",
    [
        "{ nothing }",
        "{",
        "mutation { a }",
        "{ __schema { types { name } } }",
        '{ risks(after: "x") { totalCount } }',
        # It fails in one of its fields: this answer has too many items.
        "{ meta { version } procedures { nodes { sections { nodes { text } } risks { nodes { procedures { nodes { "
        "name } } } } } } }",
    ],
)
def test_what_failed_or_is_for_the_reference_executor_is_not_kept(execution: RequestExecutor, query: str) -> None:
    found = ask(execution, query)
    assert isinstance(found, DeferredRequest) or found.failed
    assert execution.cached(body_of(query), gzip=False) is None


def test_what_is_not_well_formed_is_for_the_reference_executor(execution: RequestExecutor) -> None:
    assert execution.inline(None, b"{", gzip=False) == DeferredRequest(None, b"{", compiled=False)
    assert asyncio.run(execution.heavy(DeferredRequest(None, b"{", compiled=True), gzip=False)) is None
    assert execution.cached(b"{", gzip=False) is None
