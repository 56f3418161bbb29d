"""A copy is a draft with a name of its own."""

import pytest

from accounts.models import User
from connections import services as connections
from connections.models import Connection
from strategies import services
from tests.strategies.standing.conftest import Able, Make, actions, again

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_a_copy_of_what_runs_is_a_draft(running: Make, alice: User) -> None:
    row = running(name="Calm", step="2", is_returning=False)
    row = services.update(row, {"step": "3"}, alice)
    copy = again(services.duplicate(row, alice))
    assert (copy.name, copy.state, copy.version, copy.is_returning) == ("Calm 2", "draft", 1, False)
    assert (copy.settings, copy.connection, copy.quote) == (row.settings, row.connection, "USDT")
    assert actions(copy) == ["duplicated"]
    assert again(row).state == "enabled"


def test_names_are_counted_on(draft: Make, alice: User) -> None:
    row = draft(name="Calm 2")
    names = [services.duplicate(row, alice).name, services.duplicate(row, alice).name]
    assert names == ["Calm 3", "Calm 4"]


def test_a_number_that_is_taken_in_another_case_is_left_out(draft: Make, alice: User) -> None:
    row = draft(name="Été")
    draft(name="éTÉ 2")
    assert services.duplicate(row, alice).name == "Été 3"


def test_a_long_name_is_cut_to_fit(draft: Make, alice: User) -> None:
    assert services.duplicate(draft(name="x" * 60), alice).name == "x" * 58 + " 2"


def test_one_without_a_connection_can_be_copied_and_moved(
    running: Make, on: Connection, able: Able, alice: User
) -> None:
    row = running(name="Calm")
    connections.disconnect(on, alice, is_agreed=True)
    copy = services.duplicate(again(row), alice)
    assert (copy.connection, copy.state) == (None, "draft")
    assert [reason.code for reason in services.readiness(copy)] == ["no_connection"]
    assert services.update(copy, {"name": "Copy"}, alice).name == "Copy"
    moved = services.update(copy, {"connection": able(alice).pk}, alice)
    assert services.enable(moved, alice).state == "enabled"
