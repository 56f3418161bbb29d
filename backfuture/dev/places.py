"""Where a development stack lives: its ports, its folder, its Redis; read from the environment and `.env`."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ

from backfuture.dev import envfile, ports
from backfuture.dev.services import ROOT

PORT, SANDBOX_PORT = 8000, 8100


class Unusable(Exception):
    """Raised when a setting cannot be used; names it and the way out."""


@dataclass(frozen=True)
class Places:
    """`sandbox_url` is empty when the real exchanges are wanted, `own_redis_port` when a Redis is given."""

    port: int
    var_dir: Path
    sandbox_url: str
    redis_url: str
    own_redis_port: int | None

    @property
    def site_url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def sandbox_port(self) -> int | None:
        return urlsplit(self.sandbox_url).port

    @property
    def environment(self) -> dict[str, str]:
        """Return what the processes must know of it."""
        return {
            "PORT": str(self.port),
            "HOST": ports.LOOPBACK,
            "SITE_URL": os.environ.get("SITE_URL") or self.site_url,
            "SANDBOX_URL": self.sandbox_url,
            "REDIS_URL": self.redis_url,
            "VAR_DIR": str(self.var_dir),
        }

    def check(self) -> None:
        """Raise Unusable if a port we are to listen on is taken."""
        for name, port in {"PORT": self.port, "SANDBOX_PORT": self.sandbox_port}.items():
            if port and ports.is_taken(port):
                raise Unusable(
                    f"Port {port} is taken by another program. Choose another: make run {name}={port + 1}"
                )


def read() -> Places:
    """Return the places; write the environment file first if there is none."""
    env_path = Path(os.environ.get("ENV_FILE") or ROOT / ".env")
    envfile.write_missing(env_path, _loopback(SANDBOX_PORT))
    environ.Env.read_env(env_path)
    if os.environ.get("DEBUG", "true").lower() in {"false", "0", "no", "off"}:
        raise Unusable(
            "`make run` is for development. With DEBUG=false run `make build`, then `honcho start`."
        )
    sandbox_url = os.environ.get("SANDBOX_URL", "")
    if sandbox_url and os.environ.get("SANDBOX_PORT"):
        sandbox_url = _loopback(_port("SANDBOX_PORT", SANDBOX_PORT))
    redis_url = os.environ.get("REDIS_URL", "")
    own_redis_port = None if redis_url else ports.free_port()
    return Places(
        port=_port("PORT", PORT),
        var_dir=Path(os.environ.get("VAR_DIR") or ROOT / "var"),
        sandbox_url=sandbox_url,
        redis_url=redis_url or f"redis://{ports.LOOPBACK}:{own_redis_port}/0",
        own_redis_port=own_redis_port,
    )


def _loopback(port: int) -> str:
    return f"http://{ports.LOOPBACK}:{port}"


def _port(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdigit() or not 0 < int(value) < 65_536:
        raise Unusable(f"{name} is {value!r}: write a port between 1 and 65535.")
    return int(value)
