"""`make run`: ready means ready, a second one is refused, Ctrl-C leaves nothing, what was stored stays."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from backfuture.dev import services
from backfuture.dev.ports import free_port
from tests.backfuture.dev.processes import is_running, wait_until_gone

pytestmark = pytest.mark.xdist_group("stack")
_COMMAND = [sys.executable, "-m", "backfuture.dev.run"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a new user: nothing is set but where to put things."""
    own = ("REDIS_URL", "SANDBOX_URL", "DATABASE_URL", "SECRET_KEY", "SALT_KEY", "HASH_KEY", "SITE_URL")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    places = {"ENV_FILE": str(tmp_path / ".env"), "VAR_DIR": str(tmp_path / "var")}
    return {**kept, **places, "PORT": str(free_port()), "SANDBOX_PORT": str(free_port())}


@pytest.fixture
def runner(environment: dict[str, str], tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with (tmp_path / "output").open("wb") as output:
        process = subprocess.Popen(_COMMAND, cwd=services.ROOT, env=environment, stdout=output, stderr=output)
    _wait_for("Ctrl-C ends everything.", tmp_path / "output", process)
    yield process
    process.kill()
    process.wait()


def _wait_for(text: str, output: Path, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 90
    while text not in output.read_text(errors="replace"):
        assert process.poll() is None, output.read_text()[-3000:]
        assert time.monotonic() < end, output.read_text()[-3000:]
        time.sleep(0.1)


def _status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return int(answer.status)


def _started(tmp_path: Path) -> dict[str, int]:
    return {note.name: int(note.read_text()) for note in (tmp_path / "var" / "running").iterdir()}


def test_from_nothing_to_ready_to_nothing(
    runner: "subprocess.Popen[bytes]", environment: dict[str, str], tmp_path: Path
) -> None:
    said = (tmp_path / "output").read_text()
    url, sandbox = (
        f"http://localhost:{environment['PORT']}",
        f"http://127.0.0.1:{environment['SANDBOX_PORT']}",
    )
    assert f"ready: {url}" in said
    assert f"Sandbox keys to paste: {sandbox}" in said
    assert "demo@example.com  password: " in said
    assert "admin@example.com  password: " in said
    assert (_status(f"{url}/accounts/login/"), _status(sandbox)) == (200, 200)

    fleet = subprocess.check_output(services.manage("fleet", "--json"), env=environment)
    assert json.loads(fleet)["parts"] == {"database": "ok", "migrations": "ok", "redis": "ok"}

    second = subprocess.run(_COMMAND, cwd=services.ROOT, env=environment, capture_output=True, text=True)
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == f"Not started: It runs already, as process {runner.pid}.\n"

    started = _started(tmp_path)
    assert set(started) == {"web", "people", "watch", "chores", "beat", "redis", "sandbox"}
    assert all(map(is_running, started.values()))
    runner.send_signal(signal.SIGINT)
    assert runner.wait(timeout=30) == 130
    wait_until_gone(*started.values(), seconds=1)
    assert _started(tmp_path) == {}


def test_a_setting_nobody_can_use_is_one_line(environment: dict[str, str]) -> None:
    environment["PORT"] = "eighty"
    done = subprocess.run(_COMMAND, cwd=services.ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Not started: PORT is 'eighty': write a port between 1 and 65535.\n"
