"""Ask the workers for markets and prices: once, however many people look at the same time."""

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from kombu.exceptions import OperationalError

_MARKETS_WAIT = 60  # seconds in which nobody else asks for the same markets
_AGAIN = 15  # the same after a failure: soon, but not in a hot loop
_REST = 300  # how long the sweep, which nobody waits for, leaves an exchange alone that failed


def ask_for_markets(exchange: str) -> bool:
    """Queue the loading of an exchange's markets unless that was done just now; say whether it was queued."""
    return _ask("load_markets", exchange, _MARKETS_WAIT)


def ask_for_prices(exchange: str) -> bool:
    """Queue the loading of an exchange's prices, at most once while prices count as fresh."""
    return _ask("load_prices", exchange, settings.PRICE_SECONDS)


def forget_soon(task: str, exchange: str) -> None:
    """Let a task that failed be asked for again, in a moment."""
    cache.set(_asked(task, exchange), 1, _AGAIN)
    cache.set(f"failed:{exchange}", 1, _REST)


def is_resting(exchange: str) -> bool:
    return cache.get(f"failed:{exchange}") is not None


def _ask(task: str, exchange: str, seconds: int) -> bool:
    if not cache.add(_asked(task, exchange), 1, seconds):
        return False
    try:
        # By name: tasks stand above everything that they call. What nobody took in time is asked for anew.
        current_app.send_task(f"strategies.tasks.{task}", (exchange,), expires=seconds)
    except OperationalError:  # the queue is away: a page says that it waits, and asks again soon
        cache.set(_asked(task, exchange), 1, _AGAIN)
        return False
    return True


def _asked(task: str, exchange: str) -> str:
    return f"asked:{task}:{exchange}"
