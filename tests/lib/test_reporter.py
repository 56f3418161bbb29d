"""Nothing a person sent, and nothing we keep, is on an error page or in an error mail."""

import logging

import pytest
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils.log import AdminEmailHandler
from pytest_django import Settings

from backfuture import urls

# Put together, because the page shows lines of this file.
CANARY = "-".join(["canary", "3f9a1c"])


def fail(request: HttpRequest) -> HttpResponse:
    value = request.POST.get("field", "") or request.headers.get("X-Session-Token")
    held = {"anything": value}
    raise RuntimeError(f"failed with {len(held)} values")


urlpatterns = [path("fail/", fail), *urls.urlpatterns]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]

SENT = {"field": CANARY, "api_key": CANARY}
HEADERS = {
    "Authorization": f"Bearer {CANARY}",
    "Cookie": f"sessionid={CANARY}; other={CANARY}",
    "Referer": f"http://testserver/{CANARY}",
    "X-Session-Token": CANARY,
    "X-Anything": CANARY,
}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, environ={"WHATEVER": CANARY})


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_the_page_of_a_developer(client: Client, settings: Settings, accept: str) -> None:
    settings.DEBUG = True
    answer = client.post("/fail/", SENT, headers={**HEADERS, "Accept": accept})
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "failed with 1 values" in page
    assert "test_reporter.py" in page
    assert CANARY not in page
    assert "tests-only" not in page


def test_the_mail_to_the_operators(client: Client, settings: Settings) -> None:
    settings.ADMINS = [("Op", "op@example.com")]
    logger, handler = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)
    logger.addHandler(handler)
    try:
        client.post("/fail/", SENT, headers=HEADERS)
    finally:
        logger.removeHandler(handler)
    [message] = mail.outbox
    whole = message.message().as_string()
    assert "failed with 1 values" in whole
    assert CANARY not in whole


def test_the_page_of_everybody_else(client: Client) -> None:
    answer = client.post("/fail/", SENT, headers=HEADERS)
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
