import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from connections.models import Connection, Credentials
from tests.people import PASSWORD, person, sign_in
from tests.portal.conftest import Make, MakeKey, pasted

FORM = "/connections/new/kucoin/"


def test_a_pasted_key_becomes_a_connection_that_is_being_checked(portal: Client, key: MakeKey) -> None:
    mine = key()
    answer = portal.post(FORM, pasted(mine, markets=["spot", "futures"]))
    row = Connection.objects.get()
    assert answer.headers["Location"] == f"/connections/{row.pk}/"
    assert (row.name, row.markets, row.key_hint) == ("My account", ["spot", "futures"], mine.api_key[-4:])
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "Checking the key with KuCoin" in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_shows_the_steps_the_addresses_and_a_name(portal: Client, alice: User, make: Make) -> None:
    make(alice, name="KuCoin spot")
    page = portal.get(FORM).content.decode()
    assert "IP Restriction" in page
    assert 'data-copy="203.0.113.24"' in page
    assert 'value="KuCoin spot 2"' in page


def test_shows_how_to_stay_safe_and_what_to_copy(portal: Client) -> None:
    page = portal.get(FORM).content.decode()
    assert page.index("Before you begin") < page.index('class="steps"') < page.index("Good to know")
    assert 'data-copy="BackFuture-spot"' in page
    assert "Futures Trading" not in page


@pytest.mark.parametrize(
    ("markets", "label"),
    [
        (["futures"], "BackFuture-futures"),
        (["spot", "futures"], "BackFuture-spot-futures"),
        ([], "BackFuture-spot"),
    ],
)
def test_the_guide_is_about_the_markets_that_were_ticked(
    portal: Client, markets: list[str], label: str
) -> None:
    guide = portal.get(f"{FORM}guide/", {"markets": markets}).content.decode()
    assert f'data-copy="{label}"' in guide
    assert ("Futures Trading" in guide) is ("futures" in markets)
    assert "<form" not in guide
    page = portal.get(FORM, {"markets": markets}).content.decode()
    assert f'data-copy="{label}"' in page


def test_the_guide_needs_no_account(db: None) -> None:
    assert Client().get(f"{FORM}guide/", {"markets": "bogus"}).status_code == 200
    assert Client().get("/connections/new/nothere/guide/").status_code == 404


def test_a_failing_form_keeps_the_guide_of_its_markets(portal: Client, key: MakeKey) -> None:
    page = portal.post(FORM, pasted(key(), markets=["futures"], secret="")).content.decode()
    assert 'data-copy="BackFuture-futures"' in page


def test_asks_for_what_the_exchange_asks_for(portal: Client) -> None:
    assert 'name="passphrase"' in portal.get(FORM).content.decode()
    assert 'name="passphrase"' not in portal.get("/connections/new/mexc/").content.decode()


def test_a_failing_form_keeps_the_name_and_the_markets_and_no_credential(
    portal: Client, key: MakeKey
) -> None:
    mine = key()
    form = pasted(mine, name="Kept", markets=["futures"], secret=f"“{mine.secret}”")
    page = portal.post(FORM, form).content.decode()
    assert 'value="Kept"' in page
    assert 'value="futures" form="paste" id="id_markets_1" checked' in page
    assert "paste all of it again" in page
    for value in (mine.api_key, mine.secret, mine.passphrase):
        assert value
        assert value not in page
    assert not Connection.objects.exists()


def test_an_error_stands_at_its_field(portal: Client, key: MakeKey) -> None:
    mine = key()
    page = portal.post(FORM, pasted(mine, secret=mine.api_key)).content.decode()
    assert 'id="id_secret_error"' in page
    secret = page[page.index('name="secret"') : page.index('id="id_secret_error"')]
    assert 'aria-invalid="true"' in secret
    assert "id_secret_error" in secret


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"passphrase": ""}, "passphrase"),
        ({"api_key": ""}, "api_key"),
        ({"markets": []}, "markets"),
        ({"markets": ["options"]}, "markets"),
        ({"name": "x" * 61}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"api_key": "a\0b"}, "api_key"),
    ],
)
def test_bad_input_is_named(portal: Client, key: MakeKey, changes: dict[str, object], field: str) -> None:
    answer = portal.post(FORM, pasted(key(), **changes))
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Connection.objects.exists()


def test_the_same_key_again_leads_to_its_connection(portal: Client, key: MakeKey) -> None:
    form = pasted(key())
    portal.post(FORM, form)
    page = portal.post(FORM, {**form, "name": "Twice"}).content.decode()
    assert f'<a href="/connections/{Connection.objects.get().pk}/">My account</a>' in page


def test_an_exchange_we_do_not_know_is_not_found(portal: Client) -> None:
    assert portal.get("/connections/new/nothere/").status_code == 404


def test_after_a_while_the_password_comes_first_and_the_name_is_still_there(
    portal: Client, key: MakeKey, long_ago: None
) -> None:
    mine = key()
    answer = portal.post(FORM, pasted(mine, name="Kept", markets=["futures"]))
    door = answer.headers["Location"]
    assert door.startswith("/accounts/reauthenticate/?next=")
    assert mine.api_key not in door
    assert mine.secret not in door
    assert not Connection.objects.exists()


def test_the_detour_leaves_no_credential_in_the_session(portal: Client, key: MakeKey, long_ago: None) -> None:
    mine = key()
    portal.post(FORM, pasted(mine))
    assert mine.secret not in str(dict(portal.session.items()))


def test_the_form_finds_again_what_was_typed_before_the_password(portal: Client) -> None:
    page = portal.get(f"{FORM}?name=Kept&markets=futures").content.decode()
    assert 'value="Kept"' in page
    assert 'value="futures" form="paste" id="id_markets_1" checked' in page


def test_without_a_verified_address_nothing_is_connected(key: MakeKey, db: None) -> None:
    stranger = sign_in_unverified()
    page = stranger.post(FORM, pasted(key())).content.decode()
    assert "Confirm your e-mail address first" in page
    assert not Credentials.objects.exists()


def sign_in_unverified() -> Client:
    """Return somebody whose address lost its verification after they signed in."""
    user = person("dora@example.com")
    client = sign_in(Client(), user)
    EmailAddress.objects.filter(user=user).update(verified=False)
    return client


def test_too_many_are_told_to_wait(portal: Client, key: MakeKey, settings: Settings) -> None:
    settings.CONNECTS_PER_HOUR = 1
    portal.post(FORM, pasted(key()))
    assert "Try again in 60 minutes" in portal.post(FORM, pasted(key(), name="More")).content.decode()


def test_signed_out_leads_to_signing_in(db: None, key: MakeKey) -> None:
    answer = Client().post(FORM, pasted(key()))
    assert answer.headers["Location"].startswith("/accounts/login/")
    assert PASSWORD not in answer.headers["Location"]
    assert not Connection.objects.exists()
