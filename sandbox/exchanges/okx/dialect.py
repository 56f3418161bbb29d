"""How OKX says no: {"msg", "code"}, the code a string; of an order {"code": "1"}, and the reason inside its data."""

from sandbox.calls import Refused
from sandbox.wire import Answer, in_json

# reason: (HTTP status, code, words)
_WORDS = {
    "no-key": (401, "50103", 'Request header "OK-ACCESS-KEY" cannot be empty'),
    "no-passphrase": (401, "50104", 'Request header "OK-ACCESS-PASSPHRASE" cannot be empty'),
    "no-signature": (401, "50106", 'Request header "OK-ACCESS-SIGN" cannot be empty'),
    "no-time": (401, "50107", 'Request header "OK-ACCESS-TIMESTAMP" cannot be empty'),
    "bad-time": (401, "50112", "Invalid OK-ACCESS-TIMESTAMP"),
    "clock": (401, "50102", "Timestamp request expired"),
    "unknown-key": (401, "50119", "API key doesn't exist"),
    # OKX deletes a key that ended: nothing tells it from one that never was.
    "expired": (401, "50119", "API key doesn't exist"),
    "passphrase": (401, "50105", "Request header OK-ACCESS-PASSPHRASE incorrect."),
    "signature": (401, "50113", "Invalid Sign"),
    "address": (401, "50110", "Your IP {address} is not included in your API key's IP whitelist."),
    "no-permission": (401, "50120", "This API key doesn't have permission to use this function"),
    "frozen": (200, "50007", "User blocked."),
    "rate-limited": (429, "50011", "Too Many Requests"),
    "maintenance": (503, "50001", "Service temporarily unavailable. Please try again later "),
    "internal": (500, "50026", "System error. Please try again later."),
    "no-such-endpoint": (404, "404", "Not Found"),
    "no-json": (400, "50002", "JSON syntax error"),
    "no-parameter": (400, "50014", "Parameter {what} can not be empty."),
    "bad-parameter": (400, "51000", "Parameter {what} error"),
}
# What is wrong with an order: (code, words)
_OF_AN_ORDER = {
    "missing": ("51000", "Parameter {what} error"),
    "not-a-number": ("51000", "Parameter {what} error"),
    "bad-type": ("51000", "Parameter {what} error"),
    "price-scale": ("51000", "Parameter px error"),
    "bad-symbol": ("51001", "Instrument ID or Spread ID doesn't exist."),
    "futures-not-opened": ("51010", "You can't complete this request under your current account mode. "),
    "below-minimum": ("51020", "Your order should meet or exceed the minimum order amount."),
    "size-scale": ("51121", "Order quantity must be a multiple of the lot size."),
}


def answer(refused: Refused) -> Answer:
    if refused.reason in _OF_AN_ORDER:
        code, words = _OF_AN_ORDER[refused.reason]
        said = {"sCode": code, "sMsg": words.format(**refused.details)}
        failed = {"clOrdId": "", "ordId": "", **said, "tag": "", "ts": ""}
        return in_json({"code": "1", "data": [failed], "msg": "All operations failed"})
    status, code, words = _WORDS[refused.reason]
    return in_json({"msg": words.format(**refused.details), "code": code}, status)
