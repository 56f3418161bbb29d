"""The text of all settings, for tests that compare it with what is written about them."""

from backfuture.dev.services import ROOT


def source() -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / "backfuture" / "settings").glob("*.py")))
