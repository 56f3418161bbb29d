"""How BingX says no: HTTP 200 and {"code", "msg"}, its throttle too; a ban and maintenance have their own status."""

from sandbox.calls import Refused
from sandbox.wire import HTML, Answer, in_json

_SITE = "https://bingx.com/en/account/api"
# reason: (code, words)
_WORDS = {
    "no-key": (100413, "Null apiKey"),
    "unknown-key": (100413, f"Incorrect apiKey, please check your valid api key in {_SITE}"),
    # A key that was deleted is one that never was.
    "expired": (100413, f"Incorrect apiKey, please check your valid api key in {_SITE}"),
    "no-signature": (100412, "Null signature"),
    "signature": (100001, "Signature verification failed due to signature mismatch"),
    "clock": (100421, "Null timestamp or timestamp mismatch"),
    "address": (
        100419,
        "your current request IP is {address} does not match IP whitelist ,"
        f" please go to {_SITE}/ to verify the ip you have set",
    ),
    "no-permission": (
        100004,
        "Permission denied as the API key was created without the permission,"
        f"this api need {{caption}} permission, please config it in {_SITE}",
    ),
    "frozen": (100414, "The account is abnormal, please contact customer service."),
    "futures-not-opened": (80012, "contract account not exist"),
    "rate-limited": (
        100410,
        "code:100410:The endpoint trigger frequency limit rule is currently in the disabled period"
        " and will be unblocked after {until_ms}",
    ),
    "internal": (100500, "The current system is busy, please try again later"),
    "no-such-endpoint": (100400, "this api is not exist, please refer to the API docs"),
    "missing": (109400, "Invalid parameters, err:{what}: This field is required."),
    "not-a-number": (109400, "Invalid parameters, err:{what}: This field must be a number."),
    "bad-side": (109400, "Invalid parameters, err:side: This field must be one of BUY, SELL."),
    "bad-type": (109400, "Invalid parameters, err:type: This field must be one of LIMIT, MARKET."),
    "bad-position": (
        109400,
        "In the Hedge mode, the PositionSide field can only be set to LONG or SHORT.",
    ),
    "bad-symbol": (109425, "{what} not exist, please verify it in api:/openApi/swap/v2/quote/contracts"),
    "price-scale": (109400, "Invalid parameters, err:price: too many digits."),
    "size-scale": (110425, "Order size does not meet the step size of the contract."),
    "below-minimum": (101400, "The minimum order amount is {minimum} {quote}."),
}
_CAPTIONS = {
    "1": "Spot Trading",
    "2": "Read",
    "3": "Perpetual Futures Trading",
    "4": "Universal Transfer",
    "5": "Withdraw",
}
_MAINTENANCE = b"<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>"
_THROTTLED_MS = 2000


def answer(refused: Refused, now_ms: int) -> Answer:
    if refused.reason == "maintenance":
        return Answer(_MAINTENANCE, 503, content_type=HTML)
    if refused.reason == "banned":
        return Answer(b"", 418)
    code, words = _WORDS[refused.reason]
    caption = _CAPTIONS.get(str(refused.details.get("right", "")), "")
    known = {"until_ms": now_ms + _THROTTLED_MS, "caption": caption, **refused.details}
    return in_json({"code": code, "msg": words.format(**known), "timestamp": now_ms})
