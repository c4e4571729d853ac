"""A cache that is bounded by memory."""

import pytest

from graph.storage.lru_cache import BoundedCache


@pytest.fixture
def cache() -> BoundedCache[str, str]:
    return BoundedCache(10, len)


def test_what_was_not_used_for_longest_is_given_up(cache: BoundedCache[str, str]) -> None:
    for key in "abc":
        cache.keep(key, key * 3)
    assert cache.get("a") == "aaa"
    cache.keep("d", "dddd")
    assert [cache.get(key) for key in "abcd"] == ["aaa", None, "ccc", "dddd"]
    assert cache.bytes == 10


def test_what_is_larger_than_all_is_not_kept(cache: BoundedCache[str, str]) -> None:
    cache.keep("a", "a" * 3)
    cache.keep("b", "b" * 11)
    assert (cache.get("a"), cache.get("b"), cache.bytes) == ("aaa", None, 3)


def test_a_key_is_kept_once(cache: BoundedCache[str, str]) -> None:
    cache.keep("a", "a" * 9)
    cache.keep("a", "b" * 2)
    assert (cache.get("a"), cache.bytes) == ("bb", 2)
