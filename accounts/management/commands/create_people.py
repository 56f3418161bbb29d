"""Make the two accounts that a development machine needs."""

import os
import secrets
import time
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User

DEMO, ADMIN = "demo@example.com", "admin@example.com"


class Command(BaseCommand):
    help = "Create demo@example.com and admin@example.com with random passwords (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("These accounts are for development. Use createsuperuser where DEBUG is off.")
        notes = Path(settings.VAR_DIR) / "people.txt"
        made = _make_missing()
        for line in made:
            self.stdout.write(line)
        if not made:
            self.stdout.write(f"{DEMO} and {ADMIN} exist already; what they sign in with is in {notes}.")
            return
        _keep(notes, made)
        self.stdout.write(f"Kept in {notes}; the code is good for half a minute, the secret makes new ones.")


@transaction.atomic
def _make_missing() -> list[str]:
    """Return the lines to tell, none when both are there."""
    there = set(User.objects.filter(email__in=[DEMO, ADMIN]).values_list("email", flat=True))
    lines = [] if DEMO in there else [_make(DEMO, is_staff=False)]
    if ADMIN not in there:
        secret = generate_totp_secret()
        lines.append(f"{_make(ADMIN, is_staff=True)}  TOTP secret: {secret}  code now: {_code(secret)}")
        TOTP.activate(User.objects.get(email=ADMIN), secret)
    return lines


def _make(email: str, *, is_staff: bool) -> str:
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(email, password, is_staff=is_staff, is_superuser=is_staff)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return f"{email}  password: {password}"


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_PERIOD)))


def _keep(path: Path, lines: list[str]) -> None:
    """Write a file that only its owner reads; lines of accounts that still exist stay."""
    kept = "" if len(lines) > 1 or not path.exists() else path.read_text()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(kept + "\n".join(lines) + "\n")
