"""Saving a draft: what is wrong with settings is refused, all at once; what only a connection lacks is not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection as database

from accounts.models import AuditEvent, User
from connections.models import Connection
from strategies import services
from strategies.messages.reasons import word
from strategies.models import Market, Strategy
from strategies.problems import Problem, Refused
from strategies.reasons import Reason
from strategies.services.recording import MOST_STRATEGIES
from tests.api.strategies.conftest import listed, settings_of
from tests.strategies.standing.conftest import Able, Make, actions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def refused(call: Callable[[], object]) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as no:
        call()
    return {(problem.field, problem.code) for problem in no.value.problems}


def test_a_draft_keeps_everything(market: Market, on: Connection, alice: User) -> None:
    row = services.create(alice, settings_of(on, name="  Calm\u202e  one ", is_returning=False, step=2.0))
    stored = Strategy.objects.get()
    assert (stored.pk, stored.name, stored.state, stored.version) == (row.pk, "Calm one", "draft", 1)
    assert (stored.user, stored.connection, stored.exchange) == (alice, on, "kucoin")
    assert (stored.market_type, stored.quote, stored.is_returning) == ("spot", "USDT", False)
    assert (stored.settings["step"], stored.settings["risk_level"]) == ("2", "custom")
    assert not {"name", "connection"} & stored.settings.keys()
    assert stored.margin_limit == Decimal(200)


def test_it_is_written_down(draft: Make, alice: User) -> None:
    row = draft()
    assert actions(row) == ["created"]
    event = AuditEvent.objects.get(action="strategy.created")
    assert (event.actor, event.subject, event.target_id) == (alice, alice, str(row.pk))


def test_all_problems_come_at_once(market: Market, on: Connection, alice: User) -> None:
    raw = settings_of(on, name="", pairs=["BTC/USDT", "NONE/USDT"], base_order="0.5", step="99", stepp="1")
    found = refused(lambda: services.create(alice, raw))
    assert found >= {
        ("name", "required"),
        ("pairs", "pair_unknown"),
        ("step", "out_of_range"),
        ("stepp", "unknown_field"),
    }
    assert not Strategy.objects.exists()


SITES = pytest.mark.parametrize(
    ("exchange", "site"), [("okx", "eea"), ("okx", "us"), ("gate", "eu"), ("bybit", "eu")]
)


@SITES
def test_a_market_is_one_of_the_site_that_the_key_belongs_to(
    exchange: str, site: str, able: Able, alice: User
) -> None:
    raw = settings_of(able(alice, exchange, site=site), market_type="futures")
    assert ("market_type", "not_a_choice") in refused(lambda: services.create(alice, raw))
    elsewhere = settings_of(able(alice, exchange), market_type="futures")
    assert services.create(alice, elsewhere).market_type == "futures"


def test_no_name_of_a_currency_is_longer_than_its_column(on: Connection, alice: User) -> None:
    raw = settings_of(on, pairs=["A/" + "Q" * 31])
    assert refused(lambda: services.create(alice, raw)) >= {("pairs", "not_a_pair")}
    assert services.create(alice, settings_of(on, pairs=["A/" + "Q" * 30])).quote == "Q" * 30


def test_what_a_market_refuses_is_refused(market: Market, on: Connection, alice: User) -> None:
    listed("OLD/USDT", is_active=False)
    listed("WEB/USDT", is_open_to_api=False)
    raw = settings_of(on, pairs=["BTC/USDT", "OLD/USDT", "WEB/USDT"], base_order="0.5")
    found = refused(lambda: services.create(alice, raw))
    assert found >= {
        ("pairs", "pair_inactive"),
        ("pairs", "pair_not_by_api"),
        ("base_order", "below_minimum"),
    }


def test_what_only_the_connection_lacks_is_no_problem(market: Market, able: Able, alice: User) -> None:
    on = able(alice, verdict="quarantined", balances={}, stored_passport={}, balances_at=None)
    row = services.create(alice, settings_of(on))
    assert row.state == "draft"
    assert {reason.code for reason in services.readiness(row)} >= {"quarantined", "balance_unknown"}


@pytest.mark.parametrize("whose", ["theirs", "nobody's"])
def test_another_persons_connection_does_not_exist(
    market: Market, able: Able, alice: User, bob: User, whose: str
) -> None:
    pk = able(bob).pk if whose == "theirs" else 10**9
    raw = settings_of(pk)
    assert refused(lambda: services.create(alice, raw)) == {("connection", "connection_unknown")}
    assert Problem("connection", "connection_unknown", pk) in services.look(alice, raw).problems


def test_while_markets_are_being_loaded_a_draft_is_saved_as_it_is(on: Connection, alice: User) -> None:
    row = services.create(alice, settings_of(on, pairs=["BTC/USDT"]))
    assert [reason.code for reason in services.readiness(row)] == ["markets_loading"]
    assert services.look(alice, row.raw()).unpriced == ("BTC/USDT",)


def test_without_a_price_a_draft_is_saved_as_it_is(market: Market, on: Connection, alice: User) -> None:
    cache.clear()
    row = services.create(alice, settings_of(on))
    (reason,) = services.readiness(row)
    assert reason == Reason("prices_loading", {"exchange": "kucoin", "pairs": row.settings["pairs"]})
    assert word(reason).title.startswith("The price of")


def test_a_name_is_taken_once_by_each(draft: Make, able: Able, alice: User, bob: User) -> None:
    draft(name="Calm")
    assert refused(lambda: draft(name="CALM")) == {("name", "name_taken")}
    assert services.create(bob, settings_of(able(bob), name="Calm")).name == "Calm"


@pytest.mark.parametrize(
    ("name", "other"),
    [("Été", "éTÉ"), ("ŠTO", "što"), ("Straße", "STRASSE"), ("Caf\u00e9", "CAFE\u0301"), ("Ωmega", "ωMEGA")],
)
def test_a_name_is_the_same_in_any_case_of_any_letter(
    draft: Make, alice: User, name: str, other: str
) -> None:
    row = draft(name=name)
    assert refused(lambda: draft(name=other)) == {("name", "name_taken")}
    assert services.update(row, {"name": other}, alice).name == other
    assert services.update(row, {"name": "Other"}, alice).name == "Other"
    assert draft(name=name).name == name


def test_an_archived_name_is_free(draft: Make, alice: User) -> None:
    services.archive(draft(name="Calm"), alice)
    assert draft(name="Calm").name == "Calm"


def test_of_the_same_form_sent_many_times_at_once_one_is_saved(
    market: Market, on: Connection, alice: User
) -> None:
    def send(_: int) -> set[tuple[str, str]]:
        try:
            services.create(alice, settings_of(on, name="Calm"))
        except Refused as no:
            return {(problem.field, problem.code) for problem in no.problems}
        finally:
            database.close()
        return set()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert answers.count(set()) == 1
    assert all(answer in (set(), {("name", "name_taken")}) for answer in answers)
    assert Strategy.objects.count() == 1


def test_there_is_an_end_to_how_many(draft: Make, alice: User) -> None:
    row = draft()
    copies = [Strategy.objects.get(pk=row.pk) for _ in range(MOST_STRATEGIES - 1)]
    for number, copy in enumerate(copies):
        copy.pk, copy.name = None, f"Copy {number}"
    Strategy.objects.bulk_create(copies)
    assert refused(lambda: draft(name="One more")) == {("name", "too_many_strategies")}
    assert refused(lambda: services.duplicate(row, alice)) == {("name", "too_many_strategies")}
    services.archive(row, alice)
    assert draft(name="One more").state == "draft"
