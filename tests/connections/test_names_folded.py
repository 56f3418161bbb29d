"""Names that differ in case alone are one, in every alphabet; those of before are told apart by a number."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection as database

from accounts.models import User
from connections import services
from connections.models import Connection

fold = import_module("connections.migrations.0008_names_folded").fold
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def stored(user: User, name: str) -> Connection:
    return Connection.objects.create(user=user, exchange="kucoin", name=name, key_hash=f"hash of {name}")


@contextmanager
def told_apart() -> Iterator[None]:
    """Let names of one person be alike for a while. SQLite makes the table anew out of what the model says."""
    options, every = Connection._meta, list(Connection._meta.constraints)
    constraint = next(one for one in every if one.name == "one_name_per_user")
    with database.schema_editor() as editor:
        options.constraints = [one for one in every if one is not constraint]
        editor.remove_constraint(Connection, constraint)
        options.constraints = every
    yield
    with database.schema_editor() as editor:
        editor.add_constraint(Connection, constraint)


def test_the_later_one_gets_a_number(alice: User, bob: User) -> None:
    rows = [stored(alice, name) for name in ("Été", "Other", "éTÉ 2")]
    rows.append(stored(bob, "ÉTÉ"))
    with told_apart():
        Connection.objects.filter(pk=rows[1].pk).update(name="éTÉ")
        Connection.objects.update(name_folded="")
        fold(apps, None)
    told = [Connection.objects.get(pk=row.pk) for row in rows]
    assert [row.name for row in told] == ["Été", "éTÉ 2", "éTÉ 2 2", "ÉTÉ"]
    assert [row.name_folded for row in told] == ["été", "été 2", "été 2 2", "été"]


def test_a_name_in_other_letters_is_taken(alice: User) -> None:
    stored(alice, "Été")
    row = stored(alice, "Winter")
    with pytest.raises(services.Rejected) as no:
        services.rename(row, "ÉTÉ")
    assert [problem.code for problem in no.value.problems] == ["name_taken"]
    services.rename(row, "Čas")
    row.refresh_from_db()
    assert (row.name, row.name_folded) == ("Čas", "čas")
