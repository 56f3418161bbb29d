"""Where no view answers: problem+json below /api/, a page elsewhere."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from backfuture import urls
from backfuture.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]
ERRORS = {"400": SuspiciousOperation, "403": PermissionDenied, "500": RuntimeError}


def fail(request: HttpRequest, status: str) -> HttpResponse:
    raise ERRORS[status]("canary")


urlpatterns = [
    path("api/v1/fail/<str:status>/", fail),
    path("fail/<str:status>/", fail),
    *urls.urlpatterns,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("status", "code"), [("400", "parse_error"), ("403", "permission_denied"), ("500", "error")]
)
def test_below_api(client: Client, status: str, code: str) -> None:
    answer = client.get(f"/api/v1/fail/{status}/")
    problem = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (int(status), int(status), code)
    assert problem["type"] == "about:blank"
    assert problem["detail"]
    assert b"canary" not in answer.content


@pytest.mark.parametrize("status", ["400", "403", "500"])
def test_elsewhere(client: Client, status: str) -> None:
    answer = client.get(f"/fail/{status}/")
    assert answer.status_code == int(status)
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("is_debug", [True, False])
@pytest.mark.parametrize("method", ["get", "post", "patch"])
def test_an_api_address_that_is_none(client: Client, settings: Settings, is_debug: bool, method: str) -> None:
    settings.DEBUG = is_debug
    for address in ("/api/", "/api/v1/nothing/", "/api/v1/me", "/api/v2/me/"):
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_page_that_is_none(client: Client) -> None:
    answer = client.get("/nothing/")
    assert answer.status_code == 404
    assert "<html" in answer.content.decode()
