"""A cache that is bounded by memory."""

import pytest

from graph.storage.lru_cache import SizedCache


@pytest.fixture
def cache() -> SizedCache[str, str]:
    return SizedCache(10, len)


def test_what_was_not_used_for_longest_is_given_up(cache: SizedCache[str, str]) -> None:
    for key in "abc":
        cache.keep(key, key * 3)
    assert cache.get("a") == "aaa"
    cache.keep("d", "dddd")
    assert [cache.get(key) for key in "abcd"] == ["aaa", None, "ccc", "dddd"]
    assert cache.bytes == 10


def test_what_is_larger_than_all_is_not_kept(cache: SizedCache[str, str]) -> None:
    cache.keep("a", "a" * 3)
    cache.keep("b", "b" * 11)
    assert (cache.get("a"), cache.get("b"), cache.bytes) == ("aaa", None, 3)


def test_a_key_is_kept_once(cache: SizedCache[str, str]) -> None:
    cache.keep("a", "a" * 9)
    cache.keep("a", "b" * 2)
    assert (cache.get("a"), cache.bytes) == ("bb", 2)
