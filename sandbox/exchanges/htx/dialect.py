"""How HTX says no: in three shapes, always as HTTP 200, and mostly as a signature that is not valid."""

from typing import Any

from sandbox.calls import Call, Refused
from sandbox.limits import Usage
from sandbox.wire import Answer, in_json

# What is wrong with a request that is signed: one code, the words say why.
_NOT_VALID = {
    "unknown-key": "Incorrect Access key [Access key错误]",
    "signature": "Verification failure [校验失败]",
    "signature-method": "Incorrect signature method [错误的签名方法]",
    "signature-version": "Incorrect signature version [错误的签名版本]",
    "clock": "Invalid submission time or incorrect time format [无效的提交时间，或时间格式错误]",
    "address": "Incorrect IP address [IP地址错误]:{address}",
    "expired": "API key has expired [API Key已经过期]",
    "frozen": "Abnormal user status [用户状态不正常]",
    "no-permission": "API key has no permission [API Key没有权限]",
}
# reason: (code of spot, words)
_SPOT = {
    "missing-signature": ("login-required", "Signature is missing"),
    "rate-limited": (
        "base-request-exceed-frequency-limit",
        "Frequency of requests has exceeded the limit, please try again later",
    ),
    "maintenance": ("system-maintenance", "System is in maintenance!"),
    "internal": ("gateway-internal-error", "Failed to load data. Try again later."),
    "missing": ("validation-constraints-required", "Field is missing: {what}."),
    "not-a-number": ("invalid-amount", "Parameter `{what}` is invalid."),
    "bad-symbol": ("base-symbol-error", "The symbol is invalid"),
    "bad-account": ("account-get-accounts-inexistent-error", "account for id `{what}` does not exist"),
    "price-scale": ("order-orderprice-precision-error", "order {what} precision error"),
    "size-scale": ("order-orderamount-precision-error", "order {what} precision error"),
    "below-minimum": ("order-value-min-error", "Order total cannot be lower than: {minimum} {quote}"),
}
# reason: (code of contracts, words)
_CONTRACTS = {
    "missing-signature": (403, "Incorrect Access key [Access key错误]"),
    "rate-limited": (1032, "The number of access exceeded the limit."),
    "maintenance": (1431, "The system is in maintenance and is expected to resume at 12:00 (GMT+8)."),
    "internal": (1004, "System busy. Please try again later."),
    "missing": (1066, "{what} cannot be empty."),
    "not-a-number": (1067, "Illegal parameter {what}."),
    "no-such-contract": (1014, "This contract doesn't exist."),
    "futures-not-opened": (
        1220,
        "You don’t have access permission as you have not opened contracts trading.",
    ),
}
# Of the newer endpoints; `uid` is told with the question.
_NEWER = {
    "missing": (2003, 'missing mandatory field "{what}"'),
    "invalid": (2002, "invalid field value in `{what}`"),
    "forbidden": (1002, "forbidden"),
}


def answer(refused: Refused, call: Call, is_spot: bool) -> Answer:
    path, reason = call.request.path, refused.reason
    if reason == "no-such-endpoint":
        return in_json(_worded("method-not-allowed", "Request method is not supported", call, is_spot), 405)
    if path.startswith("/v2/") and reason in _NEWER:
        code, words = _NEWER[reason]
        return in_json({"code": code, "message": words.format(**refused.details)})
    if reason in _NOT_VALID:
        told = _NOT_VALID[reason].format(**refused.details)
        found: tuple[Any, str] = (
            ("api-signature-not-valid", f"Signature not valid: {told}") if is_spot else (403, told)
        )
    else:
        found = (_SPOT if is_spot else _CONTRACTS)[reason]
    return in_json(_worded(found[0], found[1].format(**refused.details), call, is_spot))


def _worded(code: object, words: str, call: Call, is_spot: bool) -> dict[str, Any]:
    if is_spot:
        return {"status": "error", "err-code": code, "err-msg": words, "data": None}
    if call.request.path.startswith("/v5/"):
        return {"code": code, "message": words, "data": None, "ts": call.now_ms}
    return {"status": "error", "err_code": code, "err_msg": words, "ts": call.now_ms}


def quota_lines(usage: Usage, call: Call, is_spot: bool) -> bytes:
    """Return the header lines about a quota: spot tells when its window closes, contracts how long it lasts."""
    if is_spot:
        return b"X-HB-RateLimit-Requests-Remain: %d\r\nX-HB-RateLimit-Requests-Expire: %d\r\n" % (
            usage.remaining,
            call.now_ms + usage.reset_ms,
        )
    return (
        b"ratelimit-limit: %d\r\nratelimit-interval: 3000\r\nratelimit-remaining: %d\r\nratelimit-reset: %d\r\n"
        % (usage.quota, usage.remaining, call.now_ms + usage.reset_ms)
    )
