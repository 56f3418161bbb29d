"""What all processes share besides the database: Redis, for what may be forgotten without harm."""

import functools

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

# Nobody waits long for what may be forgotten.
_PATIENCE_SECONDS = 2


@functools.cache
def store() -> redis.Redis:
    """Return this process's client of Redis; its pool is safe to use from threads and after a fork.

    Its calls raise redis.RedisError where Redis is away: say what happens then wherever it is called.
    """
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=_PATIENCE_SECONDS,
        socket_connect_timeout=_PATIENCE_SECONDS,
        # Once, for a connection that was left lying; by default it would try for seconds while checks wait.
        retry=Retry(NoBackoff(), 1),
    )
