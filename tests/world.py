"""A world with an injected clock: the product, real exchanges of the sandbox, and time that passes in leaps."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import time_machine
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from backfuture.celery import app
from connections import checking, services
from connections.models import Connection
from notifications.models import Notification
from sandbox.keys import Key, credentials
from tests.people import person
from tests.stack.sandbox import Sandbox

_numbers = itertools.count(5_000)
# All that beat starts by itself, but what concerns strategies and sign-ins.
_PERIODIC = [
    str(entry["task"])
    for entry in settings.CELERY_BEAT_SCHEDULE.values()
    if str(entry["task"]).startswith(("connections.", "notifications."))
]


class World:
    """What happens is told to it; `pass_until` lets everything that is periodic run at the times between."""

    def __init__(self, sandbox: Sandbox, clock: time_machine.Traveller, exchanges: tuple[str, ...]) -> None:
        self.sandbox = sandbox
        self.exchanges = exchanges
        self.keys: dict[str, Key] = {}
        self._clock = clock
        self._set(timezone.now())

    @property
    def now(self) -> datetime:
        return timezone.now()

    def connect(self, name: str, exchange: str, story: str = "healthy", user: User | None = None) -> None:
        """Let a person connect a key; who has none yet is made, with the name before the dash."""
        email = f"{name.partition('-')[0]}@example.com"
        user = User.objects.filter(email=email).first() or person(email)
        key = self.keys[name] = credentials(exchange, story, next(_numbers))
        pasted = {"api_key": key.api_key, "secret": key.secret, "passphrase": key.passphrase or ""}
        services.connect(user, exchange, pasted, list(key.markets), name)

    def connection(self, name: str) -> Connection:
        return Connection.objects.get(name=name)

    def tell(self, name: str, story: str) -> None:
        """Let something become true of a key at its exchange."""
        self.sandbox.tell(self.keys[name].api_key, story=story)

    def click(self, name: str) -> None:
        """Let a person press "Check again"."""
        row = self.connection(name)
        services.request_check(row, row.user)

    def mode(self, exchange: str, mode: str) -> None:
        """Let an exchange be up, or silent in one of the ways it can be."""
        self.sandbox.put(f"/_sandbox/exchanges/{exchange}", {"mode": mode})

    def pass_until(self, at: datetime, step: timedelta) -> None:
        """Let time pass in leaps; after each, all that is periodic runs once."""
        while self.now < at:
            self._set(min(self.now + step, at))
            for name in _PERIODIC:
                app.tasks[name].delay()

    def told(self, name: str) -> list[tuple[str, str]]:
        """Return all that a person was told, as (code, the connection or exchange it is about), in order."""
        rows = Notification.objects.filter(user__email=f"{name}@example.com").order_by("created_at", "pk")
        return [(row.code, str(row.params.get("name") or row.params.get("exchange", ""))) for row in rows]

    def _set(self, at: datetime) -> None:
        """Move our clock, and those of the exchanges with it: signatures carry the time."""
        self._clock.move_to(at)
        real = datetime.fromtimestamp(time_machine.escape_hatch.time.time(), UTC)
        offset = round((at - real).total_seconds() * 1000)
        for exchange in self.exchanges:
            self.sandbox.put(f"/_sandbox/exchanges/{exchange}", {"clock_offset_ms": offset})


@contextmanager
def world(sandbox: Sandbox, start: datetime, *exchanges: str) -> Iterator[World]:
    """Begin at a time of choice; what is queued is done at once, in this process."""
    was_eager, app.conf.task_always_eager = app.conf.task_always_eager, True
    try:
        with time_machine.travel(start, tick=True) as clock:
            yield World(sandbox, clock, exchanges)
    finally:
        checking.close()
        app.conf.task_always_eager = was_eager
