"""Where `make run` listens: overridable, and a bad or taken port is one clear line before anything starts."""

import socket
from pathlib import Path

import pytest

from backfuture.dev import places, ports


@pytest.fixture(autouse=True)
def env_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a place for the environment file, with none of its settings in the environment."""
    for name in ("PORT", "SANDBOX_PORT", "SANDBOX_URL", "REDIS_URL", "SITE_URL", "DEBUG"):
        # Set first, so that whatever the file brings into the environment is undone as well.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("ENV_FILE", str(tmp_path / ".env"))
    return tmp_path / ".env"


def test_everything_has_a_place_without_settings(env_path: Path) -> None:
    found = places.read()
    assert (found.port, found.sandbox_port) == (8000, 8100)
    assert found.redis_url == f"redis://127.0.0.1:{found.own_redis_port}/0"
    assert found.environment["SITE_URL"] == "http://localhost:8000"
    assert env_path.exists()


def test_ports_are_overridable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9001")
    monkeypatch.setenv("SANDBOX_PORT", "9002")
    for _ in ("first start", "second start"):
        found = places.read()
        assert (found.port, found.environment["SANDBOX_URL"]) == (9001, "http://127.0.0.1:9002")


def test_a_port_chosen_once_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBOX_PORT", "9002")
    places.read()
    monkeypatch.delenv("SANDBOX_PORT")
    monkeypatch.delenv("SANDBOX_URL")
    assert places.read().sandbox_port == 8100


def test_a_given_redis_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:6379/1")
    found = places.read()
    assert (found.redis_url, found.own_redis_port) == ("redis://elsewhere:6379/1", None)


def test_no_sandbox_where_none_is_wanted(env_path: Path) -> None:
    env_path.write_text("SANDBOX_URL=\n")
    found = places.read()
    assert (found.sandbox_url, found.sandbox_port) == ("", None)


@pytest.mark.parametrize("value", ["http", "0", "65536", "-1"])
@pytest.mark.parametrize("name", ["PORT", "SANDBOX_PORT"])
def test_a_bad_port_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(places.Unusable, match=f"^{name} is '{value}': write a port"):
        places.read()


@pytest.mark.parametrize("name", ["PORT", "SANDBOX_PORT"])
def test_a_taken_port_is_named_with_a_way_out(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    port = ports.free_port()
    monkeypatch.setenv("PORT", str(ports.free_port()))
    monkeypatch.setenv("SANDBOX_PORT", str(ports.free_port()))
    monkeypatch.setenv(name, str(port))
    found = places.read()
    found.check()
    with socket.socket() as server:
        server.bind((ports.LOOPBACK, port))
        server.listen()
        with pytest.raises(places.Unusable, match=f"Port {port} is taken.*make run {name}={port + 1}"):
            found.check()


def test_it_is_not_for_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "false")
    with pytest.raises(places.Unusable, match="honcho start"):
        places.read()
