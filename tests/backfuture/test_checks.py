"""What starts but should not be used is said by `manage.py check`, with an id and a way out."""

import pytest
from django.core.checks import CheckMessage, Tags, run_checks
from pytest_django import Settings

from backfuture.dev.ports import free_port
from backfuture.lib.route import Route


def _found(*, deploy: bool = False) -> dict[str, CheckMessage]:
    messages = run_checks(tags=[Tags.security], include_deployment_checks=deploy)
    return {str(message.id): message for message in messages if str(message.id).startswith("backfuture.")}


@pytest.fixture(autouse=True)
def _sound(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with an installation there is nothing to say about."""
    settings.DEBUG = False
    settings.SANDBOX_URL = ""
    settings.EGRESS, settings.EGRESS_ROUTES = ["1.1.1.1"], {}
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")


def test_a_sound_installation_is_passed() -> None:
    assert _found(deploy=True) == {}


@pytest.mark.parametrize("name", ["SECRET_KEY", "SALT_KEY", "HASH_KEY"])
@pytest.mark.parametrize(("debug", "code"), [(True, "W001"), (False, "E003")])
def test_a_key_that_everybody_knows(settings: Settings, name: str, debug: bool, code: str) -> None:
    settings.DEBUG = debug
    known = settings.DEVELOPMENT_KEY
    setattr(settings, name, [known] if name == "SALT_KEY" else known)
    found = _found()
    assert list(found) == [f"backfuture.{code}"]
    assert found[f"backfuture.{code}"].msg.startswith(f"{name}:")


def test_the_sandbox_in_production(settings: Settings) -> None:
    settings.SANDBOX_URL = "http://127.0.0.1:8100"
    assert list(_found()) == ["backfuture.E001"]
    settings.DEBUG = True
    assert _found() == {}


def test_no_addresses_in_production(settings: Settings) -> None:
    settings.EGRESS = []
    assert list(_found()) == ["backfuture.E002"]
    settings.DEBUG = True
    assert _found() == {}


def test_a_redis_that_does_not_answer_is_no_matter_of_settings(settings: Settings) -> None:
    settings.REDIS_URL = f"redis://:hunter2@127.0.0.1:{free_port()}/0"
    assert _found() == {}
    found = _found(deploy=True)
    assert list(found) == ["backfuture.W002"]
    assert "hunter2" not in str(found)


def test_sqlite_in_production(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert list(_found(deploy=True)) == ["backfuture.W003"]


def test_addresses_that_no_exchange_sees(settings: Settings) -> None:
    settings.EGRESS = ["1.1.1.1", "203.0.113.24", "10.0.0.1"]
    found = _found(deploy=True)
    assert "203.0.113.24, 10.0.0.1" in found["backfuture.W004"].msg


@pytest.mark.parametrize("address", ["0.0.0.0", "224.0.0.1", "169.254.1.1", "::"])
def test_addresses_that_nobody_has(settings: Settings, address: str) -> None:
    settings.EGRESS = ["1.1.1.1", address]
    assert address in _found()["backfuture.E004"].msg


def test_a_way_out_is_for_one_address(settings: Settings) -> None:
    routes = {"1.1.1.1": Route("1.1.1.1"), "1.0.0.1": Route("1.0.0.1", "https://proxy.example:3128")}
    settings.EGRESS, settings.EGRESS_ROUTES = list(routes), routes
    assert _found(deploy=True) == {}
    for third in (Route("8.8.8.8"), Route("8.8.8.8", "https://proxy.example:3128")):
        settings.EGRESS, settings.EGRESS_ROUTES = [*routes, "8.8.8.8"], {**routes, "8.8.8.8": third}
        found = _found(deploy=True)
        assert list(found) == ["backfuture.W005"]
        assert "8.8.8.8" in found["backfuture.W005"].msg


def test_a_proxy_that_is_told_its_password_in_the_clear(settings: Settings) -> None:
    settings.EGRESS_ROUTES = {"1.1.1.1": Route("1.1.1.1", "http://proxy.example:3128", "desk", "hunter2")}
    found = _found(deploy=True)
    assert list(found) == ["backfuture.W006"]
    assert "hunter2" not in str(found)
    assert "desk" not in str(found)


def test_every_message_says_what_to_do(settings: Settings) -> None:
    settings.SANDBOX_URL, settings.EGRESS, settings.SECRET_KEY = (
        "http://127.0.0.1:1",
        [],
        settings.DEVELOPMENT_KEY,
    )
    found = _found()
    assert len(found) == 3
    assert all(message.hint for message in found.values())
