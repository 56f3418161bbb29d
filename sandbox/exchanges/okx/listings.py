"""OKX's markets: their rules and prices by type of instrument, without a signature."""

import functools
from collections.abc import Callable, Iterable
from decimal import ROUND_UP, Decimal
from typing import Any

import orjson

from sandbox.calls import Call, Endpoint, Refused
from sandbox.markets import PAUSED, Market, contracts, listing
from sandbox.wire import Answer

SWAP = "-SWAP"
_NOW = b'"now"'  # stands in prepared answers where the time of the request belongs
_LITTLE_LEVERAGE = {"ORDI": "10"}  # a small coin, as exchanges list them
_VALUES = {"BTC": Decimal("0.01"), "ETH": Decimal("0.1")}
_SMALL_PRICE = Decimal("0.01")
_KINDS = ("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION")


def said(data: object) -> Answer:
    return Answer(orjson.dumps({"code": "0", "data": data, "msg": ""}))


def always(data: object) -> Callable[[Call], Answer]:
    answer = said(data)
    return lambda call: answer


def pair(market: Market) -> str:
    return f"{market.base}-{market.quote}"


def least(market: Market) -> Decimal:
    """Return the smallest order for spot, in coins."""
    return (market.minimum / market.price).quantize(market.lot, ROUND_UP)


def value(market: Market) -> Decimal:
    """Return the coins in one contract."""
    usual = Decimal(1_000_000) if market.price < _SMALL_PRICE else Decimal(1)
    return _VALUES.get(market.base, usual)


def contract_lot(market: Market) -> Decimal:
    return Decimal("0.01") if market.base in _VALUES else Decimal(1)


def _plain(number: Decimal) -> str:
    return format(number, "f")


_EMPTY = dict.fromkeys(
    (
        *("alias", "auctionEndTime", "baseCcy", "contTdSwTime", "ctMult", "ctType", "ctVal", "ctValCcy"),
        *("expTime", "instFamily", "optType", "quoteCcy", "settleCcy", "stk", "uly"),
    ),
    "",
)
_SAME = {
    "category": "1",
    "futureSettlement": False,
    "listTime": "1606468572000",
    "openType": "",
    "ruleType": "normal",
    **dict.fromkeys(("maxIcebergSz", "maxLmtSz", "maxTriggerSz", "maxTwapSz"), "9999999999"),
    **dict.fromkeys(("maxLmtAmt", "maxMktAmt"), "20000000"),
    **dict.fromkeys(("maxMktSz", "maxStopSz"), "1000000"),
}


def _rules(market: Market) -> dict[str, Any]:
    state = "suspend" if market.base in PAUSED else "live"
    return _EMPTY | _SAME | {"state": state, "tickSz": _plain(market.tick)}


def _spot(market: Market) -> dict[str, Any]:
    return _rules(market) | {
        "instType": "SPOT",
        "instId": pair(market),
        "baseCcy": market.base,
        "quoteCcy": market.quote,
        "lever": "",
        "lotSz": _plain(market.lot),
        "minSz": _plain(least(market)),
        "tradeQuoteCcyList": [market.quote],
    }


def _swap(market: Market) -> dict[str, Any]:
    return _rules(market) | {
        "instType": "SWAP",
        "instId": f"{pair(market)}{SWAP}",
        "instFamily": pair(market),
        "uly": pair(market),
        "settleCcy": market.quote,
        "ctMult": "1",
        "ctType": "linear",
        "ctVal": _plain(value(market)),
        "ctValCcy": market.base,
        "lever": _LITTLE_LEVERAGE.get(market.base, "100"),
        "lotSz": _plain(contract_lot(market)),
        "minSz": _plain(contract_lot(market)),
    }


def _ticker(market: Market, kind: str) -> dict[str, Any]:
    name = pair(market) + (SWAP if kind == "SWAP" else "")
    opened = market.rounded(market.price / (1 + market.change))
    return {
        "instType": kind,
        "instId": name,
        "last": market.rounded(market.price),
        "lastSz": _plain(market.lot),
        "askPx": market.rounded(market.price + market.tick),
        "askSz": _plain(market.lot),
        "bidPx": market.rounded(market.price - market.tick),
        "bidSz": _plain(market.lot),
        "open24h": opened,
        "high24h": market.rounded(market.price * Decimal("1.03")),
        "low24h": market.rounded(market.price * Decimal("0.97")),
        "volCcy24h": format(market.volume * market.price, ".8f"),
        "vol24h": _plain(market.volume),
        "sodUtc0": opened,
        "sodUtc8": opened,
        "ts": "now",
    }


def _listed(kind: str) -> Iterable[Market]:
    return {"SPOT": listing().values(), "SWAP": contracts()}.get(kind, ())


@functools.cache
def _instruments_of(kind: str) -> Answer:
    described = _spot if kind == "SPOT" else _swap
    return said([described(market) for market in _listed(kind)])


@functools.cache
def _tickers_of(kind: str) -> bytes:
    return said([_ticker(market, kind) for market in _listed(kind)]).body


def _kind(call: Call) -> str:
    kind = call.request.params.get("instType", "")
    if not kind:
        raise Refused("no-parameter", what="instType")
    if kind not in _KINDS:
        raise Refused("bad-parameter", what="instType")
    return kind


def _instruments(call: Call) -> Answer:
    return _instruments_of(_kind(call))


def _tickers(call: Call) -> Answer:
    return Answer(_tickers_of(_kind(call)).replace(_NOW, b'"%d"' % call.now_ms))


def _time(call: Call) -> Answer:
    return said([{"ts": str(call.now_ms)}])


def _public(answer: Callable[[Call], Answer], pool: str) -> Endpoint:
    return Endpoint(answer, is_public=True, pool=pool)


ENDPOINTS = {
    ("GET", "/api/v5/public/time"): _public(_time, "10/2"),
    ("GET", "/api/v5/system/status"): _public(always([]), "1/5"),
    ("GET", "/api/v5/public/instruments"): _public(_instruments, "20/2"),
    ("GET", "/api/v5/market/tickers"): _public(_tickers, "20/2"),
}
