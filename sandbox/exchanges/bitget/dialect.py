"""How Bitget says no: {"code", "msg", "requestTime", "data": null}, the code a string, nearly always as HTTP 400."""

from sandbox.calls import Refused
from sandbox.wire import Answer, in_json

# reason: (HTTP status, code, words)
_WORDS = {
    "no-key": (400, "40001", "ACCESS_KEY cannot be empty"),
    "no-sign": (400, "40003", "Signature cannot be empty"),
    "no-timestamp": (400, "40005", "Invalid ACCESS_TIMESTAMP"),
    "no-passphrase": (400, "40011", "ACCESS_PASSPHRASE cannot be empty"),
    "clock": (400, "40008", "Request timestamp expired"),
    "unknown-key": (400, "40037", "Apikey does not exist"),
    "expired": (400, "40037", "Apikey does not exist"),
    "passphrase": (400, "40012", "apikey/password is incorrect"),
    "signature": (400, "40009", "sign signature error"),
    "address": (400, "40018", "Invalid IP"),
    "frozen": (400, "40024", "Account has been frozen"),
    "no-permission": (400, "40014", "Incorrect permissions, need {needed} permissions"),
    "futures-not-opened": (400, "40807", "The account does not exist"),
    "classic": (
        400,
        "40084",
        "You are in Classic Account mode, and the Unified Account API is not supported at this time",
    ),
    "rate-limited": (429, "429", "Too Many Requests"),
    "maintenance": (400, "40200", "Server upgrade, please try again later"),
    "internal": (400, "40015", "System is abnormal, please try again later"),
    "no-such-endpoint": (404, "40404", "Request URL NOT FOUND"),
    "missing": (400, "40019", "Parameter {what} cannot be empty"),
    "not-a-number": (400, "40020", "Parameter {what} error"),
    "bad-type": (400, "40020", "Parameter {what} error"),
    "bad-symbol": (400, "40034", "Parameter {symbol} does not exist"),
    "price-scale": (400, "40808", "Parameter verification exception price checkBDScale error"),
    "size-scale": (400, "40808", "Parameter verification exception size checkBDScale error"),
    "below-minimum": (400, "45110", "less than the minimum amount {minimum} {quote}"),
}

# What each right is called in a refusal; where reading is enough, both are named.
_NEEDED = {
    "stor": "spot order read or spot order write",
    "stow": "spot order write",
    "coor": "future order read or future order write",
    "coow": "future order write",
    "cpor": "future pos read or future pos write",
    "wtow": "wallet transfer write",
    "wwow": "wallet withdraw write",
}


def answer(refused: Refused, now_ms: int) -> Answer:
    status, code, words = _WORDS[refused.reason]
    details = refused.details | {"needed": _NEEDED.get(str(refused.details.get("right")), "")}
    told = {"code": code, "msg": words.format(**details), "requestTime": now_ms, "data": None}
    return in_json(told, status)
