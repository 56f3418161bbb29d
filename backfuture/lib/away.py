"""One line instead of many pages while the queue is away: Celery tells of every attempt with all that led to it."""

import logging
import threading
import time
from collections.abc import Iterator

import redis
from kombu.exceptions import OperationalError

_CONNECTION = (OperationalError, redis.ConnectionError, redis.TimeoutError)
_LIBRARIES = ("celery", "kombu")


class QueueAway(logging.Filter):
    """Let pass one line in so many seconds of what Celery says of a lost connection; all else passes as it is."""

    def __init__(self, seconds: float = 10.0) -> None:
        super().__init__()
        self._seconds = seconds
        self._silent_until = 0.0
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if record.name.partition(".")[0] not in _LIBRARIES or error is None:
            return True
        # Beat hides in its own error what kept it from sending. Elsewhere a lost connection may come before another
        # error that is none.
        lost = next((one for one in _behind(error, record.name == "celery.beat") if _is_lost(one)), None)
        if lost is None:
            return True
        with self._lock:
            if time.monotonic() < self._silent_until:
                return False
            self._silent_until = time.monotonic() + self._seconds
        record.msg, record.args = "the queue does not answer: %s", (str(lost),)
        record.exc_info = record.exc_text = None
        return True


def _is_lost(error: BaseException) -> bool:
    return isinstance(error, _CONNECTION)


def _behind(error: BaseException, is_deep: bool) -> Iterator[BaseException]:
    """Yield an error and what it was raised from, or also while what was handled."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or (found.__context__ if is_deep else None)
