"""The processes of a test session: noted for a guardian, ended at the session's end."""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from backfuture.dev import guardian, services
from backfuture.dev.child import Child


@dataclass
class Children:
    """Makes processes that do not outlive this test session, however it ends."""

    folder: Path
    environment: dict[str, str]

    def child(self, name: str, command: Sequence[str], **environment: str) -> Child:
        """Return a process that was not started yet; it sees the settings of the tests and `environment`."""
        values = services.environment(**self.environment, **environment)
        return Child(name, command, self.folder / "logs" / name, values, self.folder / "running")


def _end_with(parent: int) -> None:
    """End this process when the one that distributes the tests was killed, however long the test still takes."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


@pytest.fixture(scope="session")
def children() -> Iterator[Children]:
    if "PYTEST_XDIST_WORKER" in os.environ:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    folder = Path(settings.VAR_DIR)
    watching = guardian.start(folder / "running")
    yield Children(folder, {})
    guardian.end_noted(folder / "running")
    watching.kill()
    watching.wait()
