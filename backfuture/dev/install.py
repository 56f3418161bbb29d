"""Make the virtual environment and install what is missing; run by the Makefile with any Python it finds.

Runs from this file alone, before there is a virtual environment. Nothing is installed while the requirements are
those of the last time.
"""

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FILES = {"run": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}


def main(kind: str) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older one is told so
        found = ".".join(map(str, sys.version_info[:3]))
        print(
            f"Python 3.11 or newer is needed, this is {found}. Name another one: make PYTHON=python3.11 ..."
        )
        return 1
    VENV.mkdir(exist_ok=True)
    with (VENV / ".lock").open("w") as lock:
        # Two at once would install into each other's files; the second finds nothing left to do.
        fcntl.flock(lock, fcntl.LOCK_EX)
        return 0 if is_current(kind) else install(kind)


def is_current(kind: str) -> bool:
    return PYTHON.exists() and stamp(kind).exists() and stamp(kind).read_text() == wanted(kind)


def stamp(kind: str) -> Path:
    return VENV / f".installed-{kind}"


def wanted(kind: str) -> str:
    """Return a digest of the requirements: it changes when they do."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in FILES[kind])).hexdigest()


def install(kind: str) -> int:
    print(f"Installing {FILES[kind][-1]} into .venv; this takes a minute or two, once.", flush=True)
    if not PYTHON.exists() and subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        print("The virtual environment could not be made. On Debian: apt-get install python3-venv")
        return 1
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    code = subprocess.run([*pip, "-r", str(ROOT / FILES[kind][-1])]).returncode
    if code:
        print("The packages could not be installed, see above. Is there a connection to the package index?")
        return code
    # What development needs includes what running needs.
    for done in ["run", "dev"] if kind == "dev" else ["run"]:
        stamp(done).write_text(wanted(done))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
