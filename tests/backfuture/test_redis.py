"""Every test that has a database or asks for Redis begins with an empty one of its own."""

import pytest
from django.conf import settings
from django.core.cache import cache


@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_is_left_from_the_test_before(turn: int, redis_url: str) -> None:
    assert cache.get("leftover") is None
    cache.set("leftover", turn)
    assert cache.get("leftover") == turn


def test_redis_belongs_to_this_test_process(redis_url: str) -> None:
    assert redis_url == settings.REDIS_URL == settings.CELERY_BROKER_URL
    assert ":6379/" not in redis_url
