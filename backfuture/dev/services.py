"""What the product consists of when it runs: the Procfile is the list, here and in production."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from honcho.environ import parse_procfile

ROOT = Path(__file__).resolve().parents[2]


def commands() -> dict[str, str]:
    """Return the shell command of every process of the Procfile, by its name."""
    return dict(parse_procfile((ROOT / "Procfile").read_text()).processes)


def shell(command: str) -> Sequence[str]:
    """Return the command line that runs `command` as the Procfile's reader would."""
    return ["/bin/sh", "-c", command]


def sandbox(port: int, *options: str) -> Sequence[str]:
    """Return the command line of the exchange sandbox."""
    return [sys.executable, "-m", "sandbox", "--port", str(port), *options]


def manage(*arguments: str) -> Sequence[str]:
    """Return the command line of a management command."""
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def environment(**values: str) -> Mapping[str, str]:
    """Return the environment of a child: ours, with `values`, and with the programs of this Python found first."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": programs, "PYTHONUNBUFFERED": "1", **values}
