"""What is said of private keys before anything is asked, and in which form they are kept."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from connections import exchanges
from connections.exchanges import _paste
from connections.exchanges._paste import Paste
from connections.exchanges.base import CredentialField, Exchange
from tests.connections.private_keys import compressed_ssh, pem, public_pem, raw

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
        ("bybit", compressed_ssh(), "private_key_unreadable"),
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


def _spoilt(key: str, at: int, by: bytes) -> str:
    """Return a key some of whose bytes are others."""
    lines = key.strip().splitlines()
    content = bytearray(base64.b64decode("".join(lines[1:-1])))
    content[at % len(content) : at % len(content) + len(by)] = by
    return "\n".join((lines[0], base64.b64encode(content).decode(), lines[-1]))


@given(
    some.sampled_from(
        [pem(kind, form) for kind in ("ec", "ed25519", "rsa") for form in ("pkcs8", "openssh")]
        + [compressed_ssh(), pem("ec", "traditional"), pem("rsa", "traditional")]
    ),
    some.integers(0, 2000),
    some.binary(max_size=8),
)
def test_whatever_was_spoilt_is_a_problem_and_nothing_worse(key: str, at: int, by: bytes) -> None:
    text = _spoilt(key, at, by)
    file = json.dumps({"name": "a", "privateKey": text})
    for pasted in ({"api_key": "id", "secret": text}, {"api_key": file, "secret": ""}):
        read = _paste.read(Cloud(), pasted, [])
        assert read.problems or read.keys.secret


@given(some.text(max_size=80), some.text(max_size=80))
def test_any_text_is_read_and_nothing_worse(api_key: str, secret: str) -> None:
    everyone = exchanges.every()
    for exchange in (Cloud(), *everyone.values()):
        for around in ("{}", "-----BEGIN PRIVATE KEY-----{}-----END PRIVATE KEY-----", '{"name": "{}'):
            fields = {"api_key": around.replace("{}", api_key), "secret": around.replace("{}", secret)}
            _paste.read(exchange, fields, everyone.values())


def test_no_problem_carries_a_line_of_the_key() -> None:
    secret = pem("ed25519").replace("-----END", "-----ENT")
    pasted = paste("binance", secret)
    assert found(pasted) == [("secret", "private_key_truncated")]
    assert secret.splitlines()[1] not in repr(pasted)
