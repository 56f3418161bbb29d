"""While the queue is away Celery says so in one line; nothing else is lost."""

import logging

import pytest
import redis
from kombu.exceptions import OperationalError

from backfuture.lib.away import QueueAway

LOST = redis.ConnectionError("Error 111 connecting to 127.0.0.1:6379. Connection refused.")


def record(error: BaseException, name: str = "celery.beat") -> logging.LogRecord:
    info = (type(error), error, error.__traceback__)
    return logging.LogRecord(
        name, logging.ERROR, __file__, 1, "Message Error: %s\n%s", (error, "frames"), info
    )


def _fail(cause: Exception) -> None:
    try:
        raise cause
    except OperationalError:
        raise RuntimeError("Couldn't apply scheduled task")  # noqa: B904


def scheduling(cause: BaseException) -> BaseException:
    """Return what beat raises: its own error, while another was handled."""
    try:
        _fail(OperationalError(str(cause)))
    except RuntimeError as error:
        return error
    raise AssertionError("nothing was raised")


def test_one_line_and_then_none_for_some_seconds() -> None:
    calm, first = QueueAway(), record(scheduling(LOST))
    assert calm.filter(first)
    assert (first.getMessage(), first.exc_info) == (f"the queue does not answer: {LOST}", None)
    assert not calm.filter(record(LOST, "celery.app.trace"))
    assert QueueAway(0).filter(record(LOST))


@pytest.mark.parametrize("name", ["celery.beat", "celery.app.trace", "kombu.x"])
def test_other_errors_pass_as_they_are(name: str) -> None:
    calm, other = QueueAway(), record(ValueError("no table"), name)
    assert calm.filter(record(LOST))
    assert calm.filter(other)
    assert "frames" in other.getMessage()
    assert other.exc_info


def test_of_a_task_only_its_own_error_counts() -> None:
    calm, other = QueueAway(), record(scheduling(LOST), "celery.app.trace")
    assert calm.filter(other)
    assert other.exc_info


def test_our_own_lines_pass() -> None:
    calm = QueueAway()
    assert all(calm.filter(record(LOST, "connections.budgets.pacing")) for _ in range(2))


def test_everything_that_is_written_passes_by_it() -> None:
    (console,) = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    assert any(isinstance(one, QueueAway) for one in console.filters)
