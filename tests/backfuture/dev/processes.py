"""Processes to practise with: a parent with a child, both deaf to everything that can be ignored."""

import subprocess
import sys
import time
from pathlib import Path

_CHILD = "import time; time.sleep(60)"
_PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
open(sys.argv[2], "w").write(str(child.pid))
print("up", flush=True)
{then}
"""


def family(note: Path, then: str = "time.sleep(60)") -> list[str]:
    """Return the command of a process that starts a child, writes its number to `note`, then does `then`."""
    return [sys.executable, "-c", _PARENT.format(then=then), _CHILD, str(note)]


def is_running(pid: int) -> bool:
    """Tell whether the process exists and is more than an entry that its parent has not collected."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")


def read_number(note: Path, seconds: float = 10) -> int:
    """Return the number in the file as soon as there is one."""
    end = time.monotonic() + seconds
    while not (note.exists() and note.read_text()):
        assert time.monotonic() < end, f"{note.name} was not written"
        time.sleep(0.02)
    return int(note.read_text())


def wait_until_gone(*pids: int, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while left := [pid for pid in pids if is_running(pid)]:
        assert time.monotonic() < end, f"still there: {left}"
        time.sleep(0.05)
