"""The response cache: size, eviction, and what is never cached."""

import asyncio
import gc
import tracemalloc

import pytest

from graph.model.limits import Limits
from schema.create_schema import create_schema
from schema.execution.plan import Answer
from serving.current_graph import CurrentGraph
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
        cache.put(one, response(size))
    return keys


def cached(cache: ResponseCache, keys: list[Key]) -> list[int]:
    return [number for number, one in enumerate(keys) if cache.get(one)]


@pytest.mark.parametrize("size", [0, 100, 5_000, 60_000])
def test_the_size_never_exceeds_the_limit(size: int) -> None:
    cache, most = ResponseCache(LIMIT), 0
    for number in range(3 * LIMIT // (size + 600)):
        cache.put(key(number), response(size))
        most = max(most, cache.size)
    assert LIMIT - size - 1000 < most <= LIMIT


def test_the_size_is_that_of_the_entries() -> None:
    cache = ResponseCache(LIMIT)
    filled(cache, 1, 1000)
    one = cache.size
    assert 1020 < one < 2500
    filled(cache, 7, 1000)
    assert cache.size == 7 * one
    cache.put(key(7, length=120), response(1000))
    assert cache.size == 8 * one + 100
    filled(cache, 5000, 1000)
    assert cache.size % one == 0


@pytest.mark.parametrize(("requests", "size"), [(30, 60), (300, 300), (600, 3000), (60, 60_000)])
def test_the_size_is_about_the_memory_it_takes(requests: int, size: int) -> None:
    tracemalloc.start()
    try:
        cache, before = ResponseCache(4 * LIMIT), tracemalloc.get_traced_memory()[0]
        for number in range(4 * LIMIT // (requests + size + 700)):
            cache.put(key(number, requests), response(size))
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert 0.7 * cache.size < taken < 1.1 * cache.size  # Without what the allocator takes.


def test_the_least_recently_used_response_goes_first() -> None:
    cache = ResponseCache(LIMIT)
    keys = filled(cache, 17, 60_000)
    assert cached(cache, keys) == list(range(len(keys) - len(cached(cache, keys)), len(keys)))
    first, second = cached(cache, keys)[:2]
    assert cache.get(keys[first])
    for one in keys[second + 1 :]:
        assert cache.get(one)
    assert cache.get(keys[first])
    cache.put(key(99), response(60_000))
    assert cache.get(keys[first])
    assert cache.get(keys[second]) is None


def test_a_response_that_is_put_again_counts_once() -> None:
    cache, first = ResponseCache(LIMIT), response(10)
    cache.put(key(1), first)
    size = cache.size
    cache.put(key(1), response(500))
    assert cache.get(key(1)) is first
    assert cache.size == size


@pytest.mark.parametrize("limit", [0, 1, 600, 6_000])
def test_a_small_limit_caches_nothing(limit: int) -> None:
    cache = ResponseCache(limit)
    cache.put(key(1), response(0))
    assert cache.get(key(1)) is None
    assert cache.size == 0


def test_a_response_takes_at_most_a_share() -> None:
    cache = ResponseCache(LIMIT)
    cache.put(key(1), response(SHARE))
    cache.put((b"1" * SHARE, False), response(0))
    assert cache.size == 0
    cache.put(key(1), response(SHARE - 1000))
    assert cache.get(key(1))


@pytest.fixture
def executor() -> RequestExecutor:
    limits = Limits(nodes=20, cache=LIMIT)
    return RequestExecutor(CurrentGraph(create_schema(limits), limits, store_of(world_graph())))


def ask(executor: RequestExecutor, query: str, *, gzip: bool = False) -> Response | DeferredRequest:
    body = body_of(query)
    return executor.execute_inline(parse_body(body), body, gzip=gzip)


def test_compressed_and_uncompressed_responses_have_entries_of_their_own(executor: RequestExecutor) -> None:
    query = "{ " + " ".join(f"field{i:0120}: __typename" for i in range(20)) + " }"
    body = body_of(query)
    for gzip in (True, False):
        deferred = ask(executor, query, gzip=gzip)
        there = (
            asyncio.run(executor.execute_in_thread(deferred, gzip=gzip))
            if isinstance(deferred, DeferredRequest)
            else deferred
        )
        assert there is not None
        assert ((b"content-encoding", b"gzip") in there.headers) == gzip
        assert executor.cached_response(body, gzip=gzip) is there
    assert executor.cached_response(body, gzip=True) is not executor.cached_response(body, gzip=False)


def test_a_response_is_the_same_after_its_eviction(executor: RequestExecutor) -> None:
    first = ask(executor, SMALL)
    assert executor.cached_response(body_of(SMALL), gzip=False) is first
    for number in range(6000):
        body = body_of("{ __typename }", variables={"a": number})
        executor.execute_inline(parse_body(body), body, gzip=False)
    assert executor.cached_response(body_of(SMALL), gzip=False) is None
    assert ask(executor, SMALL) == first


def test_the_response_to_a_heavy_query_is_cached(executor: RequestExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_rows", 2)
    deferred = ask(executor, HEAVY)
    assert isinstance(deferred, DeferredRequest)
    assert executor.cached_response(deferred.key, gzip=False) is None
    there = asyncio.run(executor.execute_in_thread(deferred, gzip=False))
    assert there is not None
    assert executor.cached_response(deferred.key, gzip=False) is there


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
def test_failed_and_reference_responses_are_not_cached(executor: RequestExecutor, query: str) -> None:
    found = ask(executor, query)
    assert isinstance(found, DeferredRequest) or found.codes
    assert executor.cached_response(body_of(query), gzip=False) is None


def test_a_malformed_request_is_deferred_to_the_reference_executor(executor: RequestExecutor) -> None:
    served = executor.graph.now
    assert executor.execute_inline(None, b"{", gzip=False) == DeferredRequest(None, b"{", served, compiled=False)
    deferred = DeferredRequest(None, b"{", served, compiled=True)
    assert asyncio.run(executor.execute_in_thread(deferred, gzip=False)) is None
    assert executor.cached_response(b"{", gzip=False) is None
