"""A person: an address that counts once, a language and a time zone that exist."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts import services
from accounts.models import User
from tests.people import PASSWORD, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_an_address_counts_once_whatever_its_case() -> None:
    person("alice@example.com")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ALICE@example.com")
    with pytest.raises(ValidationError):
        User(email="Alice@Example.com", password="x").full_clean()
    assert User.objects.get_by_natural_key("ALICE@EXAMPLE.COM").email == "alice@example.com"


def test_an_address_is_needed() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("", PASSWORD)


def test_a_superuser() -> None:
    user = User.objects.create_superuser("root@example.com", PASSWORD)
    assert (user.is_staff, user.is_superuser, user.check_password(PASSWORD)) == (True, True, True)


def test_the_profile_is_saved_and_nothing_else(alice: User) -> None:
    alice.email = "eve@example.com"
    services.update_profile(alice, language="de", time_zone="Europe/Berlin")
    alice.refresh_from_db()
    assert (alice.email, alice.language, alice.time_zone) == ("alice@example.com", "de", "Europe/Berlin")
    services.update_profile(alice, language="")
    alice.refresh_from_db()
    assert (alice.language, alice.time_zone) == ("", "Europe/Berlin")


@pytest.mark.parametrize(("field", "value"), [("language", "xx"), ("time_zone", "Europe/Atlantis")])
def test_what_does_not_exist_is_refused_by_name(alice: User, field: str, value: str) -> None:
    with pytest.raises(ValidationError) as raised:
        services.update_profile(alice, **{field: value})
    assert list(raised.value.message_dict) == [field]
    alice.refresh_from_db()
    assert (alice.language, alice.time_zone) == ("", "UTC")


def test_a_language_is_a_setting_not_a_migration() -> None:
    call_command("makemigrations", "accounts", "--check", "--dry-run", verbosity=0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.LANGUAGES", [("en", "English"), ("fr", "French")])
        call_command("makemigrations", "accounts", "--check", "--dry-run", verbosity=0)


def test_recovery_codes_alone_are_no_second_factor(alice: User) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(alice)
    assert not services.has_second_factor(alice)
