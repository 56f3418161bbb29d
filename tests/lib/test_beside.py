"""A command that is typed beside `make run` finds its Redis and its sandbox, unless it was told of others."""

import os
from pathlib import Path

import pytest

from backfuture.lib import beside

_VALUES = {"REDIS_URL": "redis://127.0.0.1:7001/0", "SANDBOX_URL": "", "PORT": "8000"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with what a file of settings has brought, and put everything back in the end."""
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:6379/0")
    monkeypatch.setenv("SANDBOX_URL", "http://127.0.0.1:8100")
    monkeypatch.setenv("PORT", "9000")


def _read(folder: Path, given: frozenset[str] = frozenset()) -> list[str | None]:
    beside.read(folder, given)
    return [os.environ.get(name) for name in ("REDIS_URL", "SANDBOX_URL", "PORT")]


def test_what_runs_wins_over_a_file(tmp_path: Path) -> None:
    beside.note(tmp_path, _VALUES)
    assert _read(tmp_path) == ["redis://127.0.0.1:7001/0", "", "9000"]


def test_what_was_said_wins_over_what_runs(tmp_path: Path) -> None:
    beside.note(tmp_path, _VALUES)
    given = frozenset({"REDIS_URL"})
    assert _read(tmp_path, given) == ["redis://elsewhere:6379/0", "", "9000"]


def test_nothing_is_taken_where_nothing_runs(tmp_path: Path) -> None:
    beside.note(tmp_path, _VALUES)
    beside.forget(tmp_path)
    beside.forget(tmp_path)
    assert _read(tmp_path)[0] == "redis://elsewhere:6379/0"
