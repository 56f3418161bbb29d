"""manage.py create_people"""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.people import code_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def development(settings: Settings, tmp_path: Path) -> Path:
    settings.DEBUG = True
    settings.VAR_DIR = tmp_path
    return tmp_path / "people.txt"


def run(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("create_people")
    return capsys.readouterr().out


def test_both_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys)
    (_, demo_password), (_, admin_password) = re.findall(r"(\S+@example\.com)  password: (\S+)", told)
    demo, admin = Client(), Client()
    demo.post("/accounts/login/", {"login": "demo@example.com", "password": demo_password})
    assert demo.get("/api/v1/me/").json()["is_email_verified"] is True
    admin.post("/accounts/login/", {"login": "admin@example.com", "password": admin_password})
    secret = re.findall(r"TOTP secret: (\S+)", told)[0]
    assert re.findall(r"code now: (\d{6})", told)[0] in {code_for(secret), code_for(secret, step=-1)}
    admin.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})
    assert admin.get("/admin/").status_code == 200


def test_a_second_run_changes_nothing(capsys: pytest.CaptureFixture[str], development: Path) -> None:
    run(capsys)
    kept, passwords = development.read_text(), list(User.objects.values_list("password", flat=True))
    told = run(capsys)
    assert "exist already" in told
    assert str(development) in told
    assert development.read_text() == kept
    assert list(User.objects.values_list("password", flat=True)) == passwords


def test_one_that_is_missing_is_made_again(capsys: pytest.CaptureFixture[str], development: Path) -> None:
    first = run(capsys)
    User.objects.get(email="demo@example.com").delete()
    second = run(capsys)
    assert "demo@example.com  password" in second
    assert "admin@example.com  password" not in second
    assert first.splitlines()[1] in development.read_text()


def test_only_the_owner_reads_the_file(capsys: pytest.CaptureFixture[str], development: Path) -> None:
    development.touch(mode=0o644)
    run(capsys)
    assert development.stat().st_mode & 0o777 == 0o600


def test_not_in_production(settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("create_people")
    assert not User.objects.exists()
