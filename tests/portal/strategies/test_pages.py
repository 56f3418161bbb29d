"""What holds for every page of a strategy: policy, direction, no cache."""

import re

import pytest
from django.test import Client

from accounts.models import User
from tests.people import sign_in
from tests.portal.strategies.conftest import Draw
from tests.test_walk_routes import PAGES

pytestmark = pytest.mark.usefixtures("market")


def walk(client: Client, user: User, draw: Draw) -> dict[str, str]:
    """Return every page of a strategy that can be opened, by address."""
    row = draw(user, state="suspended", settings={"pairs": ["BTC/USDT", "ETH/USDT"]})
    mine = [
        f"/{route.replace('<int:pk>', str(row.pk))}" for route in PAGES if route.startswith("strategies/")
    ]
    new = f"/strategies/new/?connection={row.connection_id}"
    answers = {path: client.get(path) for path in ("/strategies/", "/strategies/new/", new, *mine)}
    shown = {path: answer for path, answer in answers.items() if answer.status_code == 200}
    assert len(shown) >= 8, {path: answer.status_code for path, answer in answers.items()}
    for path, answer in shown.items():
        assert "no-store" in answer.headers["Cache-Control"], path
        assert "unsafe" not in answer.headers["Content-Security-Policy"], path
    return {path: answer.content.decode() for path, answer in shown.items()}


def test_no_page_carries_style_script_or_handlers_of_its_own(portal: Client, alice: User, draw: Draw) -> None:
    for path, page in walk(portal, alice, draw).items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals", page), path
        assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", page), path


def test_arabic_runs_from_right_to_left_and_charts_do_not(alice: User, draw: Draw) -> None:
    alice.language = "ar"
    alice.save()
    pages = walk(sign_in(Client(), alice), alice, draw)
    for path, page in pages.items():
        if page.lstrip().startswith("<!doctype html>"):
            assert '<html lang="ar" dir="rtl">' in page, path
    charts = [page for page in pages.values() if '<svg class="chart"' in page]
    assert charts
    assert all('direction="ltr"' in page for page in charts)


def test_no_id_stands_twice(portal: Client, alice: User, draw: Draw) -> None:
    for path, page in walk(portal, alice, draw).items():
        ids = re.findall(r"\sid=\"([^\"]+)\"", page)
        assert len(ids) == len(set(ids)), (path, {one for one in ids if ids.count(one) > 1})


def test_what_describes_a_field_is_on_the_page(portal: Client, alice: User, draw: Draw) -> None:
    for path, page in walk(portal, alice, draw).items():
        ids = set(re.findall(r"\sid=\"([^\"]+)\"", page))
        for described in re.findall(r"aria-(?:describedby|labelledby)=\"([^\"]+)\"", page):
            assert set(described.split()) <= ids, (path, described)
