"""Where a running `make run` has its Redis and its sandbox: for whoever types a command beside it."""

import os
from pathlib import Path

NOTED = ("REDIS_URL", "SANDBOX_URL")
_FILE = "running.env"


def note(folder: Path, values: dict[str, str]) -> None:
    """Write down where they are, for as long as they run."""
    text = "".join(f"{name}={values[name]}\n" for name in NOTED)
    (folder / _FILE).write_text(text)


def forget(folder: Path) -> None:
    (folder / _FILE).unlink(missing_ok=True)


def read(folder: Path, given: frozenset[str]) -> None:
    """Take what is noted into the environment; what was `given` in it, and no file's, wins."""
    try:
        lines = (folder / _FILE).read_text().splitlines()
    except OSError:
        return
    noted = dict(line.split("=", 1) for line in lines if "=" in line)
    os.environ.update({name: noted[name] for name in NOTED if name in noted and name not in given})
