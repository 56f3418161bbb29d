"""KuCoin's spot markets: their rules and prices, without a signature."""

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from sandbox.calls import Call, Endpoint
from sandbox.markets import PAUSED, Market, listing
from sandbox.wire import Answer


def said(data: object) -> Answer:
    return Answer(orjson.dumps({"code": "200000", "data": data}))


def always(data: object) -> Callable[[Call], Answer]:
    answer = said(data)
    return lambda call: answer


def public(answer: Callable[[Call], Answer], weight: int) -> Endpoint:
    return Endpoint(answer, is_public=True, pool="Public", weight=weight)


def _group(market: Market) -> str:
    return "USDS" if market.quote.startswith("USD") else market.quote


def _symbol(market: Market) -> dict[str, Any]:
    name, minimum = f"{market.base}-{market.quote}", format(market.minimum, "f")
    names = {"symbol": name, "name": name, "baseCurrency": market.base, "quoteCurrency": market.quote}
    return names | {
        "feeCurrency": market.quote,
        "market": _group(market),
        "baseMinSize": format(market.lot, "f"),
        "quoteMinSize": minimum,
        "baseMaxSize": "10000000000",
        "quoteMaxSize": "99999999",
        "baseIncrement": format(market.lot, "f"),
        "quoteIncrement": "0.000001",
        "priceIncrement": format(market.tick, "f"),
        "priceLimitRate": "0.1",
        "minFunds": minimum,
        "isMarginEnabled": False,
        "enableTrading": market.base not in PAUSED,
        "feeCategory": 1,
        "makerFeeCoefficient": "1.00",
        "takerFeeCoefficient": "1.00",
        "st": False,
    }


@functools.cache
def _symbols_of(group: str) -> Answer:
    return said([_symbol(market) for market in listing().values() if group in ("", _group(market))])


def _symbols(call: Call) -> Answer:
    return _symbols_of(call.request.params.get("market", ""))


def _ticker(market: Market) -> dict[str, Any]:
    name, change = f"{market.base}-{market.quote}", market.price - market.price / (1 + market.change)
    fees = {
        "takerFeeRate": "0.001",
        "makerFeeRate": "0.001",
        "takerCoefficient": "1",
        "makerCoefficient": "1",
    }
    return {
        "symbol": name,
        "symbolName": name,
        "buy": market.rounded(market.price - market.tick),
        "bestBidSize": format(market.lot, "f"),
        "sell": market.rounded(market.price + market.tick),
        "bestAskSize": format(market.lot, "f"),
        "changeRate": format(market.change, "f"),
        "changePrice": market.rounded(change),
        "high": market.rounded(market.price * Decimal("1.03")),
        "low": market.rounded(market.price * Decimal("0.97")),
        "vol": format(market.volume, "f"),
        "volValue": format(market.volume * market.price, ".8f"),
        "last": market.rounded(market.price),
        "averagePrice": market.rounded(market.price),
    } | fees


@functools.cache
def _all_tickers() -> bytes:
    return orjson.dumps([_ticker(market) for market in listing().values()])


def _tickers(call: Call) -> Answer:
    return Answer(b'{"code":"200000","data":{"time":%d,"ticker":%s}}' % (call.now_ms, _all_tickers()))


def _prices(call: Call) -> Answer:
    """Tell what coins are worth in one currency; dollars, unless another base is named."""
    base, asked = call.request.params.get("base", "USD"), call.request.params.get("currencies", "")
    wanted = set(asked.split(",")) if asked else None
    quote = "USDT" if base == "USD" else base
    markets = (market for market in listing().values() if market.quote == quote)
    return said({m.base: format(m.price, "f") for m in markets if wanted is None or m.base in wanted})


@functools.cache
def _all_currencies() -> Answer:
    coins = dict.fromkeys(name for market in listing().values() for name in (market.base, market.quote))
    chain = {
        "chainName": "SANDBOX",
        "chainId": "sandbox",
        "isWithdrawEnabled": True,
        "isDepositEnabled": True,
    }
    return said(
        [
            {"currency": coin, "name": coin, "fullName": coin, "precision": 8, "isMarginEnabled": False}
            | {
                "isDebitEnabled": False,
                "chains": [chain | {"withdrawalMinFee": "1", "withdrawalMinSize": "2"}],
            }
            for coin in coins
        ]
    )


def _currencies(call: Call) -> Answer:
    return _all_currencies()


def time_now(call: Call) -> Answer:
    return said(call.now_ms)


ENDPOINTS = {
    ("GET", "/api/v1/timestamp"): public(time_now, 3),
    ("GET", "/api/v1/status"): public(always({"status": "open", "msg": ""}), 3),
    ("GET", "/api/v2/symbols"): public(_symbols, 4),
    ("GET", "/api/v1/market/allTickers"): public(_tickers, 15),
    ("GET", "/api/v1/prices"): public(_prices, 3),
    ("GET", "/api/v3/currencies"): public(_currencies, 3),
}
