"""The admin: staff with a second factor only, to look at things, and looking is in the audit trail."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import AuditEvent, User
from accounts.staff import SUPPORT
from notifications.services import notify
from tests.people import add_second_factor, person, sign_in

INDEX = "/admin/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client, supporter: User) -> Client:
    return sign_in(client, supporter)


def page_of(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/change/"


def test_nobody_gets_in(client: Client, alice: User) -> None:
    answer = client.get(page_of(alice), follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


def test_a_customer_does_not_get_in(client: Client, alice: User) -> None:
    add_second_factor(alice)
    assert sign_in(client, alice).get(INDEX, follow=True).status_code == 403


@pytest.mark.parametrize("is_superuser", [False, True])
def test_staff_without_a_second_factor_are_sent_to_set_one_up(client: Client, is_superuser: bool) -> None:
    user = person("staff@example.com", is_staff=True, is_superuser=is_superuser)
    user.groups.add(Group.objects.get(name=SUPPORT))
    sign_in(client, user)
    addresses = [INDEX, "/admin/login/", page_of(user), "/admin/accounts/auditevent/", "/admin/jsi18n/"]
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/accounts/reauthenticate/"), address
        assert "/accounts/2fa/totp/activate/" in [url for url, _ in answer.redirect_chain]
        assert "Staff need a second factor" in answer.content.decode()


def test_support_finds_a_person_by_address(staff: Client, alice: User, bob: User) -> None:
    page = staff.get("/admin/accounts/user/", {"q": "ALICE@"}).content.decode()
    assert alice.email in page
    assert bob.email not in page


@pytest.mark.parametrize("lookup", ["password__startswith", "password", "password__regex"])
def test_support_cannot_guess_a_password_hash_letter_by_letter(
    staff: Client, alice: User, lookup: str
) -> None:
    value = ".*" if lookup.endswith("regex") else alice.password
    assert staff.get("/admin/accounts/user/", {lookup: value}).status_code == 400


def test_support_sees_everything_but_the_password(staff: Client, alice: User) -> None:
    page = staff.get(page_of(alice)).content.decode()
    assert alice.email in page
    assert alice.password not in page
    assert "<input" not in page.partition('id="content-main"')[2].replace('<input type="hidden"', "")


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_changes_anything(client: Client, supporter: User, alice: User, is_superuser: bool) -> None:
    User.objects.filter(pk=supporter.pk).update(is_superuser=is_superuser)
    sign_in(client, supporter)
    body = {"email": "eve@example.com", "is_staff": "on", "password": "x"}
    event = AuditEvent.objects.first()
    assert event is not None
    notice = notify(alice.pk, "tests.any")
    rows = [("accounts/user", alice), ("accounts/auditevent", event), ("notifications/notification", notice)]
    for name, row in rows:
        assert client.post(f"/admin/{name}/{row.pk}/change/", body).status_code == 403
        assert client.post(f"/admin/{name}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
        assert client.get(f"/admin/{name}/add/").status_code == 403
        assert client.get(f"/admin/{name}/").status_code == 200
        assert client.get(f"/admin/{name}/{row.pk}/change/").status_code == 200
    alice.refresh_from_db()
    assert (alice.email, alice.is_staff) == ("alice@example.com", False)


def test_looking_is_in_the_audit_trail(staff: Client, supporter: User, alice: User) -> None:
    notice = notify(alice.pk, "tests.any")
    staff.get(page_of(alice))
    staff.get(f"/admin/notifications/notification/{notice.pk}/change/")
    seen = AuditEvent.objects.filter(action="staff.viewed").order_by("id")
    assert [(one.actor, one.subject, one.target_type) for one in seen] == [
        (supporter, alice, "accounts.user"),
        (supporter, alice, "notifications.notification"),
    ]


def test_a_page_that_was_refused_is_not(client: Client, alice: User) -> None:
    nobody = person("staff@example.com", is_staff=True)
    add_second_factor(nobody)
    assert sign_in(client, nobody).get(page_of(alice)).status_code == 403
    assert not AuditEvent.objects.filter(action="staff.viewed").exists()


def test_nothing_of_the_libraries_is_shown() -> None:
    ours = {"accounts", "notifications", "connections", "strategies"}
    assert {model._meta.app_label for model in admin.site._registry} <= ours


def test_the_password_is_changed_where_everybody_does(staff: Client) -> None:
    assert staff.get("/admin/password_change/").headers["Location"] == "/accounts/password/change/"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_group_comes_and_goes_with_its_migrations(migrate: Callable[[str, str], object]) -> None:
    migrate("connections", "0001")
    assert not Group.objects.filter(name=SUPPORT).exists()
    migrate("connections", "0002_support_group")
    names = Group.objects.get(name=SUPPORT).permissions.values_list("codename", flat=True)
    assert {"view_user", "view_auditevent"} <= set(names)
    assert all(name.startswith("view_") for name in names)
