"""What holds for every page: policy, direction, no cache, no credential."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from connections.models import Credentials
from tests.people import sign_in
from tests.portal import pages
from tests.portal.conftest import NO_LIST, WITHDRAWS, WRONG_ADDRESS, Make, passport


def walk(client: Client, row_pk: int) -> dict[str, str]:
    """Return every page that a signed-in person can open, by address."""
    found = {path: client.get(path) for path in (*pages.OWN, *pages.of_connection(row_pk), "/exchanges/")}
    shown = {path: answer for path, answer in found.items() if answer.status_code == 200}
    assert len(shown) > 12, {path: answer.status_code for path, answer in found.items()}
    for path, answer in shown.items():
        assert "unsafe" not in answer.headers["Content-Security-Policy"], path
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"], path
    return {path: answer.content.decode() for path, answer in shown.items()}


def is_whole(page: str) -> bool:
    return page.lstrip().startswith("<!doctype html>")


def test_arabic_runs_from_right_to_left_on_every_page(alice: User, make: Make) -> None:
    alice.language = "ar"
    alice.save()
    client, row = sign_in(Client(), alice), make(alice, stored_passport=passport().to_json())
    for path, page in walk(client, row.pk).items():
        if is_whole(page):
            assert '<html lang="ar" dir="rtl">' in page, path


def test_public_pages_follow_the_browser(db: None) -> None:
    for path in pages.PUBLIC:
        page = Client().get(path, headers={"Accept-Language": "ar"}).content.decode()
        assert '<html lang="ar" dir="rtl">' in page, path
        page = Client().get(path, headers={"Accept-Language": "hr"}).content.decode()
        assert '<html lang="hr" dir="ltr">' in page, path


def test_no_page_carries_style_script_or_handlers_of_its_own(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, findings=[WITHDRAWS, NO_LIST, WRONG_ADDRESS], stored_passport=passport().to_json())
    for path, page in walk(portal, row.pk).items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", page), path
        assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", page), path


def test_pages_of_connections_are_kept_nowhere(portal: Client, alice: User, make: Make) -> None:
    row = make(alice)
    mine = f"/connections/{row.pk}/"
    for path in ("/connections/", mine, f"{mine}progress/", "/connections/new/kucoin/", "/notifications/"):
        assert "no-store" in portal.get(path).headers["Cache-Control"]


def test_saved_credentials_are_on_no_page(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, verdict="quarantined", findings=[WITHDRAWS], checked_at=timezone.now())
    keys = Credentials.objects.get().open()
    for path, page in walk(portal, row.pk).items():
        for value in (keys.api_key, keys.secret, keys.passphrase):
            assert value not in page, path


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", ""])
def test_the_banner_is_there_only_with_the_sandbox(settings: Settings, url: str, db: None) -> None:
    settings.SANDBOX_URL = url
    assert ("never paste a real key" in Client().get("/").content.decode()) is bool(url)


def test_what_is_not_there_says_so(db: None) -> None:
    answer = Client().get("/nothing-here/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
