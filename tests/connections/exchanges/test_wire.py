"""Each exchange's questions and answers over the wire: ccxt's own signing, the sandbox's own verification."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges import _guard
from connections.exchanges._wire import Wire, open_wire
from connections.exchanges.base import Exchange, Keys, Probe, ProbeKind
from connections.findings import TRADE, Diagnosis, Grant, Market, Passport, Permission, Refusal
from sandbox.exchanges import known
from sandbox.stories import STORIES
from tests.connections.everything import listed_addresses, story_of_all, tells_binding, with_futures
from tests.connections.exchanges import golden
from tests.stack.sandbox import Json, Sandbox

EVERY = pytest.mark.parametrize("code", exchanges.every())
REFUSED = (
    ("address-not-allowed", "ip_not_allowed"),
    ("frozen-account", "account_restricted"),
    ("unknown-key", "invalid_key"),
    ("wrong-clock", "clock_skew"),
    ("rate-limited", "rate_limited"),
    ("maintenance", "exchange_unavailable"),
    ("garbage-answer", "exchange_unavailable"),
    ("closing", "exchange_unavailable"),
)


@dataclass
class Told:
    """What an exchange told: answers by path, and what its refusals mean."""

    answers: dict[str, Any] = field(default_factory=dict)
    refusals: dict[str, Diagnosis] = field(default_factory=dict)


def ask(sandbox: Sandbox, key: Json, *probes: Probe) -> Told:
    return asyncio.run(_ask(sandbox.url, key, probes))


async def _ask(url: str, key: Json, probes: tuple[Probe, ...]) -> Told:
    wire, told = open_wire(url), Told()
    try:
        for probe in probes:
            await _put(wire, key, probe, told)
    finally:
        await wire.close()
    return told


async def _put(wire: Wire, key: Json, probe: Probe, told: Told) -> None:
    exchange = exchanges.get(key["exchange"])
    client = wire.client(exchange, Keys(key["api_key"], key["secret"], key["passphrase"] or ""))
    try:
        told.answers[probe.path] = await wire.ask(client, probe)
    except Refusal as refusal:
        told.refusals[probe.path] = exchange.diagnose(refusal, probe.market, probe.kind)


def introduced(exchange: Exchange, sandbox: Sandbox, story: str) -> Passport:
    key = sandbox.key(exchange.code, story)
    told = ask(sandbox, key, exchange.introspection)
    return exchange.passport(told.answers[exchange.introspection.path], key["api_key"])


@EVERY
def test_a_key_with_everything_answers_every_question(code: str, sandbox: Sandbox) -> None:
    exchange = exchanges.get(code)
    told = ask(sandbox, sandbox.key(code, story_of_all(code)), exchange.introspection, *exchange.probes)
    assert not told.refusals
    for probe in exchange.probes:
        body = told.answers[probe.path]
        assert exchange.error_in(body) is None
        items, free = exchange.items(probe, body), exchange.free(probe, body)
        if probe.kind is ProbeKind.BALANCE:
            assert free[exchange.quote] > Decimal(0)
        if probe.kind in {ProbeKind.ORDERS, ProbeKind.POSITIONS, ProbeKind.BALANCE}:
            assert items


@EVERY
def test_a_key_introduces_itself(code: str, sandbox: Sandbox) -> None:
    exchange = exchanges.get(code)
    healthy, tells = introduced(exchange, sandbox, story_of_all(code)), tells_binding(code)
    for permission in (Permission.READ, *(TRADE[market] for market in exchange.markets)):
        assert healthy.grants(permission) is Grant.YES
    assert healthy.grants(Permission.WITHDRAW) is Grant.NO
    assert healthy.ip_restricted is (True if tells else None)
    assert healthy.ip_list == listed_addresses(code)
    assert introduced(exchange, sandbox, "withdraw-on").grants(Permission.WITHDRAW) is Grant.YES
    read_only = introduced(exchange, sandbox, "read-only")
    assert {read_only.grants(TRADE[market]) for market in exchange.markets} == {Grant.NO}
    assert introduced(exchange, sandbox, "no-ip-binding").ip_restricted is (False if tells else None)


@EVERY
def test_details_add_what_the_introduction_leaves_out(code: str, sandbox: Sandbox) -> None:
    exchange = exchanges.get(code)
    details = [probe for probe in exchange.probes if probe.market is not Market.FUTURES]
    key = sandbox.key(code, "healthy")
    told = ask(sandbox, key, exchange.introspection, *details)
    passport = exchange.passport(told.answers[exchange.introspection.path], key["api_key"])
    for probe in details:
        passport = exchange.detail(passport, probe, told.answers[probe.path])
    assert passport.uid
    recorded = exchange.passport(golden.of(code).introduction(), "")
    assert (passport.created_at is None) is (recorded.created_at is None)
    assert passport.created_at is None or passport.created_at < datetime.now(UTC)


@EVERY
def test_two_introductions_of_one_key_tell_the_same(code: str, sandbox: Sandbox) -> None:
    exchange = exchanges.get(code)
    first, second = (introduced(exchange, sandbox, "healthy").facts() for _ in range(2))
    assert first == second


@EVERY
@pytest.mark.parametrize(("story", "category"), REFUSED)
def test_a_story_is_diagnosed_at_every_door(code: str, story: str, category: str, sandbox: Sandbox) -> None:
    exchange, key = exchanges.get(code), sandbox.key(code, story)
    doors = [probe for probe in exchange.probes if probe.market is None or probe.market in key["markets"]]
    told = ask(sandbox, key, exchange.introspection, *doors)
    said = list(told.refusals.values())
    assert told.refusals[exchange.introspection.path].category == key["expected_findings"][0]
    if key["expected_findings"] == [category]:
        assert {diagnosis.category for diagnosis in said} == {category}
    else:
        # One refusal for several causes, the same at every door; the right one is among them.
        (causes,) = {frozenset(diagnosis.candidates) for diagnosis in said}
        assert {category, *key["expected_findings"]} < causes
    assert len(told.refusals) == 1 + len(doors)


@EVERY
def test_the_address_the_exchange_saw_is_told_where_it_names_it(code: str, sandbox: Sandbox) -> None:
    exchange, key = exchanges.get(code), sandbox.key(code, "address-not-allowed")
    told = ask(sandbox, key, exchange.introspection, *exchange.probes)
    found = {refused.exchange_ip for refused in told.refusals.values()}
    for refused in told.refusals.values():
        assert refused.exchange_ip == ("198.51.100.77" if "198.51.100.77" in refused.message else None)
    recorded = any(seen.get("exchange_ip") for seen in golden.of(code).refusals)
    assert ("198.51.100.77" in found) is recorded


@EVERY
def test_a_right_that_is_missing_is_named(code: str, sandbox: Sandbox) -> None:
    exchange = exchanges.get(code)
    key = sandbox.key(code, "read-only")
    told = ask(sandbox, key, exchange.introspection, *exchange.probes)
    passport = exchange.passport(told.answers[exchange.introspection.path], key["api_key"])
    assert {passport.grants(TRADE[market]) for market in exchange.markets} == {Grant.NO}
    assert set(told.refusals) == {
        probe.path for probe in exchange.probes if takes_more(code, probe, "read-only")
    }
    for probe in exchange.probes:
        refused = told.refusals.get(probe.path)
        assert refused is not None or probe.kind is not ProbeKind.TRADE
        assert refused is None or (refused.category, refused.scope) == ("no_permission", probe.market)


def takes_more(code: str, probe: Probe, story: str) -> bool:
    """Say whether the sandbox answers a question only to keys with a right that the key of a story lacks."""
    twin = known()[code]
    right = twin.endpoints[probe.host, probe.method, probe.path].right
    return bool(right) and right not in twin.rights(STORIES[story])


@pytest.mark.parametrize("code", with_futures())
def test_futures_that_were_never_opened_are_no_missing_right(code: str, sandbox: Sandbox) -> None:
    exchange, key = exchanges.get(code), sandbox.key(code, "futures-not-opened")
    futures = [probe for probe in exchange.probes if probe.market is Market.FUTURES]
    told = ask(sandbox, key, exchange.introspection, *futures)
    passport = exchange.passport(told.answers[exchange.introspection.path], key["api_key"])
    said = [diagnosis.category for diagnosis in told.refusals.values()]
    rule = passport.right(Permission.FUTURES_TRADE).params.get("rule")
    assert {*said, rule} - {None} == {"futures_not_opened"}


@pytest.mark.parametrize(("told", "waits"), [("7", 7.0), ("²", None), ("soon", None), ("", None)])
def test_how_long_to_wait_is_a_number_or_nothing(told: str, waits: float | None) -> None:
    assert _guard._retry_after({"Retry-After": told}) == waits
