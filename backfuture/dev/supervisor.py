"""honcho's manager, made airtight: nothing it started is left behind, and what somebody kills starts again."""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path
from types import FrameType
from typing import Any

import honcho.manager
import honcho.printer
import honcho.process

from backfuture.dev import guardian, services

RESTART_SECONDS = 1.0


class Supervisor(honcho.manager.Manager):  # type: ignore[misc]
    """Runs all processes until one fails, or a signal says stop; `returncode` tells which."""

    def __init__(self, register: Path, environment: dict[str, str]) -> None:
        super().__init__(_Voice())
        self._register = register
        self._environment = environment
        self._stopping = multiprocessing.Event()
        self._process_ctor = self._supervised
        self._started: Callable[[], None] = lambda: None

    def add(self, name: str, command: str) -> None:
        self.add_process(name, command, env=self._environment, cwd=str(services.ROOT))

    def run(self, when_started: Callable[[], None]) -> int:
        """Run everything; call `when_started` in a thread as soon as all processes exist."""
        self._started = when_started
        signal.signal(signal.SIGHUP, end_in_silence)
        try:
            self.loop()
        finally:
            # Whatever went wrong in between: nothing starts again, nothing stays.
            self._stopping.set()
            self.kill()
        return int(self.returncode or 0)

    def terminate(self) -> None:
        self._stopping.set()
        super().terminate()

    def _supervised(self, command: str, **options: Any) -> "Supervised":
        return Supervised(command, self._register, self._stopping, **options)

    def _start(self) -> None:
        super()._start()
        threading.Thread(target=self._started, daemon=True).start()

    def _killall(self, force: bool = False) -> None:
        running = [one["pid"] for one in self._processes.values() if "pid" in one and "returncode" not in one]
        for pid in running:
            # The leader alone ends first, it knows in which order its children end; force takes the whole group.
            if force:
                guardian.end_group(pid)
            else:
                _ask_to_end(pid)


class _Voice(honcho.printer.Printer):  # type: ignore[misc]
    """Says what the processes say, as long as somebody listens."""

    def write(self, message: Any) -> None:
        try:
            super().write(message)
        except OSError:
            end_in_silence()


def end_in_silence(_signal: int = 0, _frame: FrameType | None = None) -> None:
    """Stop as if asked to, now that the terminal is gone: what is still said must not fail on the way."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    os.kill(os.getpid(), signal.SIGTERM)


class Supervised(honcho.process.Process):  # type: ignore[misc]
    """One process; started again when it was killed from outside, as a production supervisor would."""

    def __init__(self, command: str, register: Path, stopping: Event, **options: Any) -> None:
        super().__init__(command, **options)
        self._register = register
        self._stopping = stopping
        self._runner = os.getpid()
        self._child_ctor = _Group

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        # Ctrl-C and a closed terminal reach us too; the manager alone decides. A handler, not SIG_IGN: that one
        # would be handed down to what we start.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _nothing)
        super().run(events)
        while self._was_killed():
            self._send_message(b"killed from outside, starting it again\n")
            time.sleep(RESTART_SECONDS)
            super().run(events)
        if self._is_orphan():
            os._exit(1)  # without waiting for somebody to read what we still had to say

    def _was_killed(self) -> bool:
        is_wanted = not self._stopping.is_set() and not self._is_orphan()
        return self._child.returncode == -signal.SIGKILL and is_wanted

    def _is_orphan(self) -> bool:
        return os.getppid() != self._runner

    def _send_message(self, data: Any, type: str = "line") -> None:
        if type == "start":
            guardian.note(self._register, self.name, data["pid"])
            if self._stopping.is_set():
                _ask_to_end(data["pid"])
        if type == "stop" and self._was_killed():
            return
        super()._send_message(data, type=type)


class _Group(honcho.process.Popen):  # type: ignore[misc]
    """A process whose children end when it does, however it ended."""

    def __init__(self, command: str, **options: Any) -> None:
        super().__init__(command, **options)
        threading.Thread(target=self._sweep, daemon=True).start()

    def _sweep(self) -> None:
        self.wait()
        # Orphans would also keep the output open, and the end would go unnoticed.
        guardian.end_group(self.pid)


def _ask_to_end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)


def _nothing(_signal: int, _frame: FrameType | None) -> None:
    """Take a signal without effect."""
