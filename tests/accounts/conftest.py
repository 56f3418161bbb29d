"""Time that passes without waiting for it."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what moves the clock on by so many seconds."""

    def move(seconds: int) -> None:
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + seconds)

    return move


@pytest.fixture
def migrate() -> Iterator[Callable[[str, str], object]]:
    """Return what migrates an app to a state; everything is migrated again afterwards."""
    yield lambda app, state: call_command("migrate", app, state, verbosity=0)
    call_command("migrate", verbosity=0)
