"""What every exchange file has to keep; a new one inherits all of it without a line here."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges._guard import ForbiddenTarget
from connections.exchanges._guide import AFTER_NOTES, BEFORE_NOTES, FUTURES_NOTES
from connections.exchanges._wire import Wire
from connections.exchanges.base import (
    EXPIRY_RULES,
    STEPS,
    Exchange,
    Keys,
    Probe,
    ProbeKind,
    libraries,
)
from connections.findings import KeyKind, Market, Permission

KEYS = Keys("a" * 24, "b" * 32, "c" * 8)
READS = {ProbeKind.KEY_INFO, ProbeKind.BALANCE, ProbeKind.ORDERS, ProbeKind.POSITIONS, ProbeKind.DETAIL}


@pytest.fixture(params=exchanges.every())
def exchange(request: pytest.FixtureRequest) -> Exchange:
    return exchanges.get(request.param)


@pytest.fixture(
    params=[(code, site.code) for code, one in exchanges.every().items() for site in one.every_site],
    ids="@".join,
)
def anywhere(request: pytest.FixtureRequest) -> Exchange:
    """Return an exchange as it is at one of its sites."""
    return exchanges.get(*request.param)


def probes(exchange: Exchange) -> tuple[Probe, ...]:
    return tuple(exchange.questions())


def entries(exchange: Exchange) -> Iterator[tuple[str, Any]]:
    """Yield (name, entry) of all of ccxt's endpoints of an exchange."""
    from ccxt.base.types import Entry

    for one in getattr(libraries().ccxt, exchange.site.client).__mro__:
        yield from ((name, entry) for name, entry in vars(one).items() if isinstance(entry, Entry))


async def client(exchange: Exchange) -> Any:
    """Return the client of a check whose wire leads nowhere: what is sent fails."""
    return Wire(transport=None).client(exchange, KEYS)


def test_its_texts_are_there(anywhere: Exchange) -> None:
    assert anywhere.code == anywhere.code.lower()
    assert anywhere.name
    assert anywhere.website.startswith("https://")
    assert anywhere.max_addresses > 0
    assert set(anywhere.tick) == set(anywhere.markets)
    assert all(anywhere.tick.values())
    assert anywhere.leave_off


def test_its_guide_uses_known_steps(anywhere: Exchange) -> None:
    codes = [code for code, _ in anywhere.steps]
    assert set(codes) <= STEPS
    assert len(codes) == len(set(codes))
    assert {"open_site", "create_key", "tick_rights", "leave_off", "add_addresses", "copy_secret"} <= set(
        codes
    )
    if anywhere.expiry_rule is not None:
        assert anywhere.expiry_rule[0] in EXPIRY_RULES
        assert anywhere.expiry_rule[1]["days"] > 0


def test_its_guide_says_what_keeps_people_safe(exchange: Exchange) -> None:
    params = dict(exchange.steps)
    assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]+(/[\w/-]+)?", params["open_site"]["site"]), "as one types it"
    assert params["open_site"]["menu"], "a site without it is a fake"
    assert params["add_addresses"]["menu"]
    assert exchange.two_factor == exchange.two_factor.strip()
    assert exchange.call_log == exchange.call_log.strip()
    assert set(exchange.leave_off).isdisjoint(right for rights in exchange.tick.values() for right in rights)


def test_its_notes_are_known_and_have_their_parameters(exchange: Exchange) -> None:
    known = {**BEFORE_NOTES, **AFTER_NOTES}
    assert all(known[code] == set(params) for code, params in exchange.notes)
    assert len(dict(exchange.notes)) == len(exchange.notes)
    if Market.FUTURES not in exchange.markets:
        assert FUTURES_NOTES.isdisjoint(dict(exchange.notes))


def test_it_asks_for_a_passphrase_in_form_and_guide_or_in_neither(exchange: Exchange) -> None:
    names = [field.name for field in exchange.fields]
    assert names in (["api_key", "secret"], ["api_key", "secret", "passphrase"])
    assert ("choose_passphrase" in dict(exchange.steps)) is ("passphrase" in names)


def test_it_says_what_requests_are_signed_with(exchange: Exchange) -> None:
    assert set(exchange.private_keys) <= set(KeyKind) - {KeyKind.HMAC}
    assert exchange.has_hmac or exchange.private_keys


def test_the_way_without_a_secret_is_one_that_it_can_be_signed_on(exchange: Exchange) -> None:
    assert exchange.pairs in {"", *exchange.private_keys} & {"", "rsa", "ed25519"}
    assert bool(exchange.pair_captions) is bool(exchange.pairs)
    codes = [code for code, _ in exchange.pair_steps]
    assert {"create_key", "paste_public_key", "copy_key"} <= set(codes) <= STEPS - {"copy_secret"}
    assert set(dict(exchange.steps)) <= STEPS - {"paste_public_key", "copy_key"}


@pytest.mark.parametrize("wrong", ["", "two words", "line\nbreak", "Кey", "key\u200b", "tab\t"])
def test_only_what_no_key_can_hold_is_refused_by_its_limits(exchange: Exchange, wrong: str) -> None:
    assert not any(re.fullmatch(field.limits, wrong) for field in exchange.fields)
    assert all(re.fullmatch(field.limits, "Unusual-but_possible.1") for field in exchange.fields)


def test_its_patterns_can_be_read(exchange: Exchange) -> None:
    patterns = [pattern for pattern, _ in exchange.phrases]
    patterns += [pattern for nuance in exchange.nuances.values() for pattern, _ in nuance]
    assert all(re.compile(pattern) for pattern in patterns)
    assert set(exchange.nuances) <= set(exchange.errors)
    assert exchange.order_codes <= set(exchange.errors)
    assert not exchange.ok_codes & set(exchange.errors)


def test_it_introduces_a_key_and_looks_at_every_market(anywhere: Exchange) -> None:
    assert anywhere.introspection.kind is ProbeKind.KEY_INFO
    asked = {(probe.market, probe.kind) for probe in anywhere.probes}
    for market in anywhere.markets:
        assert (market, ProbeKind.BALANCE) in asked
    if Market.SPOT in anywhere.markets:
        assert (Market.SPOT, ProbeKind.ORDERS) in asked
    if Market.FUTURES in anywhere.markets:
        assert (Market.FUTURES, ProbeKind.POSITIONS) in asked


def test_it_only_reads_or_tests_orders(exchange: Exchange) -> None:
    for probe in probes(exchange):
        assert probe.method in {"GET", "POST"}
        assert probe.method == "GET" or (probe.kind is ProbeKind.TRADE and probe.path.endswith("/test"))
        assert probe.kind not in READS or probe.method == "GET"
        assert not re.search(r"withdraw|transfer", probe.path, re.IGNORECASE)


def test_only_an_order_test_proves_that_trading_works(exchange: Exchange) -> None:
    for probe in exchange.probes:
        if probe.proves in {Permission.SPOT_TRADE, Permission.FUTURES_TRADE}:
            assert (probe.kind, probe.method) == (ProbeKind.TRADE, "POST")


def test_every_target_is_what_ccxt_requests(anywhere: Exchange) -> None:
    known, signed = dict(entries(anywhere)), asyncio.run(client(anywhere))
    for probe in probes(anywhere):
        entry = known[probe.call]
        # What ccxt leaves open in a path is the number that an answer before holds.
        params = probe.params(KEYS.api_key)
        numbers = {name: "7" for name in re.findall(r"{([\w-]+)}", entry.path) if name not in params}
        assert len(numbers) == probe.path.count("*")
        assert not numbers or probe.first
        request = signed.sign(entry.path, entry.api, entry.method, params | numbers)
        target = request["url"].partition("?")[0].replace("/7", "/*")
        assert (request["method"], target) == (probe.method, f"https://{probe.host}{probe.path}")


def test_nothing_else_that_ccxt_knows_can_be_sent(anywhere: Exchange) -> None:
    """Try every endpoint of ccxt that no probe declares, withdrawals among them: none passes the guard."""
    asyncio.run(_try_everything(anywhere))


async def _try_everything(exchange: Exchange) -> None:
    declared = {(probe.method, f"https://{probe.host}{probe.path}") for probe in probes(exchange)}
    signed, refused, known = await client(exchange), set(), dict(entries(exchange))
    for name, entry in known.items():
        try:
            request = signed.sign(entry.path, entry.api, entry.method, {})
        except (libraries().ccxt.BaseError, TypeError, KeyError):
            continue  # ccxt itself cannot ask this one without more parameters, or knows no address for it
        if (request["method"], request["url"].partition("?")[0]) not in declared:
            with pytest.raises(ForbiddenTarget):
                await getattr(signed, name)({})
            refused.add(name.casefold().replace("_", ""))
    # Where ccxt knows fewer than a hundred, nearly all of them were tried.
    assert len(refused) > min(100, 0.9 * len({name.casefold().replace("_", "") for name in known}))
    assert any("withdraw" in name for name in refused)


def test_a_declared_path_with_another_method_or_host_cannot_be_sent(anywhere: Exchange) -> None:
    url = f"https://{anywhere.introspection.host}{anywhere.introspection.path}"
    for method, target in (
        ("POST", url),
        ("DELETE", url),
        ("GET", f"{url}/more"),
        ("GET", url.replace("https", "http")),
        ("GET", f"https://example.com{anywhere.introspection.path}"),
    ):
        with pytest.raises(ForbiddenTarget) as refusal:
            asyncio.run(_fetch(anywhere, f"{target}?signature=canary", method))
        assert "canary" not in str(refusal.value)


async def _fetch(exchange: Exchange, url: str, method: str) -> None:
    await (await client(exchange)).fetch(url, method)


def test_with_the_sandbox_every_target_leads_there(anywhere: Exchange) -> None:
    allowed = asyncio.run(_allowed(anywhere, "http://127.0.0.1:1"))
    assert {target.split("/")[2] for _, target in allowed} == {"127.0.0.1:1"}
    assert len(allowed) == len({(probe.method, probe.host, probe.path) for probe in probes(anywhere)})


async def _allowed(exchange: Exchange, sandbox_url: str) -> frozenset[tuple[str, str]]:
    allowed: frozenset[tuple[str, str]] = Wire(None, sandbox_url).client(exchange, KEYS).allowed
    return allowed
