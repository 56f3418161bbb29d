"""How Binance says no: {"code", "msg"} with HTTP 4xx; spot and futures differ in a few words."""

from sandbox.calls import Refused
from sandbox.stories import LISTED_ADDRESS
from sandbox.wire import HTML, Answer, in_json

_ANY_OF_THREE = "Invalid API-key, IP, or permissions for action"
_PAGE = b"<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>"

# reason: (HTTP status, code, words)
_SPOT = {
    "bad-format": (401, -2014, "API-key format invalid."),
    "unknown-key": (400, -2008, "Invalid Api-Key ID."),
    "address": (401, -2015, f"{_ANY_OF_THREE}."),
    "no-permission": (401, -2015, f"{_ANY_OF_THREE}."),
    "signature": (400, -1022, "Signature for this request is not valid."),
    "clock": (400, -1021, "Timestamp for this request is outside of the recvWindow."),
    "window": (400, -1131, "recvWindow must be less than 60000"),
    "frozen": (400, -1109, "Invalid account."),
    "rate-limited": (
        429,
        -1003,
        "Too many requests; current limit is 6000 request weight per 1 MINUTE."
        " Please use WebSocket Streams for live updates to avoid polling the API.",
    ),
    "banned": (
        418,
        -1003,
        "Way too much request weight used; IP banned until {until_ms}."
        " Please use WebSocket Streams for live updates to avoid bans.",
    ),
    "maintenance": (503, 1, "System is under maintenance."),
    "internal": (500, -1001, "Internal error; unable to process your request. Please try again."),
    "missing": (400, -1102, "Mandatory parameter '{what}' was not sent, was empty/null, or malformed."),
    "not-a-number": (
        400,
        -1100,
        "Illegal characters found in parameter '{what}'; legal range is '^([0-9]{{1,20}})(\\.[0-9]{{1,20}})?$'.",
    ),
    "bad-symbol": (400, -1121, "Invalid symbol."),
    "bad-side": (400, -1117, "Invalid side."),
    "bad-type": (400, -1116, "Invalid orderType."),
    "price-scale": (400, -1013, "Filter failure: PRICE_FILTER"),
    "size-scale": (400, -1013, "Filter failure: LOT_SIZE"),
    "below-minimum": (400, -1013, "Filter failure: NOTIONAL"),
}
_FUTURES = _SPOT | {
    "unknown-key": (401, -2015, f"{_ANY_OF_THREE}, request ip: {LISTED_ADDRESS}"),
    "address": (401, -2015, f"{_ANY_OF_THREE}, request ip: {{address}}"),
    "no-permission": (401, -2015, f"{_ANY_OF_THREE}, request ip: {LISTED_ADDRESS}"),
    "futures-not-opened": (400, -4109, "Inactive account"),
    "price-scale": (400, -4014, "Price not increased by tick size."),
    "size-scale": (400, -1111, "Precision is over the maximum defined for this asset."),
    "below-minimum": (
        400,
        -4164,
        "Order's notional must be no smaller than {minimum} (unless you choose reduce only)",
    ),
}


def spot(refused: Refused) -> Answer:
    return _answer(refused, _SPOT)


def futures(refused: Refused) -> Answer:
    return _answer(refused, _FUTURES)


def _answer(refused: Refused, words: dict[str, tuple[int, int, str]]) -> Answer:
    if refused.reason == "no-such-endpoint":
        return Answer(_PAGE, 404, content_type=HTML)
    status, code, text = words[refused.reason]
    answer = in_json({"code": code, "msg": text.format(**refused.details)}, status)
    if status not in (418, 429):
        return answer
    return answer.but(headers=b"Retry-After: %d\r\n" % refused.retry_after_seconds)
