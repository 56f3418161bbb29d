"""A private key in the portal: several lines in, nothing out."""

import re

from django.test import Client

from accounts.models import User
from connections.models import Connection
from tests.connections.private_keys import pem
from tests.portal.conftest import Make, passport

FORM = "/connections/new/binance/"


def form(secret: str, api_key: str = "a1" * 32) -> dict[str, object]:
    return {"name": "Mine", "markets": ["spot"], "api_key": api_key, "secret": secret}


def test_the_field_takes_several_lines_and_is_masked(portal: Client) -> None:
    page = portal.get(f"{FORM}?way=secret").content.decode()
    field = re.search(r'<textarea name="secret"[^>]*>\s*</textarea>', page)
    assert field
    assert 'class="key masked"' in field[0]
    assert "required" not in field[0]
    assert "Ed25519" in page
    assert '<textarea name="secret"' not in portal.get("/connections/new/mexc/").content.decode()


def test_browsers_send_other_line_ends(portal: Client, alice: User) -> None:
    answer = portal.post(FORM, form(pem("ed25519").replace("\n", "\r\n")))
    row = Connection.objects.get(user=alice)
    assert answer.headers["Location"] == f"/connections/{row.pk}/"
    assert row.credentials.get().open().secret == pem("ed25519").strip()


def test_a_key_that_is_rejected_is_not_rendered_back(portal: Client) -> None:
    secret = pem("ec")
    page = portal.post(FORM, form(secret)).content.decode()
    assert "does not take private keys of this kind" in page
    assert not any(line in page for line in secret.splitlines()[1:-1])
    assert 'id="id_secret_error"' in page


def test_the_page_of_a_connection_tells_the_kind(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, "binance", key_kind="ed25519", stored_passport=passport().to_json())
    assert "Private key (Ed25519)" in portal.get(f"/connections/{row.pk}/").content.decode()
