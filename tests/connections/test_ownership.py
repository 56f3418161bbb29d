"""One key has one owner: who proves it first, and nobody learns anything of it before their own proof."""

from collections.abc import Callable

import pytest

from sandbox.keys import Key
from tests.connections.conftest import Connect, look
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
