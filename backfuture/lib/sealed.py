"""Encrypted fields that fail loudly: same storage format as django-fernet-encrypted-fields, without its traps.

Version 0.4.0 returns what it cannot decrypt as if it were the value (the next save encrypts it twice), keeps a flag
on the shared field after a failed `full_clean()` that makes the whole process load ciphertext, and derives its keys
once per field (50 ms each). Here decryption raises, `to_python` never decrypts, and keys are derived once.
"""

import base64
import functools
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from encrypted_fields.fields import EncryptedTextField

ITERATIONS = 100_000  # fixed by the library's storage format


class Unreadable(Exception):
    """Raised when a stored value cannot be decrypted: its key is gone, or it was tampered with."""


@functools.lru_cache(maxsize=64)
def _derive(secret_key: str, salt: str) -> Fernet:
    kdf = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt.encode(), iterations=ITERATIONS)
    return Fernet(base64.urlsafe_b64encode(kdf.derive(secret_key.encode())))


def cipher() -> MultiFernet:
    """Return the cipher of the configured keys: the first encrypts, all of them decrypt."""
    secret_keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_derive(key, salt) for key in secret_keys for salt in settings.SALT_KEY])


def renewed(token: str) -> str | None:
    """Return a sealed value under the newest keys, None where it is already; raises Unreadable.

    The values that `cipher()` gives are renewed too: everything at rest has the same format.
    """
    newest = _derive(settings.SECRET_KEY, settings.SALT_KEY[0])
    try:
        newest.decrypt(token.encode())
    except InvalidToken:
        try:
            return cipher().rotate(token.encode()).decode()
        except InvalidToken as error:
            raise Unreadable("a value cannot be decrypted by any of the keys") from error
    return None


class SealedTextField(EncryptedTextField):  # type: ignore[misc]
    """Text that is encrypted at rest and raises Unreadable instead of passing ciphertext on."""

    def deconstruct(self) -> Any:
        """Appear in migrations as the text that is stored: they stay free of this project's code."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    @property
    def f(self) -> MultiFernet:
        return cipher()

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        if value is None:
            return None
        try:
            return self.f.decrypt(value.encode()).decode()
        except (InvalidToken, UnicodeError) as error:
            raise Unreadable(f"{self.model._meta.label}.{self.name} cannot be decrypted") from error

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Return nothing for a dump: what `dumpdata` writes is read by whoever finds the file."""
        return ""

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if value is not None and not isinstance(value, str):
            raise ValidationError("Sealed values are text.")
        return models.TextField.clean(self, value, model_instance)
