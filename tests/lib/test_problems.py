"""Every error of the API has one shape, a stable code, and repeats nothing of what was sent."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils import translation
from rest_framework import exceptions, serializers

from backfuture.lib.problems import MEDIA_TYPE, Problem, handler


def answer(error: Exception) -> Any:
    response = handler(error, {})
    assert response is not None
    assert response.content_type == MEDIA_TYPE
    assert response.data["status"] == response.status_code
    assert set(response.data) >= {"type", "title", "status", "code", "detail"}
    return response


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Http404("canary"), 404, "not_found"),
        (PermissionDenied("canary"), 403, "permission_denied"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.AuthenticationFailed(), 401, "authentication_failed"),
        (exceptions.ParseError("canary"), 400, "parse_error"),
        (exceptions.MethodNotAllowed("CANARY"), 405, "method_not_allowed"),
        (exceptions.UnsupportedMediaType("canary"), 415, "unsupported_media_type"),
        (exceptions.NotAcceptable(), 406, "not_acceptable"),
        (exceptions.Throttled(7), 429, "throttled"),
    ],
)
def test_the_known_ones(error: Exception, status: int, code: str) -> None:
    response = answer(error)
    assert (response.status_code, response.data["code"]) == (status, code)
    assert "canary" not in str(response.data).lower()


def test_one_of_our_own() -> None:
    response = answer(Problem("already_connected", "It is there.", status=409, connection=7))
    assert response.data == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "already_connected",
        "detail": "It is there.",
        "connection": 7,
    }


def test_a_limit_says_when_to_come_back() -> None:
    response = answer(Problem("limit_reached", "Later.", status=429, retry_after=90))
    assert (response["Retry-After"], response.data["retry_after"]) == ("90", 90)
    assert answer(exceptions.Throttled(0.2))["Retry-After"] == "1"


class Inner(serializers.Serializer[Any]):
    api_key = serializers.CharField(max_length=3)


class Outer(serializers.Serializer[Any]):
    exchange = serializers.ChoiceField(choices=["kucoin"])
    markets = serializers.ListField(child=serializers.ChoiceField(choices=["spot"]))
    credentials = Inner()

    def validate(self, attrs: Any) -> Any:
        raise serializers.ValidationError("Both.", "both")


def test_fields_are_named_by_their_path() -> None:
    form = Outer(
        data={"exchange": "canary", "markets": ["spot", "canary"], "credentials": {"api_key": "canary"}}
    )
    with pytest.raises(exceptions.ValidationError) as raised:
        form.is_valid(raise_exception=True)
    response = answer(raised.value)
    errors = {one["field"]: one["code"] for one in response.data["errors"]}
    assert errors == {
        "exchange": "invalid_choice",
        "markets.1": "invalid_choice",
        "credentials.api_key": "max_length",
    }
    assert "canary" not in str(response.data)


def test_an_error_of_the_whole_has_no_field() -> None:
    form = Outer(data={"exchange": "kucoin", "markets": [], "credentials": {"api_key": "abc"}})
    form.is_valid()
    response = answer(exceptions.ValidationError(form.errors))
    assert response.data["errors"] == [{"field": "", "code": "both", "detail": "Both."}]


def test_what_a_service_refuses_is_a_field_error_too() -> None:
    error = DjangoValidationError({"time_zone": DjangoValidationError("No.", code="unknown_time_zone")})
    response = answer(error)
    assert response.status_code == 400
    assert response.data["errors"] == [{"field": "time_zone", "code": "unknown_time_zone", "detail": "No."}]


def test_the_unforeseen_is_left_to_be_logged() -> None:
    assert handler(RuntimeError("canary"), {}) is None


def test_the_detail_is_worded_when_it_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    lazy = translation.gettext_lazy("Yes")
    with translation.override("de"):
        assert answer(Problem("any", lazy, status=400)).data["detail"] == "Ja"
