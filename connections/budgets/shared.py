"""The client of Redis for what is asked between two requests: nobody waits for it."""

import functools

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

_PATIENCE_SECONDS = 0.5


@functools.cache
def store() -> redis.Redis:
    """Return this process's client; its calls raise redis.RedisError soon where Redis is away."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=_PATIENCE_SECONDS,
        socket_connect_timeout=_PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 1),  # a connection that Redis has closed since
    )
