"""How MEXC says no: two dialects, one for spot and one for futures."""

from sandbox.calls import Refused
from sandbox.wire import Answer, in_json

# reason: (HTTP status, code, words). The same body {"code", "msg"} for all of them.
_SPOT = {
    "missing-header": (400, 400, "api key required"),
    "unknown-key": (400, 10072, "Api key info invalid"),
    "signature": (400, 700002, "Signature for this request is not valid."),
    "clock": (400, 700003, "Timestamp for this request is outside of the recvWindow."),
    "window": (400, 700005, "recvWindow must less than 60000"),
    "address": (400, 700006, "IP [{address}] not in the ip white list"),
    "no-permission": (400, 700007, "No permission to access the endpoint."),
    "expired": (400, 402, "API Key expired, please apply again"),
    "frozen": (400, 60005, "your account is abnormal"),
    "rate-limited": (429, 429, "Too Many Requests"),
    "maintenance": (503, 503, "service not available, please try again"),
    "internal": (500, 500, "Internal error"),
    "no-such-endpoint": (404, 404, "Not Found"),
    "no-such-key": (400, 730706, "API KEY information does not exist"),
    "no-key-named": (400, 730707, "accessKey cannot be null"),
    "missing": (400, 700004, "Param '{what}' must be sent, but was empty/null"),
    "not-a-number": (400, 700008, "Illegal characters found in parameter '{what}'"),
    "bad-symbol": (400, 10007, "bad symbol"),
    "no-such-symbol": (400, -1121, "Invalid symbol."),
    "bad-type": (400, 30041, "current order type can not place order"),
    # 400 is also the code of a missing key: whoever reads the code alone is led astray, here as there.
    "price-scale": (400, 400, "price scale is invalid"),
    "size-scale": (400, 400, "quantity scale is invalid"),
    "below-minimum": (400, 30002, "The minimum transaction volume cannot be less than:{minimum}{quote}"),
}
# The same for {"success": false, "code", "message"}, which mostly travels as HTTP 200.
_FUTURES = {
    "missing-header": (200, 401, "Not logged in or login has expired!"),
    "unknown-key": (200, 401, "Not logged in or login has expired!"),
    "signature": (200, 602, "Signature verification failed!"),
    "clock": (200, 513, "Invalid request, please try again later!"),
    "address": (200, 406, "Accessing IP is not in the whitelist!"),
    "no-permission CONTRACT_ACCOUNT_READ": (200, 701, "Require account read permission!"),
    "no-permission CONTRACT_DEAL_READ": (200, 703, "Require trade read permission!"),
    "no-permission CONTRACT_DEAL_WRITE": (200, 704, "Require trade write permission!"),
    "expired": (200, 402, "API Key expired, please apply again!"),
    "frozen": (200, 6001, "Trading forbidden!"),
    "futures-not-opened": (200, 1000, "Account does not exist!"),
    "rate-limited": (200, 510, "Requests are too frequent, please try again later!"),
    "maintenance": (503, 801, "System under maintenance!"),
    "internal": (500, 500, "System internal error!"),
    "no-such-endpoint": (404, 404, "Not Found"),
    "bad-symbol": (200, 1001, "Contract does not exist!"),
}


def spot(refused: Refused) -> Answer:
    status, code, words = _SPOT[refused.reason]
    answer = in_json({"code": code, "msg": words.format(**refused.details)}, status)
    if status != 429:
        return answer
    return answer.but(headers=b"Retry-After: %d\r\n" % refused.retry_after_seconds)


def futures(refused: Refused) -> Answer:
    exact = f"{refused.reason} {refused.details.get('right')}"
    status, code, words = _FUTURES.get(exact) or _FUTURES[refused.reason]
    return in_json({"success": False, "code": code, "message": words}, status)
