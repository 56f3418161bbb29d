"""How Coinbase says no: "Unauthorized" for every fault of a key, elsewhere JSON in one of two shapes, or a page."""

from email.utils import formatdate

from sandbox.calls import Refused
from sandbox.wire import HTML, Answer, in_json

_TEXT = b"text/plain; charset=utf-8"
# All that is said of a key that is unknown, has ended, signs wrongly or at a wrong time, or comes from elsewhere.
_UNAUTHORIZED = frozenset({"unsigned", "unknown-key", "signature", "clock", "address", "expired"})
# reason: (HTTP status, id, words), in the older shape
_OLDER = {
    "frozen": (401, "invalid_authentication_method", "API access is blocked for deleted users."),
    "rate-limited": (429, "rate_limit_exceeded", "Too many requests"),
    "internal": (500, "internal_server_error", "An error has occurred."),
}
# reason: (HTTP status, error, words), in the newer shape
_NEWER = {
    "no-permission": (403, "PERMISSION_DENIED", "Missing required scopes"),
    "no-such-endpoint": (404, "NOT_FOUND", "{path} was not found"),
    "bad-argument": (400, "INVALID_ARGUMENT", "{what} is invalid"),
}
_PAGE = b'<html>\n  <head>\n    <title>Coinbase</title>\n    <meta name="robots" content="noindex">\n  </head>\n</html>'


def answer(refused: Refused, now_ms: int) -> Answer:
    """Return a refusal; its date is that of the exchange's clock."""
    said = _said(refused)
    date = formatdate((now_ms + int(str(refused.details.get("ahead_ms", 0)))) / 1000, usegmt=True)
    return said.but(headers=b"Date: %s\r\n" % date.encode())


def _said(refused: Refused) -> Answer:
    if refused.reason in _UNAUTHORIZED:
        return Answer(b"Unauthorized\n", 401, content_type=_TEXT)
    if refused.reason == "maintenance":
        return Answer(_PAGE, 503, content_type=HTML)
    if refused.details.get("at_edge"):
        return Answer(_PAGE, 429, content_type=HTML)
    if refused.reason in _OLDER:
        status, code, words = _OLDER[refused.reason]
        return in_json({"errors": [{"id": code, "message": words}]}, status)
    status, code, words = _NEWER[refused.reason]
    said = words.format(**refused.details)
    return in_json({"error": code, "error_details": said, "message": said}, status)
