"""A bad setting stops the start with one line that names it and says what to write."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from backfuture.lib.environment import Reader
from backfuture.lib.route import Route

_SETTINGS = [sys.executable, "-c", "import backfuture.settings"]


@pytest.mark.parametrize(
    ("kind", "value", "advice"),
    [
        ("flag", "maybe", "write true or false"),
        ("number", "ten", "write a whole number"),
        ("number", "0", "write a whole number"),
        ("number", "-5", "write a whole number"),
        ("number", "1.5", "write a whole number"),
        ("number", "²", "write a whole number"),
        ("routes", "203.0.113.0/24", "write single IP addresses"),
        ("routes", "example.com", "write single IP addresses"),
        ("routes", "203.0.113.1,203.0.113.1", "203.0.113.1 twice"),
        ("routes", "203.0.113.1=", "or address=http://user:password"),
        ("routes", "203.0.113.1=socks5://proxy.example:1080", "or address=http://user:password"),
        ("routes", "203.0.113.1=http://proxy.example", "or address=http://user:password"),
        ("routes", "203.0.113.1=http://proxy.example:3128/path", "or address=http://user:password"),
        ("words", " , ", "write values between them"),
        ("loopback_url", "https://api.kucoin.com", "this machine only"),
        ("loopback_url", "http://127.0.0.1@example.com", "this machine only"),
        ("loopback_url", "127.0.0.1:8100", "this machine only"),
        ("loopback_url", "http://127.0.0.1:port", "this machine only"),
        ("database", "nonsense", "write postgres://"),
        ("database", "postgres://", "write postgres://"),
        ("database", "mysql://user@host/name", "write postgres://"),
        ("json", "{", "is not JSON"),
        ("json", "[]", "write it in curly brackets"),
        ("mail", "ftp://host", "write smtp"),
    ],
)
def test_a_bad_value_is_named_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, kind: str, value: str, advice: str
) -> None:
    monkeypatch.setenv("SETTING", value)
    with pytest.raises(ImproperlyConfigured, match=rf"^SETTING .*{advice}"):
        getattr(Reader(), kind)("SETTING", False if kind == "mail" else "")


def test_an_address_may_have_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "203.0.113.24, 2001:DB8::1=https://desk:a%2Cb%40c@[2001:db8::9]:3128/")
    plain, led = Reader().routes("SETTING", [])
    assert plain == Route("203.0.113.24")
    assert led == Route("2001:db8::1", "https://[2001:db8::9]:3128", "desk", "a,b@c")


def test_a_choice_is_one_of_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "LOUD")
    with pytest.raises(ImproperlyConfigured, match="SETTING is 'LOUD': write one of QUIET, NORMAL"):
        Reader().choice("SETTING", "NORMAL", ["QUIET", "NORMAL"])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("database", "postgres://user:hunter2@host:port/name"),
        ("mail", "postgres://user:hunter2@host:port/name"),
        ("routes", "203.0.113.1=http://user:hunter2@host:port"),
        ("routes", "203.0.113.1=http://user:a,hunter2@host:3128"),
        ("routes", "203.0.113.1=http://user:a,hunter2,b@host:3128"),
        ("routes", "http://user:hunter2@host:3128"),
        ("routes", "http://user:hunter2=@host:3128"),
        ("routes", "203.0.113.1=http://user:hunter2[@host:3128"),
    ],
)
def test_a_password_is_never_repeated(monkeypatch: pytest.MonkeyPatch, kind: str, value: str) -> None:
    monkeypatch.setenv("SETTING", value)
    with pytest.raises(ImproperlyConfigured) as caught:
        getattr(Reader(), kind)("SETTING", False if kind == "mail" else "")
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_empty_is_the_same_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "")
    reader = Reader()
    assert reader.flag("SETTING", True) is True
    assert reader.number("SETTING", 7) == 7
    assert reader.words("SETTING", ["a", "b"]) == ["a", "b"]
    assert reader.json("SETTING", {"a": 1}) == {"a": 1}
    assert reader.database("SETTING", "sqlite:///x")["NAME"] == "x"
    with pytest.raises(ImproperlyConfigured, match="SETTING is not set"):
        reader.text("SETTING", "", required=True)


def test_a_key_may_hold_any_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "$ecret{}'\"")
    assert Reader().text("SETTING", "") == "$ecret{}'\""


def _start(tmp_path: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, "VAR_DIR": str(tmp_path), **settings}
    return subprocess.run(_SETTINGS, env=environment, capture_output=True, text=True)


_PRODUCTION = {
    "DEBUG": "false",
    "SITE_URL": "https://example.com",
    "ALLOWED_HOSTS": "example.com",
    "SECRET_KEY": "one",
    "SALT_KEY": "two",
    "HASH_KEY": "three",
    "EGRESS": "198.51.100.7",
    "REDIS_URL": "redis://redis:6379/0",
}


def test_nothing_set_is_enough_for_development(tmp_path: Path) -> None:
    assert _start(tmp_path).stderr == ""


def test_production_starts_with_what_it_requires(tmp_path: Path) -> None:
    assert _start(tmp_path, **_PRODUCTION).stderr == ""


@pytest.mark.parametrize("name", [name for name in _PRODUCTION if name != "DEBUG"])
def test_production_requires(tmp_path: Path, name: str) -> None:
    done = _start(tmp_path, **{**_PRODUCTION, name: ""})
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(f"{name} is not set. It is required when DEBUG is off.")


def test_production_refuses_the_sandbox(tmp_path: Path) -> None:
    done = _start(tmp_path, **_PRODUCTION, SANDBOX_URL="http://127.0.0.1:8100")
    assert done.stderr.splitlines()[-1].endswith("unset it, or set DEBUG=true.")


def test_claims_outlast_checks(tmp_path: Path) -> None:
    """Or no check would ever begin, and nobody would say why."""
    done = _start(tmp_path, CHECK_DEADLINE="20", CLAIM_SECONDS="20")
    assert done.returncode != 0
    assert "CLAIM_SECONDS is below twice CHECK_DEADLINE" in done.stderr.splitlines()[-1]
