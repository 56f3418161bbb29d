"""The only table that holds secrets: registered in no admin, read by no list."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backfuture.lib.sealed import SealedTextField, Unreadable
from connections import exchanges
from connections.exchanges.base import Keys
from connections.findings import KeyKind


class Role(models.TextChoices):
    """A candidate is a replacement that is still being checked; it is used for nothing else."""

    ACTIVE = "active", _("the key in use")
    CANDIDATE = "candidate", _("a replacement")


def hash_key(exchange: str, api_key: str) -> str:
    """Return the keyed hash by which one key is recognised without being read; its site and spelling do not count.

    Whoever named the wrong site is led to the connection they have, and names another one there.
    """
    text = f"{exchange}\0{_canonical(exchange, api_key)}".encode()
    return hmac.new(settings.HASH_KEY.encode(), text, hashlib.sha256).hexdigest()


def hint_of(exchange: str, api_key: str) -> str:
    """Return the last characters of a key, the same however it was spelt."""
    return _canonical(exchange, api_key)[-4:]


def _canonical(exchange: str, api_key: str) -> str:
    found = exchanges.every().get(exchange)
    return found.canonical(api_key) if found else api_key


class Credentials(models.Model):
    """One key, sealed. Every plaintext begins with its connection's id, so that a moved value is refused."""

    connection = models.ForeignKey("connections.Connection", models.CASCADE, related_name="credentials")
    role = models.CharField(max_length=9, choices=Role, default=Role.ACTIVE.value)
    version = models.PositiveIntegerField(default=1)
    api_key = SealedTextField()
    secret = SealedTextField()
    passphrase = SealedTextField()
    key_hash = models.CharField(max_length=64)
    key_hint = models.CharField(max_length=4)
    key_kind = models.CharField(max_length=8, default=KeyKind.HMAC.value)
    # The private half of a pair that we made: its API key alone can be corrected.
    is_made_here = models.BooleanField(default=False)
    # The pair that a candidate came from: it waits on until the exchange has seen that they belong together.
    # It may be gone before: whoever deletes pairs must not have to open them, which looking for what points here would.
    key_pair = models.ForeignKey(
        "connections.KeyPair", models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    # A key belongs to one site of its exchange.
    site = models.CharField(max_length=16, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    # Of a candidate: its user has said that it may belong to another account than the key in use.
    may_be_other_account = models.BooleanField(default=False)
    # Of a candidate that works, at another account: since when it waits for that answer, or when it came.
    held_at = models.DateTimeField(null=True, blank=True)

    # What waits for its user's answer is not asked about meanwhile.
    HELD = Q(held_at__isnull=False, may_be_other_account=False)

    class Meta:
        verbose_name_plural = "credentials"
        constraints = [
            models.UniqueConstraint(fields=["connection", "role"], name="one_credentials_per_role"),
        ]

    def __str__(self) -> str:
        return f"Credentials …{self.key_hint}"

    __repr__ = __str__

    @classmethod
    def seal(cls, connection_id: int, exchange: str, keys: Keys, **fields: Any) -> "Credentials":
        """Return unsaved credentials that hold these keys for this connection and no other."""
        bound = {
            name: f"{connection_id}:{getattr(keys, name)}" for name in ("api_key", "secret", "passphrase")
        }
        digest = hash_key(exchange, keys.api_key)
        told = {"key_hash": digest, "key_hint": hint_of(exchange, keys.api_key), "key_kind": keys.kind.value}
        return cls(connection_id=connection_id, **told, **bound, **fields)

    def open(self) -> Keys:
        """Return the plain keys; raises Unreadable for a value that was sealed for another connection."""
        kind = KeyKind(self.key_kind)
        return Keys(self._strip("api_key"), self._strip("secret"), self._strip("passphrase"), kind)

    def _strip(self, name: str) -> str:
        owner, separator, value = str(getattr(self, name)).partition(":")
        if not separator or owner != str(self.connection_id):
            raise Unreadable(f"{name} of credentials {self.pk} was sealed for another connection")
        return value
