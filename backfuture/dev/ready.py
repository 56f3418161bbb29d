"""Tell when the parts are really there: they answer, not merely run."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from celery import Celery
from kombu.exceptions import OperationalError
from redis import RedisError

from backfuture.dev.ports import is_listening

POLL_SECONDS = 0.05


class NotReady(Exception):
    """Raised when a part does not answer in time."""


def wait_for(
    is_there: Callable[[], bool],
    complaint: str,
    seconds: float,
    check: Callable[[], None] | None = None,
) -> None:
    """Return when `is_there` says so; raise NotReady with `complaint`. `check` raises when waiting is in vain."""
    end = time.monotonic() + seconds
    while not is_there():
        if check is not None:
            check()
        if time.monotonic() > end:
            raise NotReady(f"{complaint} after {seconds:.0f} s.")
        time.sleep(POLL_SECONDS)


def wait_for_port(port: int, seconds: float = 10, check: Callable[[], None] | None = None) -> None:
    """Return when something listens on `port`."""
    wait_for(lambda: is_listening(port), f"Nothing answers on port {port}", seconds, check)


def wait_for_page(url: str, seconds: float = 60, check: Callable[[], None] | None = None) -> None:
    """Return when `url` answers 200."""
    wait_for(lambda: _is_page(url), f"{url} does not answer", seconds, check)


def wait_for_workers(
    broker_url: str, names: set[str], seconds: float = 60, check: Callable[[], None] | None = None
) -> None:
    """Return when Celery workers of these names, the part before the first dot or @, answer a ping."""
    complaint = f"Of the workers {sorted(names)} not all answer"
    wait_for(lambda: names <= _answering(broker_url, len(names)), complaint, seconds, check)


def _is_page(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _answering(broker_url: str, expected: int) -> set[str]:
    try:
        with Celery(broker=broker_url, set_as_current=False) as app:
            replies = app.control.inspect(timeout=1, limit=expected).ping() or {}
    except (RedisError, OperationalError):
        return set()  # it was restarted, and what we had open to it ended with it
    return {re.split("[.@]", name)[0] for name in replies}
