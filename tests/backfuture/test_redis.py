"""Every test that has a database or asks for Redis begins with an empty one of its own."""

import socket
import threading

import pytest
from celery import Celery
from django.conf import settings
from django.core.cache import cache
from kombu.exceptions import OperationalError


@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_is_left_from_the_test_before(turn: int, redis_url: str) -> None:
    assert cache.get("leftover") is None
    cache.set("leftover", turn)
    assert cache.get("leftover") == turn


def test_redis_belongs_to_this_test_process(redis_url: str) -> None:
    assert redis_url == settings.REDIS_URL == settings.CELERY_BROKER_URL
    assert ":6379/" not in redis_url


def test_a_queue_that_hangs_keeps_nobody_waiting() -> None:
    """It takes the connection and never answers: whoever clicks is answered all the same."""
    failed: list[str] = []

    def queue(url: str) -> None:
        with Celery(broker=url, set_as_current=False) as app:
            # Ten times as fast as in earnest.
            patience = {name: value / 10 for name, value in settings.CELERY_BROKER_TRANSPORT_OPTIONS.items()}
            app.conf.broker_transport_options = patience
            try:
                app.send_task("anything", queue="people")
            except OperationalError as error:
                failed.append(type(error).__name__)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        click = threading.Thread(target=queue, args=(url,), daemon=True)
        click.start()
        click.join(3)
        assert not click.is_alive()
    assert len(failed) == 1
