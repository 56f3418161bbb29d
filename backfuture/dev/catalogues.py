"""Compile the message catalogues, in Python: nobody needs the gettext tools to run the product."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from backfuture.dev.services import ROOT

# Libraries whose texts people read; one may know a language only by its country, as allauth knows pt_BR and no pt.
_LIBRARIES = ("allauth", "rest_framework")


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
    _borrow(catalogue, source.parent.parent.name)
    target = source.with_suffix(".mo")
    # Renamed into place: a process that starts meanwhile reads the old one or the new one, never half of it.
    unfinished = target.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(target)
    return True


def _borrow(catalogue: Catalog, language: str) -> None:
    """Add what a library says in a country's variant of a language that it does not know otherwise."""
    for folder in (_locale_of(library) for library in _LIBRARIES):
        variants = [] if (folder / language).exists() else sorted(folder.glob(f"{language}_*"))
        for variant in variants[:1]:
            with (variant / "LC_MESSAGES" / "django.po").open("rb") as file:
                theirs = read_po(file)
            for message in theirs:
                if message.id and not message.fuzzy and catalogue.get(message.id, message.context) is None:
                    catalogue.add(message.id, message.string, context=message.context)


def _locale_of(library: str) -> Path:
    found = find_spec(library)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "locale"


if __name__ == "__main__":
    compile_changed()
