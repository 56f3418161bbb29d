"""Somebody else's id, at every address that takes one: not found."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from connections.models import Check, Connection, Credentials
from notifications.models import Notification
from strategies.models import Revision, Strategy
from tests.api.conftest import key, make, signed_in
from tests.api.strategies.conftest import able, draw
from tests.people import sign_in

__all__ = ("able", "draw", "key", "make")

METHODS = ("get", "post", "put", "patch", "delete")
# What stands in an address, and whose id it is.
PAGES = {
    "connections/<int:pk>/": "connection",
    "connections/<int:pk>/progress/": "connection",
    "connections/<int:pk>/history/": "connection",
    "connections/<int:pk>/check/": "connection",
    "connections/<int:pk>/rename/": "connection",
    "connections/<int:pk>/account/": "connection",
    "connections/<int:pk>/account/decline/": "connection",
    "connections/<int:pk>/pause/": "connection",
    "connections/<int:pk>/resume/": "connection",
    "connections/<int:pk>/replace/": "connection",
    "connections/<int:pk>/disconnect/": "connection",
    "strategies/<int:pk>/": "strategy",
    "strategies/<int:pk>/progress/": "strategy",
    "strategies/<int:pk>/preview/": "strategy",
    "strategies/<int:pk>/edit/": "strategy",
    "strategies/<int:pk>/enable/": "strategy",
    "strategies/<int:pk>/disable/": "strategy",
    "strategies/<int:pk>/duplicate/": "strategy",
    "strategies/<int:pk>/archive/": "strategy",
}
API = {
    "api/v1/connections/<int:id>/": "connection",
    "api/v1/connections/<int:id>/credentials/": "connection",
    "api/v1/connections/<int:id>/checks/": "connection",
    "api/v1/connections/<int:id>/candidate/": "connection",
    "api/v1/connections/<int:id>/history/": "connection",
    "api/v1/connections/<int:id>/events/": "connection",
    "api/v1/connections/<int:id>/pause/": "connection",
    "api/v1/connections/<int:id>/resume/": "connection",
    "api/v1/checks/<int:id>/": "check",
    "api/v1/strategies/<int:id>/": "strategy",
    "api/v1/strategies/<int:id>/enable/": "strategy",
    "api/v1/strategies/<int:id>/disable/": "strategy",
    "api/v1/strategies/<int:id>/duplicate/": "strategy",
    "api/v1/strategies/<int:id>/history/": "strategy",
}
# No ids of anybody: a code of an exchange, and a key that was mailed to one person.
NOT_IDS = {
    "connections/new/<slug:code>/",
    "connections/new/<slug:code>/guide/",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
}


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Yield every address of the site that takes something."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and ("<" in route or "(" in route):
            yield route


ADMIN = sorted(route for route in routes() if route.startswith("admin/"))


def test_every_address_that_takes_something_is_known_here() -> None:
    assert {*routes()} - {*ADMIN} == {*PAGES, *API, *NOT_IDS}


@pytest.fixture
def of_bob(bob: User, make: Any, draw: Any) -> dict[str, int]:
    """Return the ids of bob's things."""
    row = make(bob, name="Bob's own", verdict="connected")
    check = Check.objects.create(connection=row, requested_at=timezone.now(), finished_at=timezone.now())
    told = Notification.objects.create(user=bob, code="connection.connected")
    strategy = draw(bob, name="Bob's strategy")
    ids = {"connection": row.pk, "check": check.pk, "strategy": strategy.pk}
    return {**ids, "user": bob.pk, "notification": told.pk}


@pytest.fixture
def untouched(of_bob: dict[str, int]) -> Iterator[None]:
    """Find everything as it was afterwards."""
    before = _everything()
    yield
    assert _everything() == before


def _everything() -> list[dict[str, Any]]:
    models = (Connection, Check, Notification, Strategy, Revision)
    rows = [model_to_dict(row) for model in models for row in model._default_manager.order_by("pk")]
    return [*rows, {"credentials": Credentials.objects.count()}]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("route", PAGES)
def test_pages(client: Client, alice: User, of_bob: dict[str, int], route: str) -> None:
    sign_in(client, alice)
    answers = {method: getattr(client, method)(_filled(route, of_bob[PAGES[route]])) for method in METHODS}
    _assert_not_found(answers)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("route", API)
def test_api(alice: User, of_bob: dict[str, int], route: str) -> None:
    mobile: APIClient = signed_in(alice)
    answers = {method: getattr(mobile, method)(_filled(route, of_bob[API[route]])) for method in METHODS}
    _assert_not_found(answers)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("route", ADMIN)
def test_customers_get_nothing_in_the_admin(
    client: Client, alice: User, of_bob: dict[str, int], route: str
) -> None:
    sign_in(client, alice)
    for pk in of_bob.values():
        answer = client.get(_filled(route, pk))
        assert answer.status_code in {302, 404}
        assert answer.status_code == 404 or answer.headers["Location"].startswith("/admin/login/")


def _filled(route: str, pk: int) -> str:
    parts = [str(pk) if "<" in part or "(" in part else part for part in route.split("/")]
    return f"/{'/'.join(parts)}".removesuffix("$")


def _assert_not_found(answers: dict[str, Any]) -> None:
    """Every method is unknown or not offered, and at least one is offered."""
    statuses = {method: answer.status_code for method, answer in answers.items()}
    assert set(statuses.values()) <= {404, 405}, statuses
    assert 404 in statuses.values(), statuses
    assert not any("Bob" in answer.content.decode() for answer in answers.values())
