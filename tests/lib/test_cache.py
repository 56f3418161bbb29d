"""Redis as a cache, and what is left of it while it is away."""

import time

import pytest

from backfuture.lib.cache import ForgetfulRedisCache

AWAY = "redis://127.0.0.1:1/0"


@pytest.fixture
def cache() -> ForgetfulRedisCache:
    found = ForgetfulRedisCache(AWAY, {"TIMEOUT": 60})
    found._cache._memory.clear()
    return found


def test_without_redis_a_process_counts_for_itself(cache: ForgetfulRedisCache) -> None:
    assert cache.add("limit", 0, 60)
    assert [cache.incr("limit") for _ in range(3)] == [1, 2, 3]
    assert not cache.add("limit", 0, 60)


def test_without_redis_what_was_never_kept_is_unknown(cache: ForgetfulRedisCache) -> None:
    assert cache.get("price") is None
    cache.set_many({"a": 1, "b": None}, 60)
    assert cache.get_many(["a", "c"]) == {"a": 1}
    cache.delete("a")
    assert cache.get("a", "gone") == "gone"
    with pytest.raises(ValueError, match="not found"):
        cache.incr("never")


def test_it_is_used_again_once_it_answers(redis_url: str) -> None:
    cache = ForgetfulRedisCache(redis_url, {"TIMEOUT": 60})
    cache._cache._rests_until = time.monotonic() + 0.05
    cache.set("where", "memory")
    time.sleep(0.06)
    assert cache.get("where") is None
    cache.set("where", "redis")
    assert ForgetfulRedisCache(redis_url, {}).get("where") == "redis"
