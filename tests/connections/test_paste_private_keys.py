"""What is said of private keys before anything is asked, and in which form they are kept."""

import json

import pytest

from connections import exchanges
from connections.exchanges import _paste
from connections.exchanges._paste import Paste
from connections.exchanges.base import CredentialField, Exchange
from tests.connections.private_keys import pem, public_pem, raw

API_KEY = {"binance": "a1" * 32, "bybit": "a1" * 9, "mexc": "mx0vglBaFAkUqXYZ12"}


class Cloud(Exchange):
    """An exchange that knows no plain secrets."""

    code, name = "cloud", "Cloud"
    fields = (CredentialField("api_key", "Key ID", r".+"), CredentialField("secret", "Private key", r".+"))
    private_keys, has_hmac, has_bare_ed25519 = ("ec", "ed25519"), False, True


def paste(exchange: str, secret: str, **changes: str) -> Paste:
    everyone = exchanges.every()
    fields = {"api_key": API_KEY[exchange], "secret": secret, **changes}
    return _paste.read(everyone[exchange], fields, everyone.values())


def found(pasted: Paste) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in pasted.problems]


@pytest.mark.parametrize(("exchange", "kind"), [("binance", "ed25519"), ("binance", "rsa"), ("bybit", "rsa")])
def test_a_private_key_is_kept_as_ccxt_signs_with_it(exchange: str, kind: str) -> None:
    pasted = paste(exchange, pem(kind).replace("\n", "\\n") + " ")
    assert found(pasted) == []
    assert (pasted.keys.kind, pasted.keys.secret) == (kind, pem(kind).strip())


def test_a_plain_secret_is_still_one() -> None:
    pasted = paste("binance", "b2" * 32)
    assert (found(pasted), pasted.keys.kind, pasted.keys.secret) == ([], "hmac", "b2" * 32)


@pytest.mark.parametrize(
    ("exchange", "secret", "code"),
    [
        ("bybit", pem("ed25519"), "private_key_wrong_kind"),
        ("binance", pem("ec"), "private_key_wrong_kind"),
        ("binance", public_pem("ed25519"), "public_key"),
        ("binance", pem("rsa-1024"), "private_key_too_short"),
        ("binance", pem("rsa").replace("M", "\u200bM", 1), "invisible_character"),
        ("binance", pem("rsa").replace("-----", "—"), "lookalike_letter"),
        ("mexc", pem("rsa"), "private_key_not_taken"),
    ],
)
def test_a_flaw_is_a_problem_of_the_field(exchange: str, secret: str, code: str) -> None:
    assert found(paste(exchange, secret)) == [("secret", code)]


@pytest.mark.parametrize(
    ("api_key", "code"),
    [(pem("rsa"), "private_key_misplaced"), (public_pem("rsa"), "public_key")],
)
def test_half_of_a_pair_in_the_field_of_the_key(api_key: str, code: str) -> None:
    assert found(paste("binance", "b2" * 32, api_key=api_key)) == [("api_key", code)]


def test_where_there_are_no_plain_secrets_everything_is_read_as_a_private_key() -> None:
    file = json.dumps({"name": "organizations/1/apiKeys/2", "privateKey": pem("ec", "traditional")})
    from_file = _paste.read(Cloud(), {"api_key": "", "secret": file}, [])
    assert (found(from_file), from_file.keys.kind) == ([], "ec")
    assert from_file.keys.api_key == "organizations/1/apiKeys/2"
    assert from_file.keys.secret == pem("ec", "traditional").strip()
    wrong = _paste.read(Cloud(), {"api_key": "id", "secret": "b2" * 18}, [])
    assert found(wrong) == [("secret", "no_private_key")]
    quoted = _paste.read(Cloud(), {"api_key": "id", "secret": '"b2"'}, [])
    assert found(quoted) == [("secret", "quotes")]


def test_ed25519_is_kept_as_base64_where_it_is_signed_with_so() -> None:
    seed, _ = raw()
    kept = _paste.read(Cloud(), {"api_key": "id", "secret": pem("ed25519")}, []).keys
    assert len(kept.secret) == 88
    assert seed.hex() not in repr(kept)
    assert (kept.kind, kept.secret in repr(kept)) == ("ed25519", False)


def test_no_problem_carries_a_line_of_the_key() -> None:
    secret = pem("ed25519").replace("-----END", "-----ENT")
    pasted = paste("binance", secret)
    assert found(pasted) == [("secret", "private_key_truncated")]
    assert secret.splitlines()[1] not in repr(pasted)
