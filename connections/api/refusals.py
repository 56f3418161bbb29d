"""How a service's refusal becomes an answer with a code, a field and the way out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError

from backfuture.lib.problems import Problem
from connections import messages, services
from connections.exchanges.base import Exchange

_CREDENTIALS = {"api_key", "secret", "passphrase", "key_pair"}
_REFUSALS = (
    *(services.Rejected, services.AlreadyConnected, services.InUse),
    *(services.LimitReached, services.NotVerified),
)


@contextmanager
def answered(exchange: Exchange | None, *, is_nested: bool = False) -> Iterator[None]:
    """Turn what a service raises inside into the API's errors.

    `exchange` lends its captions to the texts; `is_nested` says that the credentials were an object of the body.
    """
    try:
        yield
    except _REFUSALS as no:
        raise _problem(no, exchange, is_nested=is_nested) from None


def _problem(no: Exception, exchange: Exchange | None, *, is_nested: bool) -> APIException:
    match no:
        case services.AlreadyConnected(connection_id=found):
            text = _("You have connected this key already.")
            return Problem("already_connected", text, status=409, connection=found)
        case services.InUse(names=names):
            return Problem("in_use", _in_use(), status=409, names=names)
        case services.LimitReached(retry_after=seconds):
            text = _("You have tried this very often in a short time. Wait a while, then try again.")
            return Problem("limit_reached", text, status=429, retry_after=seconds)
        case services.Rejected(problems=[services.Problem(code="destroyed") as only]):
            return Problem("credentials_destroyed", messages.problem(only, exchange), status=409)
        case services.Rejected(problems=[services.Problem(code="nothing_held") as only]):
            return Problem("nothing_held", messages.problem(only, exchange), status=409)
        case services.Rejected(problems=problems):
            return ValidationError(_fields(problems, exchange, is_nested=is_nested))
    return Problem("email_not_verified", _("Verify your e-mail address first."), status=403)


def _in_use() -> str:
    text = _(
        "Strategies run on this connection. Disable them first, or repeat the request with %(parameter)s: they are "
        "archived then, and open positions and orders stay at the exchange, where nobody manages them."
    )
    return text % {"parameter": "?in_use=archive"}


def _fields(
    problems: list[services.Problem], exchange: Exchange | None, *, is_nested: bool
) -> dict[str, Any]:
    """Return the details field by field, at the place in the body where each field was."""
    own: dict[str, Any] = {}
    for problem in problems:
        place = own.setdefault("credentials", {}) if is_nested and problem.field in _CREDENTIALS else own
        text = ErrorDetail(messages.problem(problem, exchange), problem.code)
        place.setdefault(problem.field, []).append(text)
    return own
