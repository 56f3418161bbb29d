"""One key has one owner: who proves it first, and nobody learns anything of it before their own proof."""

from collections.abc import Callable

import pytest

from accounts.models import User
from connections import services
from connections.exchanges.base import Keys
from connections.models import Credentials, hash_key
from sandbox.keys import Key
from tests.connections.conftest import Connect, look
from tests.connections.private_keys import pem
from tests.connections.test_check import codes
from tests.stack.sandbox import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_somebody_elses_proven_key_is_told_only_after_the_proof(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("kucoin", "healthy")
    look(connection_of("kucoin", key=mine))
    thief = connection_of("kucoin", key=mine)
    look(thief)
    assert (thief.status, codes(thief)) == ("action_required", ["already_connected"])
    assert not thief.is_key_proven
    assert thief.balances == {}


def test_a_key_that_can_withdraw_is_quarantined_though_somebody_else_has_proven_it(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("kucoin", "withdraw-on")
    look(connection_of("kucoin", key=mine))
    other = look(connection_of("kucoin", key=mine))
    assert (other.status, codes(other)) == ("quarantined", ["withdraw_enabled", "already_connected"])
    assert not other.is_key_proven


_PLAIN = "a3e96c10-58d2-4e7b-9c1f-0b2d4f6a8c1e"


@pytest.mark.parametrize("spelt", [_PLAIN.upper(), f"organizations/{_PLAIN[:-1]}0/apiKeys/{_PLAIN}"])
def test_one_key_has_one_name_however_it_is_spelt(alice: User, spelt: str) -> None:
    first = services.connect(alice, "coinbase", {"api_key": _PLAIN, "secret": pem("ec")}, ["spot"])
    with pytest.raises(services.AlreadyConnected):
        services.connect(alice, "coinbase", {"api_key": spelt, "secret": pem("ec")}, ["spot"])
    assert hash_key("coinbase", spelt) == first.key_hash
    kept = Credentials.seal(first.pk, "coinbase", Keys(spelt, "secret"))
    assert (kept.key_hash, kept.key_hint) == (first.key_hash, first.key_hint)
    assert kept.open().api_key == spelt  # what is asked with stays as it was pasted


def test_elsewhere_every_letter_of_a_key_counts() -> None:
    assert hash_key("kucoin", "aB") != hash_key("kucoin", "ab")
    assert hash_key("gone", "aB") != hash_key("gone", "ab")  # of an exchange whose file was taken away
