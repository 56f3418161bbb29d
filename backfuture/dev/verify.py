"""`make test`: every check in order, the cheap ones first; the first that fails ends the run with its exit code."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from backfuture.dev import browser, catalogues, postgres, services

_PYTHON = [sys.executable, "-m"]
_PYTEST = [*_PYTHON, "pytest", "-q"]
_CHEAP: dict[str, Sequence[str]] = {
    "ruff check": [*_PYTHON, "ruff", "check", "."],
    "ruff format": [*_PYTHON, "ruff", "format", "--check", "."],
    "import contracts": [str(Path(sys.executable).with_name("lint-imports"))],
    "types": [*_PYTHON, "mypy", "."],
    "migrations": services.manage("makemigrations", "--check", "--dry-run"),
}


class Failed(Exception):
    """Raised by the first step that fails, with its exit code."""

    def __init__(self, code: int) -> None:
        self.code = code


def main() -> int:
    try:
        browser.executable()  # before minutes have passed, not after
        catalogues.compile_changed()
        with tempfile.TemporaryDirectory(prefix="backfuture-verify-") as folder:
            environment = _environment(ENV_FILE=os.devnull, VAR_DIR=folder, DATABASE_URL="sqlite://")
            for name, command in _CHEAP.items():
                step(name, command, environment, is_quiet=True)
            step("tests on SQLite", [*_PYTEST, "-n", "2", "--dist", "loadgroup"], environment)
        with postgres.server() as url:
            environment = _environment(DATABASE_URL=url)
            step("tests on PostgreSQL", [*_PYTEST, "-m", "postgres"], environment)
    except Failed as failure:
        return failure.code
    except (browser.NoBrowser, postgres.NoPostgres) as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def _environment(**values: str) -> Mapping[str, str]:
    """Return the environment of the steps, without the settings our own package named: tests choose theirs."""
    everything = services.environment(**values)
    return {name: value for name, value in everything.items() if name != "DJANGO_SETTINGS_MODULE"}


def step(
    name: str, command: Sequence[str], environment: Mapping[str, str], *, is_quiet: bool = False
) -> None:
    """Run one step and print one line about it; the output of a quiet one is shown only when it failed."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=services.ROOT, env=environment, capture_output=is_quiet, text=True)
    if done.returncode and is_quiet:
        print(done.stdout, done.stderr, sep="", end="", file=sys.stderr)
    result = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"{name:.<24} {result} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        raise Failed(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
