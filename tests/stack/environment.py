"""The environment of a test process, complete before Django reads its settings."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from backfuture.dev.ports import LOOPBACK, free_port

SETTINGS = "DJANGO_SETTINGS_MODULE"


def prepare() -> None:
    """Point every setting that names a place to a fresh folder and fresh ports of this process."""
    folder = Path(tempfile.mkdtemp(prefix="backfuture-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # A database named on the command line is used; one left in the environment by another test process is not.
    given = os.environ.get("DATABASE_URL", "")
    own = f"sqlite:///{folder / 'db.sqlite3'}"
    os.environ.update(
        {
            SETTINGS: "backfuture.settings",
            "ENV_FILE": os.devnull,
            "DEBUG": "true",
            "VAR_DIR": str(folder),
            "DATABASE_URL": own if not given or given.startswith("sqlite") else given,
            "REDIS_URL": f"redis://{LOOPBACK}:{free_port()}/0",
            "SANDBOX_URL": f"http://{LOOPBACK}:{free_port()}",
            "BUDGETS": "false",  # the sandbox refuses nobody; tests of budgets turn both on
            "SECRET_KEY": "tests-only",
            "SALT_KEY": "tests-only",
            "HASH_KEY": "tests-only",
        }
    )


def use_database_file() -> None:
    """Put an SQLite test database into a file: threads and workers share it as they do in earnest.

    In memory, all threads would share one connection, and nothing about locks would be tested.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(settings.VAR_DIR / "test.sqlite3")
