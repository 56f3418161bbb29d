"""What `make run` starts: killed from outside it starts again, failing it ends the rest, and nothing is left."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.backfuture.dev.processes import is_running, read_number, wait_until_gone

# A runner with three processes; one has a child, one is deaf to every polite request, one ends when it is told to.
_RUNNER = """
import os, sys
from pathlib import Path
import honcho.manager
from backfuture.dev import guardian
from backfuture.dev.supervisor import Supervisor
honcho.manager.KILL_WAIT = 1
folder = Path(sys.argv[1])
guardian.start(folder / "running")
supervisor = Supervisor(folder / "running", dict(os.environ))
supervisor.add("family", f"sleep 60 & echo $! > {folder}/child; exec sleep 61")
supervisor.add("deaf", f"trap '' TERM INT HUP; echo $$ > {folder}/deaf; while :; do echo still here; sleep 0.3; done")
supervisor.add("short", f"while [ ! -e {folder}/end ]; do sleep 0.05; done; exit 7")
code = supervisor.run(lambda: (folder / "started").write_text(str(os.getpid())))
sys.exit(code)
"""
NAMES = ("family", "deaf", "short")


@dataclass
class Runner:
    folder: Path
    process: "subprocess.Popen[str]"

    def group(self, name: str) -> int:
        return read_number(self.folder / "running" / name)

    @property
    def everybody(self) -> list[int]:
        return [read_number(self.folder / "child"), *map(self.group, NAMES)]

    def end(self) -> int:
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    process = subprocess.Popen(
        [sys.executable, "-c", _RUNNER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    found = Runner(tmp_path, process)
    read_number(tmp_path / "started")
    read_number(tmp_path / "deaf")
    assert all(map(is_running, found.everybody))
    yield found
    process.kill()
    process.wait()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)]
)
def test_a_signal_ends_everything(runner: Runner, number: signal.Signals, code: int) -> None:
    everybody = runner.everybody
    # To the whole foreground group, as a terminal sends it.
    subprocess.run(["kill", f"-{number.value}", "--", f"-{runner.process.pid}"], check=True)
    assert runner.end() == code
    wait_until_gone(*everybody)


def test_nobody_listening_any_more_ends_everything(runner: Runner) -> None:
    everybody = runner.everybody
    assert runner.process.stdout
    runner.process.stdout.close()
    assert runner.process.wait(timeout=30) == 143
    wait_until_gone(*everybody)


def test_a_killed_runner_leaves_nothing(runner: Runner) -> None:
    everybody = runner.everybody
    runner.process.kill()
    wait_until_gone(*everybody)
    time.sleep(1.5)  # longer than what was killed from outside takes to start again
    assert not any(
        is_running(runner.group(name)) for name in NAMES if (runner.folder / "running" / name).exists()
    )


def test_what_is_killed_starts_again(runner: Runner) -> None:
    before = runner.group("family")
    child = read_number(runner.folder / "child")
    subprocess.run(["kill", "-9", str(before)], check=True)
    wait_until_gone(before, child)
    end = time.monotonic() + 10
    while runner.group("family") == before:
        assert time.monotonic() < end, "not started again"
        time.sleep(0.05)
    assert is_running(runner.group("family"))
    assert is_running(runner.group("deaf"))


def test_what_fails_ends_the_rest_with_its_code(runner: Runner) -> None:
    everybody = runner.everybody
    (runner.folder / "end").touch()
    assert runner.end() == 7
    wait_until_gone(*everybody)
