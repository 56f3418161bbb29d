"""Strategies in the admin: what support sees, what it costs, and that nothing can be changed."""

from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, User
from strategies.models import Revision, Strategy
from strategies.reasons import Reason
from tests.api.conftest import Make
from tests.api.strategies.conftest import Draw, able, draw, market
from tests.people import add_second_factor, person, sign_in

__all__ = ("able", "draw", "market")

LIST = "/admin/strategies/strategy/"
EVIL = "<script>alert(1)</script>"


def url(row: Strategy) -> str:
    return f"{LIST}{row.pk}/change/"


def found(support: Client, **query: Any) -> set[str]:
    """Return the names that the list shows."""
    answer = support.get(LIST, query)
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    return {row.name for row in answer.context["cl"].result_list}


def test_it_names_the_site_of_the_key(support: Client, alice: User, able: Make, draw: Draw) -> None:
    row = draw(alice, able(alice, "okx", site="eea", name="Mine"))
    assert "OKX Europe" in support.get(LIST).content.decode()
    assert "OKX Europe" in support.get(url(row)).content.decode()


def test_it_shows_everybodys_strategies(support: Client, alice: User, bob: User, draw: Draw) -> None:
    draw(alice, name="Calm", settings={"margin_limit": "321.5"})
    draw(bob, name="Wild", state="enabled")
    page = support.get(LIST).content.decode()
    assert all(text in page for text in ("alice@example.com", "Calm", "Wild", "KuCoin", "321.5 USDT"))


def test_it_is_searched_and_filtered(support: Client, alice: User, bob: User, able: Make, draw: Draw) -> None:
    now = timezone.now()
    draw(alice, name="draft")
    draw(bob, able(bob, "mexc"), name="enabled", state="enabled")
    draw(bob, able(bob, unreachable_since=now), name="unmanaged", state="enabled")
    draw(bob, name="waiting", enable_requested_at=now)
    assert found(support, q="alice@") == {"draft"}
    assert found(support, q="manag") == {"unmanaged"}
    assert found(support, exchange="mexc") == {"enabled"}
    for status in ("draft", "enabled", "unmanaged", "waiting"):
        assert found(support, status=status) == {status}
    assert found(support, state__exact="enabled") == {"enabled", "unmanaged"}
    assert found(support, status="nonsense") == set()


def test_many_cost_as_many_queries_as_few(support: Client, draw: Draw) -> None:
    def queries(count: int) -> list[str]:
        for number in range(count):
            draw(person(f"person{Strategy.objects.count()}-{number}@example.com"), state="enabled")
        with CaptureQueriesContext(database) as seen:
            assert len(found(support)) == Strategy.objects.count()
        return [query["sql"] for query in seen.captured_queries]

    few, many = queries(5), queries(40)
    assert len(few) == len(many)
    assert not any("connections_credentials" in sql for sql in many)


@pytest.mark.usefixtures("market")
def test_the_page_says_what_is_set_why_it_stands_and_what_it_would_do(
    support: Client, alice: User, draw: Draw
) -> None:
    row = draw(alice, state="suspended", stored_reasons=[Reason("paused").to_json()])
    Revision.objects.create(
        strategy=row,
        at=timezone.now(),
        actor=alice,
        action="updated",
        version=2,
        changes={"step": ["1.5", "7.77"]},
    )
    page = support.get(url(row)).content.decode()
    for text in ("alice@example.com", "paused", "7.77", "BTC/USDT"):
        assert text in page
    assert "<svg" in page
    assert "style=" not in page.partition('id="content"')[2]


@pytest.mark.usefixtures("market")
def test_text_from_outside_is_escaped(support: Client, alice: User, able: Make, draw: Draw) -> None:
    row = draw(alice, able(alice, name=EVIL), name=EVIL)
    reason = Reason("pair_unknown", {"pair": EVIL}).to_json()
    Strategy.objects.update(
        settings={**row.settings, "pairs": [EVIL], "recovery": {"mode": EVIL}}, stored_reasons=[reason]
    )
    Revision.objects.create(
        strategy=row, at=timezone.now(), action="updated", version=2, changes={EVIL: [EVIL, [EVIL]]}
    )
    page = support.get(url(row)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_a_long_history_costs_as_many_queries_as_a_short_one(
    support: Client, alice: User, draw: Draw
) -> None:
    row = draw(alice)

    def queries(count: int) -> int:
        for _ in range(count):
            Revision.objects.create(strategy=row, at=timezone.now(), actor=alice, action="updated", version=1)
        with CaptureQueriesContext(database) as seen:
            support.get(url(row))
        return len(seen)

    assert queries(2) == queries(20)


def test_one_whose_connection_is_gone_is_shown(support: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, state="archived")
    Strategy.objects.update(connection=None)
    assert support.get(url(row)).status_code == 200


def test_every_look_is_recorded_once(support: Client, supporter: User, alice: User, draw: Draw) -> None:
    row = draw(alice)
    support.get(url(row))
    event = AuditEvent.objects.get(action="staff.viewed")
    assert (event.actor, event.subject, event.target_id) == (supporter, alice, str(row.pk))


def test_the_page_of_the_user_leads_here_and_costs_the_same_for_many(
    support: Client, alice: User, draw: Draw
) -> None:
    def queries(count: int) -> int:
        rows = [draw(alice, state="enabled") for _ in range(count)]
        with CaptureQueriesContext(database) as seen:
            page = support.get(f"/admin/accounts/user/{alice.pk}/change/").content.decode()
        assert all(url(row) in page for row in rows)
        return len(seen)

    queries(1)  # what a process reads once
    assert queries(2) == queries(12)


def test_it_reads_from_right_to_left(support: Client, alice: User, draw: Draw) -> None:
    page = support.get(url(draw(alice)), headers={"Accept-Language": "ar"}).content.decode()
    assert 'dir="rtl"' in page
    assert "<bdi>" in page


def test_nobody_adds_changes_or_deletes_superusers_neither(client: Client, alice: User, draw: Draw) -> None:
    row = draw(alice, name="Calm")
    boss = person("boss@example.com", is_staff=True, is_superuser=True)
    add_second_factor(boss)
    sign_in(client, boss)
    assert [client.post(f"{LIST}{path}").status_code for path in ("add/", f"{row.pk}/delete/")] == [403, 403]
    assert client.post(url(row), {"name": "Mine"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert Strategy.objects.get().name == "Calm"


def test_customers_do_not_get_in(client: Client, alice: User) -> None:
    answer = sign_in(client, alice).get(LIST)
    assert (answer.status_code, "/admin/login/" in answer.headers["Location"]) == (302, True)


@pytest.mark.postgres
@pytest.mark.parametrize("status", ["%00", "running", "draft%00"])
def test_nothing_is_in_a_status_that_there_is_not(
    support: Client, alice: User, draw: Draw, status: str
) -> None:
    row = draw(alice)
    page = support.get(f"/admin/strategies/strategy/?status={status}")
    assert page.status_code == 200
    assert row.name not in page.content.decode()
