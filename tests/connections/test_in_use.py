"""Nothing starts on a connection between the question what runs on it and its end."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection as database
from django.db import transaction

from connections import services
from connections.models import Connection
from tests.connections.conftest import Connect
from tests.connections.dependants import running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@contextmanager
def starting(row: Connection, names: list[str]) -> Iterator[None]:
    """Hold the connection as an app above does while it starts something there; it is done at the end."""
    with transaction.atomic():
        Connection.objects.select_for_update().get(pk=row.pk)
        yield
        names.append("Just started")


def disconnect(row: Connection) -> list[str]:
    """Return what is said to run on it, from a thread with a database connection of its own."""
    try:
        services.disconnect(row, agreed=["Calm"])
    except services.InUse as no:
        return no.names
    finally:
        database.close()
    return []


def test_what_starts_first_is_named(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    with running("Calm") as names, ThreadPoolExecutor(1) as pool:
        with starting(row, names):
            answer = pool.submit(disconnect, row)
            with pytest.raises(TimeoutError):  # it waits for the row
                answer.result(0.5)
        assert answer.result(20) == ["Calm", "Just started"]
    assert Connection.objects.filter(pk=row.pk).exists()


def test_all_that_was_agreed_to_is_enough(connection_of: Connect) -> None:
    row = connection_of("kucoin")
    with running("Calm", "Bold"):
        with pytest.raises(services.InUse) as no:
            services.disconnect(row, agreed=["Calm"])
        services.disconnect(row, agreed=no.value.names)
    assert not Connection.objects.filter(pk=row.pk).exists()
