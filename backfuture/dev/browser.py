"""The Chromium that browser tests drive."""

import os
import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowser(Exception):
    """Raised when there is no Chromium on this machine; says what to do."""


def executable() -> str:
    """Return the path of Chromium: CHROMIUM if it is set, else the one on the path."""
    given = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in ([given] if given else _NAMES)]
    for path in found:
        if path:
            return path
    raise NoBrowser(
        "No Chromium for the browser tests: apt-get install chromium, or set CHROMIUM to its path."
    )
