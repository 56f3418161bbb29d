"""POST /api/v1/connections/ at every exchange there is, and what the check makes of it."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from connections import checking, exchanges
from sandbox.keys import Key
from tests.api.conftest import body_of
from tests.stack.sandbox import Sandbox

URL = "/api/v1/connections/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("exchange", exchanges.every())
def test_a_healthy_key_is_connected(
    exchange: str, api: APIClient, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    made = api.post(URL, body_of(key(exchange))).json()
    checking.check([made["id"]], only_due=False)
    checking.close()
    shown = api.get(f"{URL}{made['id']}/").json()
    assert (shown["exchange"], shown["status"], shown["findings"]) == (exchange, "connected", [])
