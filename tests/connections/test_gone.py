"""A connection that is disconnected while somebody works on it is answered like one of somebody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404

from accounts.models import User
from connections import services
from connections.models import Check, Connection
from sandbox.keys import Key
from tests.connections.conftest import Connect
from tests.connections.test_replacement import pasted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "work",
    ["accept_account", "decline_account", "request_check", "replace_credentials", "pause", "resume"],
)
def test_it_is_not_found(work: str, alice: User, connection_of: Connect, key: Callable[..., Key]) -> None:
    row = connection_of("kucoin", user=alice)
    Connection.objects.filter(pk=row.pk).delete()
    pasted_keys: list[Any] = [pasted(key("kucoin", "healthy"))] if work == "replace_credentials" else []
    with pytest.raises(Http404):
        getattr(services, work)(row, *pasted_keys, alice)
    assert not Check.objects.exists()
