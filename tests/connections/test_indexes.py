"""The indexes of a large table are built beside everybody's work, and can be taken back."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from connections.models import Connection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
BUILT = {"due_by_exchange", "silent", "expiring"}


def indexes() -> dict[str, list[str]]:
    """Return the columns of the indexes that only this migration is about, by name."""
    with database.cursor() as cursor:
        found: dict[str, Any] = database.introspection.get_constraints(cursor, Connection._meta.db_table)
    return {name: one["columns"] for name, one in found.items() if name in BUILT | {"due"}}


def test_they_are_built_beside_others_work_and_taken_back() -> None:
    before = indexes()
    assert set(before) == BUILT
    try:
        call_command("migrate", "connections", "0015", verbosity=0)
        assert indexes() == {"due": ["next_check_at"]}
    finally:
        with CaptureQueriesContext(database) as queries:
            call_command("migrate", "connections", verbosity=0)
    assert indexes() == before
    built = [one["sql"] for one in queries if one["sql"].startswith("CREATE INDEX")]
    assert len(built) == 3
    assert all("CONCURRENTLY" in one for one in built) is (database.vendor == "postgresql")
