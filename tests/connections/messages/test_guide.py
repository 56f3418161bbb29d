"""The guide leads to a key in the exchange's own captions, and says when such a key ends."""

import re

import pytest
from django.utils.html import escape, strip_tags

from connections import exchanges, messages
from connections.exchanges.base import EXPIRY_RULES, STEPS, Exchange
from connections.findings import Market
from tests.connections.messages.reading import EGRESS, EXCHANGES, assert_sentences

MARKETS = [[Market.SPOT], [Market.FUTURES], [Market.SPOT, Market.FUTURES]]
by_code = pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)


@by_code
@pytest.mark.parametrize("markets", MARKETS, ids="-".join)
def test_every_step_is_a_sentence_with_marked_captions(exchange: Exchange, markets: list[Market]) -> None:
    steps = messages.steps(exchange, markets, EGRESS)
    assert len(steps) == len({code for code, _ in exchange.steps})
    for step in steps:
        assert_sentences(strip_tags(step))
        assert set(re.findall("<[^>]*>", step)) <= {"<b>", "</b>", "<bdi>", "</bdi>"}


@by_code
def test_the_guide_names_every_right_and_every_address(exchange: Exchange) -> None:
    guide = " ".join(messages.steps(exchange, ["spot", "futures"], ["203.0.113.24", "203.0.113.25"]))
    for rights in (*exchange.tick.values(), exchange.leave_off):
        assert all(f"<b>{escape(right)}</b>" in guide for right in rights)
    assert "<bdi>203.0.113.24</bdi> and <bdi>203.0.113.25</bdi>" in guide


def test_only_the_rights_of_the_wanted_market_are_named() -> None:
    guide = " ".join(messages.steps(exchanges.get("kucoin"), ["spot"], EGRESS))
    assert "Spot Trading" in guide
    assert "Futures Trading" not in guide


def test_all_step_codes_are_worded() -> None:
    used = {code for exchange in EXCHANGES for code, _ in exchange.steps}
    used |= {code for exchange in EXCHANGES if exchange.pairs for code, _ in exchange.pair_steps}
    assert used == STEPS


@pytest.mark.parametrize(
    "exchange", [one for one in EXCHANGES if one.pairs], ids=lambda exchange: exchange.code
)
def test_the_way_without_a_secret_is_worded_too(exchange: Exchange) -> None:
    steps = messages.steps(exchange, ["spot", "futures"], EGRESS, is_pair=True)
    assert len(steps) == len(exchange.pair_steps) == len(exchange.steps) + 1
    for step in steps:
        assert_sentences(strip_tags(step))
    guide = " ".join(steps)
    assert all(f"<b>{caption}</b>" in guide for caption in exchange.pair_captions.values())
    assert "shows <b>" not in guide


@by_code
def test_the_expiry_rule_is_a_sentence_with_its_days(exchange: Exchange) -> None:
    rule = messages.expiry_rule(exchange)
    if exchange.expiry_rule is None:
        assert rule == ""
        return
    assert_sentences(rule)
    assert str(exchange.expiry_rule[1]["days"]) in rule


def test_all_expiry_rules_are_worded() -> None:
    rules = [exchange.expiry_rule for exchange in EXCHANGES if exchange.expiry_rule is not None]
    assert {code for code, _ in rules} == EXPIRY_RULES
