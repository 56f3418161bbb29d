"""Which pair is offered: one that opens and lasts a while; no other is destroyed before its time."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from backfuture.lib.sealed import Unreadable
from connections import exchanges, housekeeping, services
from connections.models import KeyPair
from connections.services import offering
from tests.connections.test_pairing import codes, connected, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_a_value_that_was_moved_to_another_row_is_refused(alice: User, bob: User) -> None:
    services.offer_pair(bob, "binance")
    pair = services.offer_pair(alice, "binance")
    with database.cursor() as cursor:
        cursor.execute(
            "UPDATE connections_keypair SET private_key ="
            " (SELECT k.private_key FROM connections_keypair k WHERE k.user_id = %s) WHERE id = %s",
            [bob.pk, pair.pk],
        )
    with pytest.raises(Unreadable):
        KeyPair.objects.get(pk=pair.pk).open()
    assert codes(refused(alice, pair)) == [("key_pair", "pair_unreadable")]
    assert services.offer_pair(alice, "binance").is_new


def test_a_pair_that_cannot_be_opened_makes_room_for_another(alice: User) -> None:
    pair = services.offer_pair(alice, "binance")
    with database.cursor() as cursor:
        cursor.execute("UPDATE connections_keypair SET private_key = 'spoilt' WHERE id = %s", [pair.pk])
    assert services.waiting_pair(alice, exchanges.get("binance")) is None
    assert codes(refused(alice, pair)) == [("key_pair", "pair_unreadable")]
    other = services.offer_pair(alice, "binance")
    assert (other.is_new, services.offer_pair(alice, "binance").pk) == (True, other.pk)
    assert KeyPair.objects.filter(pk=pair.pk).exists()


def test_a_pair_outlives_the_time_in_which_its_salt_was_missing(alice: User, settings: Settings) -> None:
    pair = services.offer_pair(alice, "binance")
    usual = settings.SALT_KEY
    settings.SALT_KEY = ["another salt"]
    assert codes(refused(alice, pair)) == [("key_pair", "pair_unreadable")]
    assert services.offer_pair(alice, "binance").is_new
    settings.SALT_KEY = usual
    assert connected(alice, pair).key_kind == "ed25519"


def test_who_asked_at_once_gets_the_pair_that_won_or_another_once_it_was_used(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    binance, saved = exchanges.get("binance"), offering._saved
    won = services.offer_pair(alice, "binance")
    assert offering._make(alice, binance) == won

    def used_in_between(*asked: Any) -> KeyPair | None:
        monkeypatch.setattr(offering, "_saved", saved)
        KeyPair.objects.all().delete()
        return None

    monkeypatch.setattr(offering, "_saved", used_in_between)
    assert offering._make(alice, binance).is_new


def test_a_pair_of_another_algorithm_is_none(alice: User) -> None:
    pair = services.offer_pair(alice, "binance")
    KeyPair.objects.update(algorithm="rsa")
    assert codes(refused(alice, pair)) == [("key_pair", "pair_gone")]
    assert services.offer_pair(alice, "binance").is_new


def test_what_is_destroyed_soon_is_offered_to_nobody_and_can_be_used_to_the_end(
    alice: User, settings: Settings
) -> None:
    pair = services.offer_pair(alice, "binance")
    past = timezone.now() - timedelta(seconds=settings.PAIR_SECONDS - 60)
    KeyPair.objects.filter(pk=pair.pk).update(created_at=past)
    other = services.offer_pair(alice, "binance")
    assert (other.is_new, services.offer_pair(alice, "binance").pk) == (True, other.pk)
    connected(alice, pair)
    assert KeyPair.objects.get() == other


def test_what_nobody_registered_is_destroyed_in_time(alice: User, bob: User, settings: Settings) -> None:
    old, young = services.offer_pair(alice, "binance"), services.offer_pair(bob, "binance")
    past = timezone.now() - timedelta(seconds=settings.PAIR_SECONDS + 1)
    KeyPair.objects.filter(pk=old.pk).update(created_at=past)
    assert housekeeping.destroy_stale_pairs() == 1
    assert KeyPair.objects.get() == young
