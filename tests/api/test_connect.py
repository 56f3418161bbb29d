"""POST /api/v1/connections/"""

import json
from collections.abc import Callable
from typing import Any

import pytest
import redis
from allauth.account.models import EmailAddress
from django.conf import settings as site
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from connections.models import Connection, Credentials
from connections.serializers import ConnectSerializer
from sandbox.keys import Key
from tests.api.conftest import body_of, signed_in

URL = "/api/v1/connections/"
pytestmark = pytest.mark.postgres  # it takes no NUL
NewKey = Callable[..., Key]


def test_it_works(api: APIClient, alice: User, key: NewKey) -> None:
    mine = key("kucoin")
    answer = api.post(URL, body_of(mine, name="Main account", markets=["spot", "futures"]))
    assert answer.status_code == 201, answer.content
    shown, row = answer.json(), Connection.objects.get(user=alice)
    check = row.checks.get()
    assert shown["id"] == row.pk
    assert (shown["exchange"], shown["name"]) == ("kucoin", "Main account")
    assert shown["markets"] == ["spot", "futures"]
    assert shown["key_hint"] == mine.api_key[-4:]
    assert (shown["verdict"], shown["status"], shown["is_checking"]) == ("pending", "pending", True)
    assert shown["check"] == answer.headers["Location"] == f"http://testserver/api/v1/checks/{check.pk}/"
    assert api.get(shown["check"]).json()["state"] == "queued"


def test_a_name_is_proposed(api: APIClient, key: NewKey) -> None:
    names = [api.post(URL, body_of(key("kucoin"))).json()["name"] for _ in range(2)]
    assert names == ["KuCoin spot", "KuCoin spot 2"]


def test_only_ids_are_queued_and_only_once(
    api: APIClient, key: NewKey, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mine = key("kucoin")
    with django_capture_on_commit_callbacks(execute=True):
        pk = api.post(URL, body_of(mine)).json()["id"]
    with redis.Redis.from_url(site.REDIS_URL) as queue:
        messages = queue.lrange("people", 0, -1)
    assert len(messages) == 1
    assert json.loads(messages[0])["headers"]["argsrepr"] == f"([{pk}], True)"
    assert not any(
        value and value.encode() in messages[0] for value in (mine.api_key, mine.secret, mine.passphrase)
    )


def test_it_is_in_the_audit_trail(api: APIClient, alice: User, key: NewKey) -> None:
    pk = api.post(URL, body_of(key())).json()["id"]
    event = AuditEvent.objects.get(action="connection.connected")
    assert (event.actor, event.subject, event.target_id) == (alice, alice, str(pk))


def test_what_was_pasted_is_never_in_the_answer(api: APIClient, key: NewKey) -> None:
    mine = key("kucoin")
    answers = [
        api.post(URL, body_of(mine)),
        api.post(URL, body_of(mine)),
        api.post(URL, body_of(mine, markets=[mine.secret])),
        api.post(URL, body_of(mine, exchange=mine.secret)),
        api.post(URL, body_of(mine, credentials={"api_key": mine.secret, "secret": mine.secret})),
        api.post(URL, body_of(mine, credentials={mine.secret: "x"})),
        api.post(URL, body_of(mine, credentials=mine.secret)),
        api.post(URL, json.dumps(body_of(mine))[:-1], content_type="application/json"),
        api.post(URL, mine.secret, content_type="text/plain"),
    ]
    assert [answer.status_code for answer in answers] == [201, 409, 400, 400, 400, 400, 400, 400, 415]
    for answer in answers:
        seen = answer.content.decode() + str(answer.headers)
        assert not any(value in seen for value in (mine.api_key, mine.secret, mine.passphrase or "-"))


def test_what_was_pasted_is_not_printed(key: NewKey) -> None:
    form = ConnectSerializer(data=body_of(key()))
    assert form.is_valid()
    assert repr(form) == str(form) == "<ConnectSerializer>"
    assert repr(form.fields["credentials"]) == "<CredentialsSerializer>"


def test_a_key_that_is_connected_already_leads_to_its_connection(api: APIClient, key: NewKey) -> None:
    mine = key()
    first = api.post(URL, body_of(mine)).json()
    again = api.post(URL, body_of(mine, name="Another name"))
    assert again.status_code == 409
    assert (again.json()["code"], again.json()["connection"]) == ("already_connected", first["id"])
    assert Credentials.objects.count() == 1


def test_the_same_key_of_somebody_else_says_nothing(api: APIClient, bob: User, key: NewKey) -> None:
    mine = key()
    assert signed_in(bob).post(URL, body_of(mine)).status_code == 201
    assert api.post(URL, body_of(mine)).status_code == 201


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"exchange": "nowhere"}, "exchange", "invalid_choice"),
        ({"markets": []}, "markets", "empty"),
        ({"markets": ["options"]}, "markets.0", "invalid_choice"),
        ({"markets": "spot"}, "markets", "not_a_list"),
        ({"name": "x" * 61}, "name", "name_too_long"),
        ({"credentials": None}, "credentials", "null"),
        ({"credentials": {}}, "credentials.api_key", "required"),
        ({"credentials": {"api_key": "", "secret": ""}}, "credentials.secret", "required"),
        ({"colour": "blue"}, "", "unknown_field"),
    ],
)
def test_bad_input_names_the_field(
    api: APIClient, key: NewKey, changes: dict[str, Any], field: str, code: str
) -> None:
    answer = api.post(URL, body_of(key(), **changes))
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    errors = {(error["field"], error["code"]): error["detail"] for error in answer.json()["errors"]}
    assert errors[field, code]
    assert not Connection.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("secret", "with a blank", "blank_inside"),
        ("secret", "zero\u200bwidth", "invisible_character"),
        ("api_key", '"quoted"', "quotes"),
        ("api_key", "\u0430bcdef0123", "lookalike_letter"),
        ("passphrase", None, "missing_passphrase"),
        ("secret", "nul\x00byte", "null_characters_not_allowed"),
        ("secret", "x" * 9000, "max_length"),
        ("secret", 1234567, "invalid"),
        ("secret", ["list"], "invalid"),
    ],
)
def test_a_bad_paste_names_the_field_and_not_the_value(
    api: APIClient, key: NewKey, field: str, value: Any, code: str
) -> None:
    body = body_of(key("kucoin"))
    body["credentials"][field] = value
    answer = api.post(URL, body)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == (f"credentials.{field}", code)
    assert str(value) not in answer.content.decode()


@pytest.mark.usefixtures("long_ago")
def test_it_needs_a_recent_confirmation(api: APIClient, key: NewKey) -> None:
    answer = api.post(URL, body_of(key()))
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")


def test_it_needs_a_verified_address(api: APIClient, alice: User, key: NewKey) -> None:
    EmailAddress.objects.filter(user=alice).update(verified=False)
    answer = api.post(URL, body_of(key()))
    assert (answer.status_code, answer.json()["code"]) == (403, "email_not_verified")


def test_it_is_limited(api: APIClient, key: NewKey, settings: Settings) -> None:
    settings.CONNECTS_PER_HOUR = 1
    answers = [api.post(URL, body_of(key())) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 429]
    assert answers[1].json()["code"] == "limit_reached"
    assert int(answers[1].headers["Retry-After"]) == answers[1].json()["retry_after"] > 0
    assert Connection.objects.count() == 1


def test_texts_are_in_the_language_asked_for(api: APIClient, key: NewKey) -> None:
    answer = api.post(URL, body_of(key(), markets=[]), headers={"Accept-Language": "de"})
    assert answer.headers["Content-Language"] == "de"


def test_logged_out(nobody: APIClient, key: NewKey) -> None:
    answer = nobody.post(URL, body_of(key()))
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert not Connection.objects.exists()
