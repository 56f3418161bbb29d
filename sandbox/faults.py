"""What befalls an answer on its way: modes of the exchange, troubles of a key, and what stands before an exchange.

A fault is asked for by its name, for an exchange or for one key: then an edge answers in the exchange's place.
"""

from sandbox.calls import Call
from sandbox.state import Settings
from sandbox.stories import Trouble
from sandbox.wire import HTML, JSON, Answer, Ending

GARBAGE = b"<html><head><title>502</title></head><body><center>Bad gateway"
_RATE = (
    b"<!DOCTYPE html><html><head><title>Access denied | api.example.com used Cloudflare to restrict access</title>"
    b"</head><body><h1>Error 1015</h1><h2>You are being rate limited</h2></body></html>"
)
_COUNTRY = (
    b"<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1>"
    b"The Amazon CloudFront distribution is configured to block access from your country.</BODY></HTML>"
)
_LAW = b'{"code":0,"msg":"Service unavailable from a restricted location."}'
_BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>"
    b"\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
# name: what an edge answers; "truncated" is the exchange's own answer, cut off by one.
_EDGES = {
    "cloudflare-1015": Answer(_RATE, 429, b"Retry-After: 30\r\n", HTML),
    "cloudfront-403": Answer(_COUNTRY, 403, content_type=HTML),
    "country-451": Answer(_LAW, 451, content_type=JSON),
    "empty": Answer(b"", 200),
    "html-502": Answer(_BAD_GATEWAY, 502, content_type=HTML),
}
FAULTS = ("", *_EDGES, "truncated")


def disturbed(answer: Answer, call: Call, settings: Settings) -> Answer:
    """Return the answer as the state of the exchange and the key's story let it reach the client."""
    account = call.account
    trouble = account.story.trouble if account else Trouble.NONE
    fault = settings.fault or (account.fault if account else "")
    delay_ms = settings.latency_ms + (account.delay_ms if account else 0)
    if fault in _EDGES:
        return _EDGES[fault].but(delay_ms=delay_ms)
    if delay_ms or call.quota_lines:
        answer = answer.but(delay_ms=delay_ms, headers=answer.headers + call.quota_lines)
    if settings.mode == "garbage":
        return answer.but(status=200, body=GARBAGE, content_type=HTML)
    if fault == "truncated" or trouble is Trouble.GARBAGE:
        return answer.but(status=200, body=answer.body[: len(answer.body) // 2])
    if settings.mode == "closing" or trouble is Trouble.CLOSING:
        return answer.but(ending=Ending.MIDWAY)
    return answer
