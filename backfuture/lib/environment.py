"""Read the environment so that a bad value stops the start and says which one and why."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class Reader:
    """Typed access to environment variables; every method raises ImproperlyConfigured on a bad value."""

    def __init__(self) -> None:
        self._env = environ.Env()

    def text(self, name: str, default: str, required: bool = False) -> str:
        value = str(self._env.str(name, default=""))
        if not value and required:
            raise ImproperlyConfigured(f"{name} is not set. It is required when DEBUG is off.")
        return value or default

    def words(self, name: str, default: list[str], required: bool = False) -> list[str]:
        """Return the comma-separated values, blanks around them removed."""
        value = self.text(name, ",".join(default), required)
        return [word.strip() for word in value.split(",") if word.strip()]

    def flag(self, name: str, default: bool) -> bool:
        value = str(self._env.str(name, default=str(default))).lower()
        if value not in _TRUE | _FALSE:
            raise ImproperlyConfigured(f"{name} is {value!r}: write true or false.")
        return value in _TRUE

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit() or int(value) < 1:
            raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number above zero.")
        return int(value)

    def addresses(self, name: str, default: list[str], required: bool = False) -> list[str]:
        """Return single IP addresses; a range is refused, because exchanges refuse it."""
        found = self.words(name, default, required)
        for word in found:
            try:
                ipaddress.ip_address(word)
            except ValueError as error:
                raise ImproperlyConfigured(f"{name} holds {word!r}: write single IP addresses.") from error
        return found

    def loopback_url(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        if value and urlsplit(value).hostname not in {"127.0.0.1", "localhost", "::1"}:
            raise ImproperlyConfigured(f"{name} is {value!r}: it may point to this machine only.")
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        return dict(self._env.db_url(name, default=default))

    def json(self, name: str, default: dict[str, Any]) -> dict[str, Any]:
        return dict(self._env.json(name, default=default))

    def mail(self, name: str, is_development: bool) -> dict[str, Any]:
        """Return Django's mail settings; development writes to the console and to a folder."""
        if is_development and not self.text(name, ""):
            return {"EMAIL_BACKEND": "backfuture.lib.mail.DevelopmentBackend"}
        return dict(self._env.email_url(name, default="smtp://localhost:25"))
