"""New keys in front, one command, and the old ones can go."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from backfuture.lib.rotation import Column
from connections.models import Credentials
from tests.connections.test_sealed import KEYS, make, overwrite, raw
from tests.people import add_second_factor, code_for, code_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
OLD = "tests-only"


def rotate() -> None:
    call_command("rotate_encryption", "--quiet")


def put_in_front(settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a newer key", [OLD]
    settings.SALT_KEY = ["a newer salt", OLD]


def take_away(settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS, settings.SALT_KEY = [], ["a newer salt"]


def test_afterwards_the_old_keys_are_not_needed(settings: Settings) -> None:
    pks = [make(name).pk for name in ("one", "two")]
    put_in_front(settings)
    rotate()
    take_away(settings)
    assert [Credentials.objects.get(pk=pk).open() for pk in pks] == [KEYS, KEYS]


def test_second_factors_are_renewed_too(settings: Settings, alice: User) -> None:
    secret = add_second_factor(alice)
    put_in_front(settings)
    rotate()
    take_away(settings)
    assert code_of(alice) == code_for(secret)


def test_a_second_run_writes_nothing(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    credentials = make("one")
    put_in_front(settings)
    rotate()
    stored = raw(credentials)
    capsys.readouterr()
    rotate()
    assert raw(credentials) == stored
    assert "connections.Credentials.secret: 0 renewed, 0 unreadable" in capsys.readouterr().out


def test_a_value_that_was_written_meanwhile_is_left_alone(settings: Settings) -> None:
    credentials = make("one")
    stored = raw(credentials)
    put_in_front(settings)
    overwrite(credentials, "written meanwhile")
    assert Column(Credentials._meta.get_field("secret")).renew([(credentials.pk, stored)]) == (0, 0)
    assert raw(credentials) == "written meanwhile"


def test_what_no_key_opens_is_counted_and_left_as_it_is(settings: Settings) -> None:
    credentials = make("one")
    overwrite(credentials, "neither this nor that")
    with pytest.raises(CommandError, match="1 values"):
        rotate()
    assert raw(credentials) == "neither this nor that"
