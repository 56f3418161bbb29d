"""Who is told what: once, and only where something changed that matters to them."""

from collections.abc import Callable

import pytest

from connections.models import Connection, Credentials, Role
from notifications.models import Notification
from notifications.words import words_for
from sandbox.keys import Key
from tests.connections.conftest import Connect, keys_of, look
from tests.stack.sandbox import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)


def told(row: Connection) -> list[str]:
    return list(Notification.objects.for_user(row.user).order_by("pk").values_list("code", flat=True))


def test_quarantine_is_told_at_once_and_once(connection_of: Connect, sandbox: Sandbox) -> None:
    row = connection_of("mexc", "withdraw-on")
    for _ in range(3):
        look(row)
    assert told(row) == ["connection_quarantined"]


def test_a_connection_that_stops_and_comes_back(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("kucoin", "healthy")
    row = look(connection_of("kucoin", key=mine))
    assert told(row) == []
    for story in ("expired", "expired", "healthy"):
        sandbox.tell(mine.api_key, story=story)
        look(row)
    assert told(row) == ["connection_action_required", "connection_recovered"]


@pytest.mark.parametrize("story", ["wrong-secret", "maintenance", "healthy"])
def test_who_watches_the_first_check_is_not_told_again(
    story: str, connection_of: Connect, sandbox: Sandbox
) -> None:
    assert told(look(connection_of("kucoin", story))) == []


def test_an_outage_is_nobodys_bad_day(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    mine = key("kucoin", "healthy")
    row = look(connection_of("kucoin", key=mine))
    sandbox.tell(mine.api_key, story="maintenance")
    look(row)
    sandbox.tell(mine.api_key, story="healthy")
    look(row)
    assert told(row) == []


def test_a_refused_replacement_speaks_of_the_new_key(
    connection_of: Connect, key: Callable[..., Key], sandbox: Sandbox
) -> None:
    row = look(connection_of("kucoin"))
    new = keys_of(key("kucoin", "withdraw-on"))
    Credentials.seal(row.pk, row.exchange, new, role=Role.CANDIDATE, version=2).save()
    look(row)
    notice = Notification.objects.get(user=row.user)
    assert notice.code == "replacement_refused"
    assert [finding["code"] for finding in notice.params["findings"]] == ["withdraw_enabled"]
    words = words_for(notice.code, notice.params, row.user)
    assert row.name in words.title
    assert "withdraw" in words.text
