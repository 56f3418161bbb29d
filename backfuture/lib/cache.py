"""Redis as Django's cache; while it is away, each process remembers for itself.

What is kept there is limits, locks and prices. Without it pages still answer, and the limits on signing in still
count, each process by itself.
"""

import logging
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

import redis
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)

# So long is a Redis that failed left alone: a page asks several times, and each may take the whole patience.
_REST_SECONDS = 3.0


class ForgetfulRedisCache(RedisCache):
    """Django's Redis cache, with this process's memory in its place while Redis does not answer."""

    @cached_property
    def _cache(self) -> Any:
        return _Client(super()._cache)


class _Client:
    """Passes every call to Redis, or to memory."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._memory = LocMemCache("while-redis-is-away", {})
        self._rests_until = 0.0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            if time.monotonic() >= self._rests_until:
                try:
                    return getattr(self._client, name)(*arguments)
                except redis.RedisError as error:
                    logger.warning("the cache is away: %s", type(error).__name__)
                    self._rests_until = time.monotonic() + _REST_SECONDS
            return getattr(self._memory, name)(*arguments)

        return call
