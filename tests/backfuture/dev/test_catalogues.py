"""Translations are compiled when they changed, without the gettext tools."""

import gettext
import os
from pathlib import Path

from backfuture.dev import catalogues

_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _catalogue(folder: Path, text: str) -> Path:
    path = folder / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{_HEADER}msgid "Key"\nmsgstr "{text}"\n')
    return path


def _reading(path: Path) -> str:
    with path.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("Key")


def test_a_new_catalogue_is_compiled(tmp_path: Path) -> None:
    path = _catalogue(tmp_path, "Schlüssel")
    assert catalogues.compile_changed(tmp_path) == [path]
    assert _reading(path) == "Schlüssel"


def test_one_that_did_not_change_is_not(tmp_path: Path) -> None:
    _catalogue(tmp_path, "Schlüssel")
    catalogues.compile_changed(tmp_path)
    assert catalogues.compile_changed(tmp_path) == []


def test_a_changed_one_is_compiled_again(tmp_path: Path) -> None:
    catalogues.compile_changed(_catalogue(tmp_path, "Schlüssel").parents[2])
    path = _catalogue(tmp_path, "Kennwort")
    later = path.with_suffix(".mo").stat().st_mtime + 10
    os.utime(path, (later, later))
    assert catalogues.compile_changed(tmp_path) == [path]
    assert _reading(path) == "Kennwort"


def test_what_libraries_say_in_brazilian_portuguese_is_borrowed(tmp_path: Path) -> None:
    path = tmp_path / "pt" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(f'{_HEADER}msgid "Key"\nmsgstr "Chave"\n')
    catalogues.compile_changed(tmp_path)
    with path.with_suffix(".mo").open("rb") as file:
        said = gettext.GNUTranslations(file)
    assert said.gettext("Key") == "Chave"
    assert said.gettext("Incorrect password.") == "Senha incorreta."
    assert said.gettext("This field is required.") == "Este campo é obrigatório."
