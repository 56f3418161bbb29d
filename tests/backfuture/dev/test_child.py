"""Ending a process ends its children, and one that ended says why."""

import sys
import threading
from pathlib import Path

import pytest

from backfuture.dev.child import Child, Ended
from backfuture.dev.run import tell_of_end
from tests.backfuture.dev.processes import family, is_running, read_number, wait_until_gone

_DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.mark.parametrize("then", ["time.sleep(60)", _DEAF])
def test_stop_ends_the_whole_group(tmp_path: Path, then: str) -> None:
    child = Child("family", family(tmp_path / "note", then), tmp_path / "log").start()
    grandchild = read_number(tmp_path / "note")
    assert is_running(grandchild)
    child.stop(grace_seconds=0.3)
    assert not child.is_alive
    wait_until_gone(grandchild)


def test_children_of_one_that_crashed_end_too(tmp_path: Path) -> None:
    child = Child("family", family(tmp_path / "note", "sys.exit(3)"), tmp_path / "log").start()
    grandchild = read_number(tmp_path / "note")
    wait_until_gone(child.pid)
    assert is_running(grandchild)
    child.stop()
    wait_until_gone(grandchild)


def test_one_that_ended_by_itself_is_quoted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such exchange')"]
    child = Child("short", command, tmp_path / "log").start()
    wait_until_gone(child.pid)
    with pytest.raises(Ended, match=r"short ended by itself.*\n.*no such exchange"):
        child.check_alive()


def test_stopping_what_was_never_started_is_no_error(tmp_path: Path) -> None:
    child = Child("never", ["/nowhere"], tmp_path / "log")
    child.stop()
    assert not child.is_alive


def test_it_can_be_started_again(tmp_path: Path) -> None:
    child = Child("echo", ["/bin/echo", "hello"], tmp_path / "log")
    for _ in range(2):
        wait_until_gone(child.start().pid)
    assert child.output == "hello\nhello\n"


def test_make_run_says_that_its_redis_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    redis = Child("redis", [sys.executable, "-c", "print('out of memory')"], tmp_path / "log").start()
    tell_of_end(redis, threading.Event(), every=0.02)
    said = capsys.readouterr().err
    assert "redis ended by itself" in said
    assert "out of memory" in said
    redis.stop()


def test_a_redis_that_is_ended_is_no_news(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    is_ending = threading.Event()
    is_ending.set()
    tell_of_end(Child("redis", ["true"], tmp_path / "log"), is_ending)
    assert not capsys.readouterr().err
