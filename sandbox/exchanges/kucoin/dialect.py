"""How KuCoin says no: {"code", "msg"}, the code a string; what is wrong with an order comes as HTTP 200 or 400."""

from sandbox.calls import Refused
from sandbox.wire import HTML, Answer, in_json

# reason: (HTTP status, code, words)
_WORDS = {
    "missing-header": (400, "400001", "Please check the header of your request for {what}."),
    "clock": (400, "400002", "Invalid KC-API-TIMESTAMP"),
    "unknown-key": (401, "400003", "KC-API-KEY not exists"),
    # KuCoin deletes a key that ended: nothing tells it from one that never was.
    "expired": (401, "400003", "KC-API-KEY not exists"),
    "passphrase": (401, "400004", "Invalid KC-API-PASSPHRASE"),
    "signature": (401, "400005", "Invalid KC-API-SIGN"),
    "address": (403, "400006", "Invalid request ip, the current clientIp is:{address}"),
    "no-permission": (403, "400007", "Access denied, require more permission."),
    "version": (400, "400009", "Invalid KC-API-KEY-VERSION"),
    "frozen": (403, "411100", "User is frozen."),
    "futures-not-opened": (200, "401001", "USER_FUTURES_TRADE_STATUS_INVALID"),
    "rate-limited": (429, "429000", "Too many requests. Rate limit exceeded."),
    "maintenance": (503, "503000", "Service unavailable, the system is under maintenance."),
    "internal": (500, "500000", "Internal Server Error"),
    "no-such-endpoint": (404, "404000", "Url Not Found: {path}"),
    "missing": (400, "400100", "validation.createOrder.{what}IsRequired"),
    "not-a-number": (400, "400100", "Parameter {what} is invalid."),
    "bad-symbol": (400, "400100", "Unsupported trading pair."),
    "no-such-contract": (200, "100001", "Contract parameter invalid"),
    "bad-type": (400, "400100", "Parameter {what} is invalid."),
    "price-scale": (400, "400100", "Price increment invalid."),
    "size-scale": (200, "600100", "Order size increment invalid."),
    "below-minimum": (200, "600101", "The order funds should more then {minimum} {quote}."),
}


def answer(refused: Refused) -> Answer:
    if refused.reason == "rate-limited" and refused.details.get("at_edge"):
        # The firewall before the exchange answers by itself, without JSON.
        lines = b"Retry-After: %d\r\n" % refused.retry_after_seconds
        return Answer(b"<html><body>error code: 1015</body></html>", 429, lines, HTML)
    status, code, words = _WORDS[refused.reason]
    return in_json({"code": code, "msg": words.format(**refused.details)}, status)
