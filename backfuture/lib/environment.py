"""Read the environment so that a bad value stops the start and says which one and why."""

import json
import os
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from backfuture.lib import route
from backfuture.lib.route import Route

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_DATABASES = {"sqlite", "postgres", "postgresql"}


class Reader:
    """Typed access to environment variables; every method raises ImproperlyConfigured on a bad value.

    An empty variable counts as one that is not set. Values that may hold a password are never repeated.
    """

    def text(self, name: str, default: str, required: bool = False) -> str:
        # Not through environ: it takes a value that begins with $, a key perhaps, for another variable's name.
        value = os.environ.get(name, "")
        if not value and required:
            raise ImproperlyConfigured(f"{name} is not set. It is required when DEBUG is off.")
        return value or default

    def words(self, name: str, default: list[str], required: bool = False) -> list[str]:
        """Return the comma-separated values, blanks around them removed."""
        value = self.text(name, ",".join(default), required)
        found = [word.strip() for word in value.split(",") if word.strip()]
        if value and not found:
            raise ImproperlyConfigured(f"{name} holds commas only: write values between them.")
        return found

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name, str(default)).lower()
        if value not in _TRUE | _FALSE:
            raise ImproperlyConfigured(f"{name} is {value!r}: write true or false.")
        return value in _TRUE

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or int(value) < 1:
            raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number above zero.")
        return int(value)

    def numbers(self, name: str, default: list[int]) -> list[int]:
        """Return the comma-separated whole numbers above zero."""
        found = self.words(name, [str(one) for one in default])
        for word in found:
            if not word.isdecimal() or int(word) < 1:
                raise ImproperlyConfigured(f"{name} holds {word!r}: write whole numbers above zero.")
        return [int(word) for word in found]

    def choice(self, name: str, default: str, options: list[str]) -> str:
        value = self.text(name, default)
        if value not in options:
            raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(options)}.")
        return value

    def routes(self, name: str, default: list[str], required: bool = False) -> list[Route]:
        """Return our addresses, each with its proxy if it has one; a range is refused, because exchanges refuse it."""
        found = []
        for number, word in enumerate(self.words(name, default, required), 1):
            try:
                found.append(route.read(word))
            except ValueError:
                # Neither the value nor the cause, which quotes it: any part may be that of a password.
                advice = "write single IP addresses, or address=http://user:password@host:port"
                raise ImproperlyConfigured(f"{name} cannot be read at entry {number}: {advice}.") from None
        addresses = [one.address for one in found]
        if twice := [one for one in addresses if addresses.count(one) > 1]:
            raise ImproperlyConfigured(f"{name} holds {twice[0]} twice.")
        return found

    def loopback_url(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        if value and not _is_loopback(value):
            raise ImproperlyConfigured(
                f"{name} is {value!r}: it may point to this machine only, as in http://127.0.0.1:8100."
            )
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        value = self.text(name, default)
        complaint = f"{name} cannot be read: write postgres://user:password@host:port/name or sqlite:///path."
        try:
            found = dict(environ.Env.db_url_config(value)) if value.partition(":")[0] in _DATABASES else {}
        except ValueError:
            # Without the cause: it quotes the address, and the password in it.
            raise ImproperlyConfigured(complaint) from None
        if not found.get("NAME"):
            raise ImproperlyConfigured(complaint)
        return found

    def json(self, name: str, default: dict[str, Any]) -> dict[str, Any]:
        try:
            found = json.loads(self.text(name, json.dumps(default)))
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} is not JSON: {error}.") from error
        if not isinstance(found, dict):
            raise ImproperlyConfigured(f"{name} is no JSON object: write it in curly brackets.")
        return found

    def mail(self, name: str, is_development: bool) -> dict[str, Any]:
        """Return Django's mail settings; development writes to the console and to a folder."""
        if is_development and not self.text(name, ""):
            return {"EMAIL_BACKEND": "backfuture.lib.mail.DevelopmentBackend"}
        try:
            return dict(environ.Env.email_url_config(self.text(name, "smtp://localhost:25")))
        except (ValueError, ImproperlyConfigured):
            complaint = f"{name} cannot be read: write smtp+tls://user:password@host:port."
            raise ImproperlyConfigured(complaint) from None


def _is_loopback(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port  # parsed on access, and refused then
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.hostname in _LOOPBACK and port != 0
