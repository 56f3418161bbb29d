"""The sites of an exchange: each has hosts of its own, and what is asked at one never reaches another."""

import asyncio
import copy
from dataclasses import replace
from typing import Any

import pytest

from connections import exchanges
from connections.exchanges._guard import ForbiddenTarget
from connections.exchanges._sites import Site
from connections.exchanges._wire import Clocks, Wire, open_wire
from connections.exchanges.base import Exchange, Keys, libraries
from connections.findings import Category, Market, Refusal
from sandbox.exchanges import known
from sandbox.keys import Key, credentials
from tests.connections.everything import with_sites
from tests.stack.sandbox import Sandbox

FURTHER = [(code, site.code) for code, one in exchanges.every().items() for site in one.sites]
USABLE = with_sites()


@pytest.fixture(params=FURTHER, ids="@".join)
def there(request: pytest.FixtureRequest) -> Exchange:
    return exchanges.get(*request.param)


def hosts(exchange: Exchange) -> set[str]:
    probes = {probe.host for probe in exchange.questions()}
    return probes | {target.partition(" ")[2].partition("/")[0] for target in exchange.public}


def test_it_has_a_client_of_its_own_that_speaks_as_the_main_one_does(there: Exchange) -> None:
    ccxt = libraries().ccxt
    assert there.site.client != there.at_site("").site.client
    assert issubclass(getattr(ccxt, there.site.client), getattr(ccxt, there.code))


def test_it_differs_from_the_main_one_in_everything_a_person_and_a_request_need(there: Exchange) -> None:
    main = there.at_site("")
    assert main is exchanges.get(there.code)
    assert there.code == main.code
    for name in ("code", "name", "website", "client"):
        assert len({getattr(site, name) for site in there.every_site}) == len(there.every_site)
    assert not hosts(there) & hosts(main)
    assert there.site.address == dict(there.steps)["open_site"]["site"]
    assert set(there.markets) <= set(main.markets)


def test_it_leads_to_every_site_and_to_no_other(there: Exchange) -> None:
    assert [there.at_site(site.code).site for site in there.every_site] == list(there.every_site)
    assert there.site not in there.other_sites
    with pytest.raises(KeyError):
        there.at_site("atlantis")


def test_its_hosts_are_those_of_its_client(there: Exchange) -> None:
    client = getattr(libraries().ccxt, there.site.client)({"asyncio_loop": None})
    told = str(client.urls["api"]).replace("{hostname}", client.hostname or "")
    assert all(f"https://{host}" in told for host in hosts(there))


def test_what_is_asked_before_a_question_is_asked_at_the_site_too() -> None:
    """No exchange with such questions has sites yet: the first one would sign for its main site."""
    main = copy.copy(exchanges.get("htx"))
    hosts_there = {"api.huobi.pro": "api.elsewhere.example"}
    vars(main)["sites"] = (Site("there", "HTX There", "https://elsewhere.example", "htx", hosts_there),)
    there = main.at_site("there")
    assert {probe.host for probe in there.questions()} == {"api.elsewhere.example"}
    assert len(list(there.questions())) == 7
    assert {probe.host for probe in main.questions()} == {"api.huobi.pro", "api.hbdm.com"}


def test_a_question_is_not_asked_where_the_one_before_it_cannot_be() -> None:
    main = copy.copy(exchanges.get("htx"))
    away = replace(main.probes[0], host="elsewhere.example")
    vars(main)["probes"] = (main.probes[0], replace(main.probes[1], first=away))
    site = Site("there", "HTX There", "https://there.example", "htx", {"api.huobi.pro": "there.example"})
    vars(main)["sites"] = (site,)
    assert len(main.at_site("there").probes) == 1


def test_it_trades_futures_only_where_its_client_knows_contracts(there: Exchange) -> None:
    client = getattr(libraries().ccxt, there.site.client)({"asyncio_loop": None})
    assert Market.FUTURES not in there.markets or client.has["swap"]


def test_a_client_of_a_site_reaches_that_site_alone(there: Exchange) -> None:
    main = there.at_site("")
    keys = Keys("a" * 24, "b" * 32, "c" * 8)
    with pytest.raises(ForbiddenTarget):
        asyncio.run(_fetch(there, keys, f"https://{main.introspection.host}{main.introspection.path}"))
    with pytest.raises(ForbiddenTarget):
        asyncio.run(_fetch(main, keys, f"https://{there.introspection.host}{there.introspection.path}"))


async def _fetch(exchange: Exchange, keys: Keys, url: str) -> None:
    await Wire(transport=None).client(exchange, keys).fetch(url)


@pytest.mark.parametrize(("code", "site"), USABLE)
def test_a_key_is_known_at_its_own_site_and_at_no_other(code: str, site: str, sandbox: Sandbox) -> None:
    assert site in known()[code].sites
    key = credentials(code, "healthy", 700, site)
    there = exchanges.get(code, site)
    assert "read" in str(there.passport(ask(sandbox, there, key), key.api_key).rights)
    for other in there.other_sites:
        elsewhere = there.at_site(other.code)
        refusal = ask(sandbox, elsewhere, key)
        assert isinstance(refusal, Refusal)
        assert Category.INVALID_KEY in elsewhere.diagnose(refusal, None, "key_info").candidates


@pytest.mark.parametrize("code", sorted({code for code, _ in USABLE}))
def test_one_process_talks_to_all_sites_side_by_side(code: str, sandbox: Sandbox) -> None:
    main = exchanges.get(code)
    places = [main.at_site(site.code) for site in main.every_site]
    keys = [credentials(code, "healthy", 701, place.site.code) for place in places]
    answers = asyncio.run(_ask_all(sandbox.url, places, keys))
    assert not any(isinstance(answer, Refusal) for answer in answers)


def ask(sandbox: Sandbox, exchange: Exchange, key: Key) -> Any:
    return asyncio.run(_ask_all(sandbox.url, [exchange], [key]))[0]


async def _ask_all(url: str, places: list[Exchange], keys: list[Key]) -> list[Any]:
    wire = open_wire(url)
    try:
        asked = (_introduced(wire, place, key) for place, key in zip(places, keys, strict=True))
        return list(await asyncio.gather(*asked, return_exceptions=True))
    finally:
        await wire.close()


async def _introduced(wire: Wire, exchange: Exchange, key: Key) -> Any:
    client = wire.client(exchange, Keys(key.api_key, key.secret, key.passphrase or ""))
    return await wire.ask(client, exchange.introspection)


def test_the_clock_is_read_at_the_site_itself(there: Exchange) -> None:
    clocks, main = Clocks(there), there.at_site("")
    assert ("GET", f"https://{there.introspection.host}/api/time") in clocks
    assert ("GET", f"https://{main.introspection.host}/api/time") not in clocks
