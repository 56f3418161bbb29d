"""Questions at HTX that name an account: which one, what it means that there is none, and where a number leads."""

import asyncio
import copy
from dataclasses import replace
from typing import Any

import pytest

from connections import exchanges, probes
from connections.exchanges._wire import _learned, open_wire
from connections.exchanges.base import Keys
from connections.findings import Market, Refusal, Report
from connections.verdicts import judge
from tests.stack.sandbox import Sandbox

HTX = exchanges.get("htx")
SPOT = next(one for one in HTX.probes if one.market is Market.SPOT)


def test_only_an_account_for_spot_is_asked_about() -> None:
    accounts = [{"id": 1, "type": "margin"}, {"id": 2, "type": "spot"}]
    assert SPOT.learned({"data": accounts}) == {"account-id": "2"}
    for nothing in ({"data": [{"id": 1}]}, {"data": None}, {}):
        with pytest.raises((LookupError, TypeError)):
            SPOT.learned(nothing)


def test_a_working_account_is_asked_about_before_a_locked_one() -> None:
    locked = {"id": 3, "type": "spot", "state": "lock"}
    working = {"id": 4, "type": "spot", "state": "working"}
    assert SPOT.learned({"data": [locked, working]}) == {"account-id": "4"}
    assert SPOT.learned({"data": [locked]}) == {"account-id": "3"}


@pytest.mark.parametrize("accounts", [[], [{"id": 1, "type": "margin", "state": "working"}]])
def test_who_has_no_account_for_spot_has_no_money_there_and_is_not_told_of_an_outage(accounts: Any) -> None:
    with pytest.raises(Refusal) as nothing:
        _learned(SPOT, {"status": "ok", "data": accounts})
    assert HTX.diagnose(nothing.value, "spot", "balance").category == "none"


@pytest.mark.parametrize("number", ["-5", -5, "5/6", "5?x=1", "", None, True, "٥"])
def test_the_number_of_an_account_leads_nowhere_else(number: Any) -> None:
    for probe, body in (
        (SPOT, {"data": [{"id": number, "type": "spot", "state": "working"}]}),
        (HTX.introspection, {"code": 200, "data": number}),
    ):
        with pytest.raises(Refusal) as refusal:
            _learned(probe, body)
        assert HTX.diagnose(refusal.value).category == "exchange_unavailable"


def test_a_question_that_was_led_astray_costs_the_others_nothing(sandbox: Sandbox) -> None:
    """Nothing is sent: neither the key nor the exchange is blamed, and the rest of the check is as it was."""
    astray = copy.copy(HTX)
    balance, *others = (replace(one, learned=lambda _: {"account-id": "-5"}) for one in HTX.probes[1:2])
    vars(astray)["probes"] = (HTX.probes[0], balance, *others, *HTX.probes[2:])
    key = sandbox.key("htx", "healthy")
    report = asyncio.run(run(sandbox, astray, Keys(key["api_key"], key["secret"], "")))
    told = [str(one.diagnosis.category) for one in report.results]
    assert told == ["none", "none", "unknown", "none"]
    judgement = judge(report, ["spot"])
    assert (judgement.verdict, judgement.is_unreachable) == (None, False)


async def run(sandbox: Sandbox, exchange: Any, keys: Keys) -> Report:
    wire = open_wire(sandbox.url)
    try:
        return await probes.run(probes.Job(exchange, keys, frozenset({"spot"})), wire, 8)
    finally:
        await wire.close()
