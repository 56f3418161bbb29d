"""Everybody reads their own language and their own time."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation

from accounts import services
from accounts.language import spoken_to, zone_of
from accounts.models import User
from tests.people import person, sign_in, token_for

ME = "/api/v1/me/"
NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def greta(db: None) -> User:
    return person("greta@example.com", language="de", time_zone="Europe/Berlin")


def test_a_page_is_in_the_language_of_the_person_not_of_the_browser(client: Client, greta: User) -> None:
    english = {"Accept-Language": "en"}
    assert client.get("/accounts/login/", headers=english).headers["Content-Language"] == "en"
    page = sign_in(client, greta).get("/profile/", headers=english)
    assert page.headers["Content-Language"] == "de"
    assert '<html lang="de" dir="ltr"' in page.content.decode()


def test_arabic_runs_from_right_to_left(client: Client, greta: User) -> None:
    services.update_profile(greta, language="ar")
    assert '<html lang="ar" dir="rtl"' in sign_in(client, greta).get("/profile/").content.decode()


def test_without_a_choice_the_browser_decides(client: Client, alice: User) -> None:
    page = sign_in(client, alice).get("/profile/", headers={"Accept-Language": "pt-BR,pt;q=0.9"})
    assert page.headers["Content-Language"] == "pt"


@pytest.mark.parametrize(("sent", "spoken"), [({}, "de"), ({"Accept-Language": "hr"}, "hr")])
def test_the_api_speaks_what_the_client_asks_for(greta: User, sent: dict[str, str], spoken: str) -> None:
    client = Client(headers={"X-Session-Token": token_for(greta), **sent})
    assert client.get(ME).headers["Content-Language"] == spoken
    assert sign_in(Client(headers=sent), greta).get(ME).headers["Content-Language"] == spoken


def test_choosing_a_language_stays_with_the_person(client: Client, greta: User) -> None:
    sign_in(client, greta).post("/language/", {"language": "hr", "next": "/profile/"})
    greta.refresh_from_db()
    assert greta.language == "hr"


def test_mails_are_written_in_the_language_of_the_reader(client: Client, greta: User) -> None:
    seen: list[str] = []

    def remember(text: str) -> str:
        seen.append(translation.get_language())
        return text

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("allauth.account.adapter.DefaultAccountAdapter.format_email_subject", _of(remember))
        client.post("/accounts/password/reset/", {"email": greta.email}, headers={"Accept-Language": "en"})
    assert [one.to for one in mail.outbox] == [[greta.email]]
    assert seen == ["de"]
    assert translation.get_language() == "en"


def _of(remember: object) -> object:
    return lambda self, subject: remember(subject)  # type: ignore[operator]


def test_times_are_shown_in_the_zone_of_the_reader(greta: User) -> None:
    with spoken_to(greta):
        assert Template('{{ at|date:"H:i" }}').render(Context({"at": NOON})) == "14:00"
    assert timezone.get_current_timezone_name() == "UTC"


def test_the_next_request_does_not_inherit_the_zone(client: Client, greta: User) -> None:
    sign_in(client, greta).get("/profile/")
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_zone_this_machine_does_not_know_is_utc(client: Client, greta: User) -> None:
    User.objects.filter(pk=greta.pk).update(time_zone="Mars/Olympus")
    greta.refresh_from_db()
    assert str(zone_of(greta)) == "UTC"
    assert sign_in(client, greta).get(ME).status_code == 200
