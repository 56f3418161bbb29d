"""Compile the message catalogues, in Python: nobody needs the gettext tools to run the product."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from backfuture.dev.services import ROOT

# Our Portuguese is Brazilian; libraries keep that apart from `pt`, which is European or missing there.
_VARIANTS = {"pt": "pt_BR"}
_LIBRARIES = (
    *("allauth", "django.conf"),
    *("django.contrib.admin", "django.contrib.auth", "django.contrib.humanize"),
)


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
    """Add what the libraries say in the variant that we mean by a language.

    Plurals are left alone: theirs count one, millions and others, ours one and others.
    """
    if language not in _VARIANTS:
        return
    for folder in (_locale_of(library) for library in _LIBRARIES):
        with (folder / _VARIANTS[language] / "LC_MESSAGES" / "django.mo").open("rb") as file:
            plain = [one for one in read_mo(file) if one.id and isinstance(one.string, str)]
        for message in plain:
            context = message.context
            context = context.decode() if isinstance(context, bytes) else context  # Babel leaves it undecoded
            if catalogue.get(message.id, context) is None:
                catalogue.add(message.id, message.string, context=context)


def _locale_of(library: str) -> Path:
    found = find_spec(library)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "locale"


if __name__ == "__main__":
    compile_changed()
