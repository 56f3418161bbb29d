"""Errors of the API: application/problem+json (RFC 9457) with a stable `code`, worded in the reader's language.

Nothing the client sent is repeated in an answer: a secret pasted into the wrong field must not come back.
"""

from http import HTTPStatus
from math import ceil
from typing import Any, cast

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"

Text = str | Promise

# The framework's own words quote the request (a method, a media type, a parser's position) or say little.
_DETAILS: dict[str, Text] = {
    "not_authenticated": _("Sign in to do this."),
    "permission_denied": _("You may not do this."),
    "not_found": _("There is nothing here."),
    "parse_error": _("The request is not valid JSON."),
    "method_not_allowed": _("This address does not offer that method."),
    "unsupported_media_type": _("Send JSON (Content-Type: application/json)."),
    "not_acceptable": _("The answer is JSON: accept application/json."),
    "throttled": _("Too many requests. Try again a little later."),
    "error": _("Something went wrong on our side."),
}
# Validation messages that would quote what was sent.
_FIELD_DETAILS: dict[str, Text] = {
    "required": _("This field is required."),
    "null": _("This field must not be empty."),
    "blank": _("This field must not be empty."),
    "invalid_choice": _("Choose one of the values offered."),
    "does_not_exist": _("There is no such entry."),
}


class Problem(exceptions.APIException):
    """An answer with its own code, e.g. `Problem("already_connected", _("..."), status=409, connection=7)`.

    `extra` become members of the answer; `retry_after` (seconds) becomes the header as well.
    """

    def __init__(self, code: str, detail: Text, *, status: int, retry_after: int = 0, **extra: Any) -> None:
        super().__init__(cast("str", detail), code)
        self.code, self.status_code, self.extra = code, status, extra
        if retry_after:
            self.wait = retry_after
            self.extra["retry_after"] = retry_after


class FieldProblem(serializers.Serializer[Any]):
    """One field and what is wrong with it; `field` is empty when it is the request as a whole."""

    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """The shape of every error; some codes add members of their own."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    # The stubs take the name for the property that holds a serializer's own errors; as a field it is an answer's.
    errors = FieldProblem(many=True, required=False)  # type: ignore[assignment]


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer what an API view raised; None for the unforeseen, which is a 500 and gets logged."""
    known = _translated(error)
    if known is None:
        return None
    response = Response(body(known), status=known.status_code, content_type=MEDIA_TYPE)
    if header := getattr(known, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(known, "wait", None):
        response["Retry-After"] = str(ceil(wait))
    return response


def body(error: exceptions.APIException) -> dict[str, Any]:
    """Return the answer's members."""
    code = _code(error)
    members: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(error.status_code).phrase,
        "status": error.status_code,
        "code": code,
    }
    if isinstance(error, exceptions.ValidationError):
        return members | {"detail": str(_("Please correct what is marked.")), "errors": _errors(error.detail)}
    own = "" if isinstance(error, Problem) else _DETAILS.get(code, "")
    return members | {"detail": str(own or error.detail), **getattr(error, "extra", {})}


def _translated(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, DjangoPermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, DjangoValidationError):
        return exceptions.ValidationError(serializers.as_serializer_error(error))
    return error if isinstance(error, exceptions.APIException) else None


def _code(error: exceptions.APIException) -> str:
    if isinstance(error, Problem):
        return error.code
    if isinstance(error, exceptions.ValidationError):
        return "invalid"
    return str(getattr(error.detail, "code", error.default_code))


def _errors(detail: Any, field: str = "") -> list[dict[str, str]]:
    """Flatten nested details; `credentials.api_key` and `markets.0` name the place."""
    if isinstance(detail, dict):
        pairs = [(str(key), value) for key, value in detail.items()]
    elif isinstance(detail, list) and any(isinstance(entry, dict | list) for entry in detail):
        pairs = [(str(index), value) for index, value in enumerate(detail)]
    else:
        entries = detail if isinstance(detail, list) else [detail]
        return [_field_problem(field, entry) for entry in entries]
    return [entry for key, value in pairs for entry in _errors(value, _joined(field, key))]


def _joined(field: str, key: str) -> str:
    if key in {"non_field_errors", "__all__"}:
        return field
    return f"{field}.{key}" if field else key


def _field_problem(field: str, detail: Any) -> dict[str, str]:
    code = str(getattr(detail, "code", "invalid"))
    return {"field": field, "code": code, "detail": str(_FIELD_DETAILS.get(code, detail))}
