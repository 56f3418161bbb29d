"""How Bybit says no: HTTP 200 and {"retCode", "retMsg"}; before its own door only a status line, or words."""

from sandbox.calls import Refused
from sandbox.wire import HTML, Answer, in_json

# reason: (code, words)
_WORDS = {
    "unknown-key": (10003, "API key is invalid."),
    "signature": (10004, "error sign! origin_string[{text}]"),
    "clock": (
        10002,
        "invalid request, please check your server timestamp or recv_window param."
        " req_timestamp[{sent}],server_timestamp[{now}],recv_window[{window}]",
    ),
    "address": (10010, "Unmatched IP, please check your API key's bound IP addresses."),
    "no-permission": (10005, "Permission denied, please check your API key permissions."),
    "expired": (33004, "Your api key has expired."),
    "frozen": (10008, "User has been banned."),
    "futures-not-opened": (110088, "Please Upgrade to UTA to trade"),
    "rate-limited": (10006, "Too many visits!"),
    "internal": (10016, "System error. Please try again later."),
    "account-type": (10001, "accountType only support UNIFIED."),
    "category": (10001, "params error: Category is invalid"),
    "which": (
        10001,
        "Missing some parameters that must be filled in, symbol or settleCoin or baseCoin",
    ),
    "bad-symbol": (10001, "params error: symbol invalid"),
}
_MAINTENANCE = b"<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>"


def answer(refused: Refused, now_ms: int) -> Answer:
    if refused.reason == "missing-header":
        return Answer(b"", 401)  # the status line is all there is
    if refused.reason == "no-such-endpoint":
        return Answer(b"404 page not found", 404)
    if refused.reason == "maintenance":
        return Answer(_MAINTENANCE, 503, content_type=HTML)
    if refused.details.get("at_edge"):
        return Answer(b"access too frequent", 403)
    code, words = _WORDS[refused.reason]
    told = {"retCode": code, "retMsg": words.format(**refused.details)}
    return in_json(told | {"result": {}, "retExtInfo": {}, "time": now_ms})
