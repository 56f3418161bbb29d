"""A private key is understood however it was copied, is written one way, and no flaw of it is quoted."""

import base64
import json
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some

from connections.exchanges import _private_keys
from connections.exchanges._private_keys import Flaw
from connections.exchanges.base import Keys
from connections.findings import KeyKind
from tests.connections.private_keys import compressed_ssh, made, pem, public_pem, raw, rsa_pem

ALL = ("rsa", "ed25519", "ec")
KINDS = pytest.mark.parametrize("kind", ALL)


def flaw(text: str, *kinds: str) -> str:
    with pytest.raises(Flaw) as found:
        _private_keys.read(text, kinds or ALL)
    assert found.value.args == (found.value.code,)
    return found.value.code


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("rsa", "pkcs8"),
        ("rsa", "traditional"),
        ("rsa", "openssh"),
        ("ec", "pkcs8"),
        ("ec", "traditional"),
        ("ec", "openssh"),
        ("ed25519", "pkcs8"),
        ("ed25519", "openssh"),
    ],
)
def test_every_form_becomes_the_same_text(kind: str, form: str) -> None:
    key = _private_keys.read(pem(kind, form), ALL)
    assert (key.kind, key.text) == (kind, _private_keys.read(pem(kind), ALL).text)
    assert "PRIVATE KEY" not in repr(key)


@KINDS
@pytest.mark.parametrize(
    "copied",
    [
        lambda text: text.strip(),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\\n"),
        lambda text: text.replace("\n", "\\r\\n"),
        lambda text: text.replace("\n", " "),
        lambda text: text.replace("\n", ""),
        lambda text: text.replace("\n", "\n  "),
        lambda text: f'"{text}"',
        lambda text: f"PRIVATE_KEY={text}",
    ],
)
def test_how_it_was_copied_does_not_matter(kind: str, copied: Callable[[str], str]) -> None:
    assert _private_keys.read(copied(pem(kind)), ALL).text == pem_of(kind)


def pem_of(kind: str) -> str:
    return pem(kind, "traditional" if kind == "ec" else "pkcs8").strip()


def test_an_ed25519_pem_is_short_enough_to_be_taken_for_one() -> None:
    assert len(_private_keys.read(pem("ed25519"), ALL).text) <= 120 < len(pem("rsa"))


def test_blocks_that_are_no_private_key_are_passed_over() -> None:
    text = f"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{pem('ec')}"
    assert _private_keys.read(f"{public_pem('ec')}{text}", ALL).kind is KeyKind.EC


@pytest.mark.parametrize("has_public", [False, True])
def test_ed25519_without_a_header(has_public: bool) -> None:
    seed, public = raw()
    text = base64.b64encode(seed + public * has_public).decode()
    assert _private_keys.is_base64(text)
    assert _private_keys.read(text, ALL).text == pem_of("ed25519")
    bare = base64.b64encode(seed + public).decode()
    assert _private_keys.read(text, ALL, is_bare=True).text == bare
    assert _private_keys.read(pem("ed25519"), ALL, is_bare=True).text == bare


def test_halves_that_do_not_belong_together() -> None:
    seed, _ = raw()
    assert flaw(base64.b64encode(seed + bytes(32)).decode()) == "private_key_damaged"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (pem("rsa", password="secret"), "private_key_encrypted"),
        (pem("rsa", "traditional", "secret"), "private_key_encrypted"),
        (public_pem("rsa"), "public_key"),
        (public_pem("ed25519"), "public_key"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me", "public_key"),
        (pem("rsa").partition("-----END")[0], "private_key_truncated"),
        (pem("rsa").partition("\n")[2], "private_key_truncated"),
        (re.sub(r".{20}\n-----END", "\n-----END", pem("rsa")), "private_key_truncated"),
        (
            "\n".join(line for number, line in enumerate(pem("rsa").splitlines()) if number != 9),
            "private_key_truncated",
        ),
        (pem("rsa").replace("MII", "!!!"), "private_key_damaged"),
        ("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----", "private_key_truncated"),
        ("-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----", "private_key_damaged"),
        (pem("secp256k1"), "private_key_wrong_curve"),
        (pem("secp384r1", "traditional"), "private_key_wrong_curve"),
        (pem("rsa-1024"), "private_key_too_short"),
        (pem("dsa"), "private_key_wrong_kind"),
        ("a" * 36, "no_private_key"),
        (pem("rsa") * 10, "too_long"),
    ],
)
def test_each_flaw_has_its_own_code(text: str, code: str) -> None:
    assert flaw(text) == code


def test_a_kind_that_is_not_taken() -> None:
    assert flaw(pem("ec"), "rsa") == "private_key_wrong_kind"
    assert flaw(pem("secp256k1"), "rsa", "ed25519") == "private_key_wrong_kind"


_SMALL, _LARGE = 2**4253 - 1, 2**4423 - 1  # both are prime: to prove it takes ten seconds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (rsa_pem(_SMALL * _LARGE, _SMALL, _LARGE), "private_key_too_long"),
        (rsa_pem(2**2048 - 1, _SMALL, _LARGE), "private_key_damaged"),
        (rsa_pem(2**2048 - 1, 3, _LARGE), "private_key_damaged"),
    ],
)
def test_numbers_that_are_too_large_are_not_proven_to_be_prime(text: str, code: str) -> None:
    began = time.process_time()
    assert flaw(text) == code
    assert flaw(text, "ed25519", "ec") == "private_key_wrong_kind"
    assert time.process_time() - began < 1


@pytest.mark.parametrize("form", ["pkcs8", "traditional", "openssh"])
def test_a_kind_that_is_not_taken_is_not_proven_to_be_one(form: str) -> None:
    text = pem("rsa", form)
    began = time.process_time()
    for _ in range(20):
        assert flaw(text, "ed25519") == "private_key_wrong_kind"
    assert time.process_time() - began < 0.7  # with a proof: 1.5 seconds


def test_numbers_of_4096_bits_are_taken() -> None:
    assert _private_keys.read(pem("rsa-4096"), ALL).kind is KeyKind.RSA


def test_a_form_that_nobody_reads_is_said_to_be_one() -> None:
    assert flaw(compressed_ssh()) == "private_key_unreadable"


@KINDS
def test_a_character_that_was_changed_is_found(kind: str) -> None:
    """Or it makes another key: nothing in an elliptic key says that one is not the one that was made."""
    lines = pem(kind, "traditional" if kind == "rsa" else "pkcs8").splitlines()
    lines[1] = ("A" if lines[1][0] != "A" else "B") + lines[1][1:]
    assert flaw("\n".join(lines)) in {"private_key_damaged", "private_key_truncated"}


@given(some.text(max_size=300))
def test_any_text_is_a_flaw_and_nothing_worse(text: str) -> None:
    for around in ("{}", "-----BEGIN PRIVATE KEY-----{}-----END PRIVATE KEY-----", "-----BEGIN {}"):
        with pytest.raises(Flaw):
            _private_keys.read(around.replace("{}", text), ALL)


@given(some.binary(max_size=200))
def test_any_bytes_under_a_header_are_a_flaw_and_nothing_worse(content: bytes) -> None:
    for label in ("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"):
        body = base64.b64encode(content).decode()
        with pytest.raises(Flaw):
            _private_keys.read(f"-----BEGIN {label}-----\n{body}\n-----END {label}-----", ALL)


@pytest.mark.parametrize("name", ["name", "id"])
@pytest.mark.parametrize("field", ["api_key", "secret"])
@pytest.mark.parametrize("indent", [None, 4])
def test_a_whole_file_fills_both_fields(name: str, field: str, indent: int | None) -> None:
    file = json.dumps({name: "a3e96c10-58d2", "privateKey": pem("ec")}, indent=indent)
    filled = {"api_key": "a3e96c10-58d2", "secret": pem("ec").strip()}
    assert _private_keys.unpacked({"api_key": "", "secret": "", field: file}) == filled
    assert _private_keys.unpacked({"api_key": file, "secret": file}) == filled


@pytest.mark.parametrize(
    "text", ["{", "{}", '{"name": "a"}', '{"name": 1, "privateKey": 2}', '{"a":' * 5000, "[]", "{'name'}"]
)
def test_what_is_no_key_file_stays_as_it_is(text: str) -> None:
    assert _private_keys.unpacked({"api_key": "", "secret": text}) == {"api_key": "", "secret": text}


@KINDS
def test_no_line_of_a_key_is_quoted(kind: str) -> None:
    text = pem(kind, "traditional" if kind == "ec" else "pkcs8").strip()
    keys = Keys("an-api-key", text)
    body = "".join(line for line in text.splitlines() if "-----" not in line)
    for quoted in (text, text.replace("\n", "\\n"), body, *text.splitlines()[1:-1], body[5:45], body[-20:]):
        left = keys.mask(f'{{"msg": "invalid key {quoted}"}}', 6)
        runs = re.findall(r"[A-Za-z0-9+/=]{12,}", left)
        assert [run for run in runs if run in body] == []
        assert left.startswith('{"msg": "invalid key ')


def test_a_key_without_a_header_is_not_quoted_in_parts() -> None:
    seed, public = raw()
    text = base64.b64encode(seed + public).decode()
    assert text[:40] not in Keys("an-api-key", text).mask(f"wrong: {text[:40]}")


def test_the_test_has_every_kind() -> None:
    assert {KeyKind.HMAC, *ALL} == set(KeyKind)
    assert made("rsa") is made("rsa")
