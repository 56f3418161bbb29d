"""How Gate says no: {"label", "message"}, the label a word in capitals."""

from sandbox.calls import Refused
from sandbox.wire import Answer, in_json

# reason: (HTTP status, label, words)
_WORDS = {
    "missing-header": (400, "MISSING_REQUIRED_HEADER", "Missing required header: {what}"),
    "clock": (403, "REQUEST_EXPIRED", "gap between request Timestamp and server time exceeds 60"),
    "unknown-key": (401, "INVALID_KEY", "Invalid key provided"),
    # Nothing tells a key that ended from one that never was.
    "expired": (401, "INVALID_KEY", "Invalid key provided"),
    "signature": (401, "INVALID_SIGNATURE", "Signature mismatch"),
    "address": (403, "FORBIDDEN", "Request IP not in whitelist: {address}"),
    "no-permission": (403, "FORBIDDEN", "Request API key does not have {area} permission"),
    "read-only": (403, "READ_ONLY", "API key is read-only"),
    "frozen": (403, "ACCOUNT_LOCKED", "Account is locked"),
    "futures-not-opened": (400, "USER_NOT_FOUND", "please transfer funds first to create futures account"),
    "rate-limited": (429, "TOO_MANY_REQUESTS", "Request Rate Limit Exceeded"),
    "maintenance": (503, "TOO_BUSY", "Server is too busy at the moment"),
    "internal": (500, "SERVER_ERROR", "Internal server error"),
    "no-such-endpoint": (404, "NOT_FOUND", "Not found: {path}"),
    "missing": (400, "MISSING_REQUIRED_PARAM", "Missing required parameter: {what}"),
    "not-a-number": (400, "INVALID_PARAM_VALUE", "invalid argument: {what}"),
    "bad-type": (400, "INVALID_PARAM_VALUE", "invalid argument: {what}"),
    "bad-symbol": (400, "INVALID_CURRENCY_PAIR", "Invalid currency pair {what}"),
    "no-such-contract": (400, "CONTRACT_NOT_FOUND", "CONTRACT_NOT_FOUND"),
    "price-scale": (400, "INVALID_PRECISION", "Invalid {what} precision"),
    "size-scale": (400, "INVALID_PRECISION", "Invalid {what} precision"),
    "below-minimum": (
        400,
        "INVALID_PARAM_VALUE",
        "Your order size is too small. The minimum is {minimum} {quote}",
    ),
}


def answer(refused: Refused) -> Answer:
    area, _, writing = str(refused.details.get("right", "")).partition(":")
    reason = "read-only" if refused.reason == "no-permission" and writing else refused.reason
    status, label, words = _WORDS[reason]
    return in_json({"label": label, "message": words.format(**refused.details, area=area)}, status)
