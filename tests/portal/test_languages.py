"""Every page in every language: it opens, says which language it speaks, and leaves nothing in English."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from connections import exchanges
from connections.models import Connection, StatusChange
from notifications.services import Notice, notify_many
from tests.people import sign_in
from tests.portal.conftest import NO_LIST, WITHDRAWS, WRONG_ADDRESS, Make, passport
from tests.portal.test_pages import is_whole, walk

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
# Names that no language translates; the rest of what an exchange's own pages say is taken from its file.
NAMES = {"BackFuture AI", "BackFuture-spot", "Recovery Mode", "E-mail", "Spot, Futures", "KuCoin · Spot"}


@pytest.fixture
def row(alice: User, make: Make) -> Connection:
    """Return a connection with something to say in every corner, beside others, and notices about them."""
    now = timezone.now()
    row = make(
        alice,
        stored_passport=passport().to_json(),
        findings=[WRONG_ADDRESS, NO_LIST],
        verdict="action_required",
        checked_at=now,
        next_check_at=now,
        balances={"spot": {"USDT": "12.5"}},
        balances_at=now,
    )
    make(alice, verdict="quarantined", findings=[WITHDRAWS])
    make(alice, verdict="connected", paused_at=now)
    make(alice, unreachable_since=now)
    StatusChange.objects.create(connection=row, at=now, before="connected", after="action_required")
    params = {"name": "x", "exchange": row.exchange, "connection": row.pk, "findings": [WITHDRAWS.to_json()]}
    notify_many([Notice(alice.pk, "connection_quarantined", params, f"/connections/{row.pk}/")] * 3)
    return row


def pages(user: User, language: str, pk: int) -> dict[str, str]:
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
    return {path: page for path, page in walk(sign_in(Client(), user), pk).items() if is_whole(page)}


def texts(page: str, names: set[str]) -> set[str]:
    """Return what stands between the marks and, names aside, consists of at least two words."""
    page = re.sub(
        r"<(script|style|option)\b.*?</\1>|<bdi>.*?</bdi>|<b>.*?</b>|<code>.*?</code>", " ", page, flags=re.S
    )
    found = {unescape(" ".join(text.split())) for text in re.findall(r">([^<>]+)<", page)}
    return {text for text in found if len(re.findall(r"[A-Za-z]{2,}", _without(names, text))) > 1}


def _without(names: set[str], text: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def own_names(alice: User) -> set[str]:
    rows = Connection.objects.for_user(alice)
    captions = {one.label for exchange in exchanges.every().values() for one in exchange.fields}
    sites = {site.name for exchange in exchanges.every().values() for site in exchange.sites}
    named = {str(title) for _, title in settings.LANGUAGES}
    return sites | (
        NAMES | {row.name for row in rows} | captions | named | {alice.email, WRONG_ADDRESS.exchange_message}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_and_says_its_language(language: str, alice: User, row: Connection) -> None:
    direction = "rtl" if language == "ar" else "ltr"
    for path, page in pages(alice, language, row.pk).items():
        assert f'<html lang="{language}" dir="{direction}">' in page, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_leaves_a_text_in_english(language: str, alice: User, row: Connection) -> None:
    english, names = pages(alice, "en", row.pk), own_names(alice)
    for path, page in pages(alice, language, row.pk).items():
        assert texts(page, names) & texts(english[path], names) == set(), path
