"""When the runner is killed, what it started does not live on."""

import signal
import subprocess
import sys
from pathlib import Path

from backfuture.dev import guardian
from tests.backfuture.dev.processes import family, is_running, read_number, wait_until_gone

_RUNNER = """
import sys, time
from pathlib import Path
from backfuture.dev import guardian
from backfuture.dev.child import Child
folder = Path(sys.argv[1])
watching = guardian.start(folder / "running")
Child("family", sys.argv[2:], folder / "log", register=folder / "running").start()
(folder / "guardian").write_text(str(watching.pid))
time.sleep(60)
"""


def test_a_killed_runner_takes_everything_along(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _RUNNER, str(tmp_path), *family(tmp_path / "note")]
    runner = subprocess.Popen(command)
    grandchild, watching = read_number(tmp_path / "note"), read_number(tmp_path / "guardian")
    child = int((tmp_path / "running" / "family").read_text())
    assert all(map(is_running, (grandchild, child, watching)))
    runner.send_signal(signal.SIGKILL)
    runner.wait()
    wait_until_gone(grandchild, child, watching)
    assert list((tmp_path / "running").iterdir()) == []


def test_notes_of_an_earlier_run_are_cleared(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    gone.wait()
    guardian.note(tmp_path, "gone", gone.pid)
    (tmp_path / "garbage").write_text("not a number")
    guardian.end_noted(tmp_path)
    assert list(tmp_path.iterdir()) == []
