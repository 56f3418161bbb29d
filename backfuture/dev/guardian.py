"""End what a runner started when the runner itself was ended without a chance to do it (kill -9, out of memory).

A process of its own, so it survives the runner. It runs from this file alone, without our packages: it stays small,
and it must work whatever state the rest is in.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

POLL_SECONDS = 0.3


def start(register: Path) -> "subprocess.Popen[bytes]":
    """Watch over the calling process: the groups noted in the folder `register` end when it does."""
    register.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-P", __file__, str(register), str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)


def note(register: Path, name: str, pid: int) -> None:
    """Write down the process group of a child that was started."""
    register.mkdir(parents=True, exist_ok=True)
    (register / name).write_text(str(pid))


def end_noted(register: Path) -> None:
    """End every group that is noted, and forget it."""
    for entry in sorted(register.glob("*")):
        text = entry.read_text()
        entry.unlink()
        if text.isdigit():
            end_group(int(text))


def end_group(pid: int) -> None:
    """Kill every process of the group; one that is gone already is no error."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _watch(register: Path, runner: int) -> None:
    while os.getppid() == runner:
        time.sleep(POLL_SECONDS)
    end_noted(register)


if __name__ == "__main__":
    _watch(Path(sys.argv[1]), int(sys.argv[2]))
