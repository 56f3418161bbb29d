"""Compile the message catalogues, in Python: nobody needs the gettext tools to run the product."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from backfuture.dev.services import ROOT


def compile_changed(folder: Path = ROOT / "locale") -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; return those that were."""
    return [source for source in outdated(folder) if _compile(source)]


def outdated(folder: Path = ROOT / "locale") -> Iterator[Path]:
    """Yield every catalogue that is newer than its compiled form."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            yield source


def _compile(source: Path) -> bool:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, domain=source.stem)
    target = source.with_suffix(".mo")
    # Renamed into place: a process that starts meanwhile reads the old one or the new one, never half of it.
    unfinished = target.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(target)
    return True


if __name__ == "__main__":
    compile_changed()
