"""A process with its children in a group of its own: ending it ends all of them."""

import contextlib
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backfuture.dev import guardian

GRACE_SECONDS = 10.0


class Ended(Exception):
    """Raised when a process ended that was needed; quotes the end of its output."""


@dataclass
class Child:
    """One process; its output goes to the file `log`, its number to `register` for the guardian."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] | None = None
    register: Path | None = None
    user: int | None = None  # run as this user; only root can
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            raise Ended(f"{self.name} was not started.")
        return self._process

    def start(self) -> "Child":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                list(self.command),
                env=None if self.environment is None else dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else [],
            )
        if self.register is not None:
            guardian.note(self.register, self.name, self.pid)
        return self

    def stop(self, grace_seconds: float = GRACE_SECONDS) -> None:
        """Ask the process to end, give it time, then end whatever is left of its group."""
        if self._process is None:
            return
        if self.is_alive:
            # Only the leader: it knows in which order its children end.
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(grace_seconds)
        self.kill()

    def kill(self) -> None:
        """End the whole group at once, as a power cut would."""
        guardian.end_group(self.pid)
        self._running.wait()
        if self.register is not None:
            (self.register / self.name).unlink(missing_ok=True)

    def check_alive(self) -> None:
        """Raise Ended with the last lines of the output if the process is gone."""
        if not self.is_alive:
            last = "\n".join(self.output.splitlines()[-15:])
            raise Ended(f"{self.name} ended by itself. It said:\n{last}")
