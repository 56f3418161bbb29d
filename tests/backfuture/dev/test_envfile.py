"""The `.env` of a developer's machine is written once."""

import os
from pathlib import Path

import environ
import pytest

from backfuture.dev import envfile


def _written(path: Path) -> dict[str, str]:
    envfile.write_missing(path, "http://127.0.0.1:8100")
    values: dict[str, str] = {}
    for line in path.read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            values[name] = value
    return values


def test_keys_are_fresh_and_long(tmp_path: Path) -> None:
    first, second = _written(tmp_path / "first"), _written(tmp_path / "second")
    keys = ("SECRET_KEY", "SALT_KEY", "HASH_KEY")
    assert len({first[name] for name in keys} | {second[name] for name in keys}) == 6
    assert all(len(first[name]) >= 50 for name in keys)


def test_it_is_for_development_with_the_sandbox(tmp_path: Path) -> None:
    values = _written(tmp_path / ".env")
    assert values["DEBUG"] == "true"
    assert values["SANDBOX_URL"] == "http://127.0.0.1:8100"


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    _written(tmp_path / ".env")
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_one_that_exists_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=mine\n")
    assert envfile.write_missing(path, "") is False
    assert path.read_text() == "SECRET_KEY=mine\n"


def test_what_is_written_is_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = _written(tmp_path / ".env")
    for name in values:
        monkeypatch.delenv(name, raising=False)
    environ.Env.read_env(tmp_path / ".env")
    assert {name: os.environ[name] for name in values} == values
