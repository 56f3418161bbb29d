"""The status page: for everybody, signed in or not, and what pages of connections say meanwhile."""

import re
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from connections import incidents
from connections.findings import Finding, Severity
from connections.incidents import Look
from connections.incidents.evidence import Lane
from connections.models import Connection, Incident
from tests.portal.conftest import Make, passport

pytestmark = pytest.mark.django_db
SILENT = Finding("exchange_unavailable", Severity.INFO)


def answered(exchange: str, ms: int, site: str = "") -> None:
    incidents.record([Look(Lane(exchange, site), 1, "", ms)])


def went_down(exchange: str = "kucoin", minutes: int = 5, lasted: int | None = None) -> Incident:
    began = timezone.now() - timedelta(minutes=minutes)
    ended = began + timedelta(minutes=lasted) if lasted else None
    return Incident.objects.create(exchange=exchange, started_at=began, ended_at=ended)


def card(page: str, code: str) -> str:
    return page.split(f'id="{code}"')[1].split("</section>")[0]


def test_everybody_sees_how_each_exchange_is(client: Client) -> None:
    answered("mexc", 180)
    answered("binance", 2500)
    went_down("kucoin")
    page = client.get("/status/").content.decode()
    assert "Working" in card(page, "mexc")
    assert "180 ms" in card(page, "mexc")
    assert "Slow" in card(page, "binance")
    assert "Not answering" in card(page, "kucoin")
    assert "still without an answer" in card(page, "kucoin")
    assert "No data" in card(page, "okx")
    assert "KuCoin does not answer at the moment" in page


def watched(user: User, make: Make, exchange: str, days: int) -> None:
    row = make(user, exchange)
    Connection.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days))


def test_past_outages_are_told(client: Client, alice: User, make: Make) -> None:
    watched(alice, make, "mexc", 200)
    watched(alice, make, "kucoin", 90)
    went_down("mexc", minutes=3 * 24 * 60, lasted=22)
    page = client.get("/status/").content.decode()
    assert "No exchange is down" in page
    assert "1 outage in 90 days, 22 min in all." in card(page, "mexc")
    assert card(page, "mexc").count('class="outage"') == 1
    assert "No outage in 90 days." in card(page, "kucoin")


def test_an_outage_and_the_sum_of_all_are_rounded_alike(client: Client) -> None:
    began = timezone.now().replace(hour=0, minute=0) - timedelta(days=3)
    ended = began + timedelta(minutes=3, seconds=8)
    Incident.objects.create(exchange="mexc", started_at=began, ended_at=ended)
    page = card(client.get("/status/").content.decode(), "mexc")
    assert "3 min in all." in page
    assert "3 minutes without an answer" in page


def test_a_day_that_nobody_watched_is_not_shown_as_fine(client: Client, alice: User, make: Make) -> None:
    watched(alice, make, "mexc", 2)
    watched(alice, make, "kucoin", 40)
    went_down("kucoin", minutes=24 * 60, lasted=22)
    page = client.get("/status/").content.decode()
    since = date_format(timezone.now() - timedelta(days=2))
    assert f"No outage since {since}, when we began to watch." in card(page, "mexc")
    assert re.search(r'class="fine" d="((?:M[^M]+){3})"', card(page, "mexc"))
    assert "1 outage since" in card(page, "kucoin")
    assert "90 days" not in card(page, "okx")


def test_a_site_is_there_only_where_it_has_something_to_tell(client: Client) -> None:
    assert 'id="okx-eea"' not in client.get("/status/").content.decode()
    answered("okx", 90, site="eea")
    assert "OKX Europe" in card(client.get("/status/").content.decode(), "okx-eea")


def test_queries_are_the_same_however_much_there_is(client: Client) -> None:
    client.get("/status/")
    with CaptureQueriesContext(database) as few:
        client.get("/status/")
    for number in range(10):
        went_down("mexc", minutes=10_000 + number, lasted=2)
        answered("bybit", 100, site=("", "eu", "id")[number % 3])
    went_down()
    with CaptureQueriesContext(database) as many:
        client.get("/status/")
    assert len(few) == len(many) == 2


def test_it_reads_in_arabic_and_links_from_every_page(client: Client) -> None:
    answered("mexc", 180)
    went_down()
    page = client.get("/status/", headers={"Accept-Language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert 'class="mean"' in card(page, "mexc")
    assert 'href="/status/"' in client.get("/").content.decode()


def test_meanwhile_no_next_look_is_told_beside_how_often_we_ask(
    portal: Client, alice: User, make: Make
) -> None:
    now = timezone.now()
    known = passport().to_json()
    mine = make(alice, verdict="connected", stored_passport=known, checked_at=now, next_check_at=now)
    assert "next look" in portal.get(f"/connections/{mine.pk}/").content.decode()
    went_down()
    assert "next look" not in portal.get(f"/connections/{mine.pk}/").content.decode()


def test_an_outage_is_said_instead_of_blaming(portal: Client, alice: User, make: Make) -> None:
    mine = make(alice, verdict="connected", unreachable_since=timezone.now(), findings=[SILENT])
    other = make(alice, "mexc", verdict="connected")
    blame = "does not answer at the moment, for everybody. Your key is not the cause."
    assert blame not in portal.get("/connections/").content.decode()
    assert "What to do" in portal.get(f"/connections/{mine.pk}/").content.decode()
    went_down()
    assert portal.get("/connections/").content.decode().count(blame) == 1
    page = portal.get(f"/connections/{mine.pk}/").content.decode()
    assert page.count(blame) == 1
    assert "every 15 seconds" in page
    assert "What to do" not in page
    assert blame not in portal.get(f"/connections/{other.pk}/").content.decode()
