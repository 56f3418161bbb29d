"""Only one `make run` at a time; the lock never outlives its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from backfuture.dev import lock

_HOLDER = """
import sys
from pathlib import Path
from backfuture.dev import lock
with lock.held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _hold(path: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _HOLDER, str(path)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    return holder


def _end(holder: "subprocess.Popen[str]") -> None:
    holder.kill()
    holder.communicate()


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    holder = _hold(tmp_path / "lock")
    try:
        with pytest.raises(lock.Taken, match=f"as process {holder.pid}"), lock.held(tmp_path / "lock"):
            pytest.fail("Two held it.")
    finally:
        _end(holder)


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    _end(_hold(tmp_path / "lock"))
    with lock.held(tmp_path / "lock"):
        assert (tmp_path / "lock").read_text() != ""


def test_it_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with lock.held(tmp_path / "lock"):
            pass
