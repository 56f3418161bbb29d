"""The `.env` of a developer's machine: written once, with keys of its own, never overwritten."""

import os
import secrets
from pathlib import Path

_TEXT = """\
# Written by `make run`. Everything that can be set is listed in .env.example.
DEBUG=true
SECRET_KEY={secret_key}
# Encrypts saved API keys. Losing it makes them unreadable.
SALT_KEY={salt_key}
HASH_KEY={hash_key}
# The exchanges to practise with. Leave it empty to talk to the real ones.
SANDBOX_URL={sandbox_url}
"""


def write_missing(path: Path, sandbox_url: str) -> bool:
    """Write the file with fresh random keys, readable by its owner only, unless there is one; tell whether."""
    keys = {name: secrets.token_urlsafe(48) for name in ("secret_key", "salt_key", "hash_key")}
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as file:
        file.write(_TEXT.format(sandbox_url=sandbox_url, **keys))
    return True
