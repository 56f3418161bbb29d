"""What stands around the steps of a guide: how to stay safe before a key is made, and what shows later."""

import re
from collections.abc import Sequence

import pytest
from django.utils.html import strip_tags

from connections import exchanges, messages
from connections.exchanges._guide import AFTER_NOTES, BEFORE_NOTES, FUTURES_NOTES
from connections.exchanges.base import Exchange
from connections.findings import Market
from tests.connections.messages.reading import EGRESS, EXCHANGES, assert_sentences

BOTH = ["spot", "futures"]
VALUES = {"days": 7, "hours": 48, "minutes": 5}
by_code = pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)


def around(exchange: Exchange, markets: Sequence[str] = BOTH) -> list[str]:
    return [*messages.beforehand(exchange, markets), *messages.afterwards(exchange, markets, EGRESS)]


def like(**attributes: object) -> Exchange:
    """Return an exchange of which other things are known."""
    found: Exchange = type("Like", (type(exchanges.get("kucoin")),), attributes)()
    return found


@by_code
def test_everything_is_a_sentence_with_marked_captions(exchange: Exchange) -> None:
    for text in around(exchange):
        assert_sentences(strip_tags(text))
        assert set(re.findall("<[^>]*>", text)) <= {"<b>", "</b>", "<bdi>", "</bdi>"}


@by_code
def test_the_domain_the_menu_and_the_second_factor_come_first(exchange: Exchange) -> None:
    site, menu, second_factor = messages.beforehand(exchange, BOTH)[:3]
    host = dict(exchange.steps)["open_site"]["site"].partition("/")[0]
    assert f"<bdi>{host}</bdi>" in site
    assert f"<b>{dict(exchange.steps)['open_site']['menu']}</b> is a fake" in menu
    assert "SMS" in second_factor
    assert "offline" in second_factor
    assert exchange.two_factor in second_factor


@by_code
def test_every_site_is_real_until_one_is_chosen(exchange: Exchange) -> None:
    said = messages.beforehand(exchange, BOTH)[0]
    for site in exchange.other_sites:
        host = site.address.partition("/")[0]
        assert said.count(f"<bdi>{host}</bdi>") == 1
        there = messages.beforehand(exchange.at_site(site.code), BOTH)[0]
        assert there.count("<bdi>") == 1
        assert f"Only <bdi>{host}</bdi> is real." in there


@by_code
def test_the_length_of_the_address_list_is_named(exchange: Exchange) -> None:
    assert str(exchange.max_addresses) in messages.afterwards(exchange, BOTH, EGRESS)[0]


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ({"takes_ranges": True}, "Ranges are accepted"),
        ({"takes_ranges": False}, "Ranges are not accepted"),
        ({"takes_ranges": None}, "KuCoin does not say whether ranges"),
        ({"is_max_documented": False}, "does not say whether it takes more"),
        ({"expiry_rule": None}, "no date on which a key of KuCoin ends"),
        ({"two_factor": "Codes & more"}, "<b>Codes &amp; more</b>, not with codes by SMS"),
        ({"call_log": "API Log"}, "<b>API Log</b> at KuCoin lists every call"),
        ({"call_log": ""}, "no page at KuCoin that lists the calls"),
    ],
    ids=str,
)
def test_what_is_known_is_said_and_what_is_not_too(attributes: dict[str, object], said: str) -> None:
    texts = around(like(**attributes))
    assert any(said in text for text in texts)
    for text in texts:
        assert_sentences(strip_tags(text))


@pytest.mark.parametrize("code", [*BEFORE_NOTES, *AFTER_NOTES])
def test_every_note_is_worded_with_its_parameters(code: str) -> None:
    named = {**BEFORE_NOTES, **AFTER_NOTES}[code]
    params = {name: VALUES.get(name, f"The {name}") for name in named}
    (text,) = set(around(like(notes=((code, params),)))) - set(around(like(notes=())))
    assert_sentences(strip_tags(text))
    assert all(str(value) in text for value in params.values())


def test_who_trades_spot_alone_reads_nothing_of_futures() -> None:
    binance = exchanges.get("binance")
    assert FUTURES_NOTES & set(dict(binance.notes))
    assert any("older than it can never trade futures" in text for text in around(binance))
    assert not any("futures" in text for text in around(binance, ["spot"]))


def test_nobody_is_told_to_borrow() -> None:
    assert any("We never borrow" in text for text in around(exchanges.get("binance")))


@pytest.mark.parametrize(
    ("markets", "label"),
    [
        ([Market.SPOT], "BackFuture-spot"),
        ([Market.FUTURES], "BackFuture-futures"),
        ([Market.SPOT, Market.FUTURES], "BackFuture-spot-futures"),
    ],
)
@by_code
def test_the_key_is_named_after_its_markets(exchange: Exchange, markets: list[Market], label: str) -> None:
    assert messages.key_label(markets) == label
    wanted = [market for market in markets if market in exchange.markets]
    if wanted == markets and "name_key" in dict(exchange.steps):
        assert f"<bdi>{label}</bdi>" in " ".join(messages.steps(exchange, markets, EGRESS))
