"""The sources of the pages: nothing inline that the policy would block, logical properties, words to translate."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings

_FOLDER = Path(settings.BASE_DIR, "templates")
# Mails are under no policy, and readers of mail know no style sheets.
TEMPLATES = sorted(path for path in _FOLDER.rglob("*.html") if "email" not in path.parts)
SHEETS = sorted(Path(settings.BASE_DIR, "static").rglob("*.css"))
PHYSICAL = re.compile(
    r"[\s;{](margin|padding|border)-(left|right|top|bottom)\b|[\s;{](left|right|top|bottom|width|height|"
    r"min-width|max-width|min-height|max-height)\s*:|text-align:\s*(left|right)|float:"
)
# Comments, tags and template code are not read by people.
MACHINE = re.compile(
    r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|hx-on|hx-vals|\|safe", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_post_form_carries_its_token(path: Path) -> None:
    text = path.read_text()
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_is_translated(path: Path) -> None:
    left = MACHINE.sub(" ", path.read_text()).replace("BackFuture AI", "").replace("&nbsp;", " ")
    assert not re.findall(r"[A-Za-z]{2,}", left)
    assert not re.findall(r"\b(?:aria-label|alt|title|placeholder)=[\"'][A-Za-z]", path.read_text())


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheets_know_no_left_and_right(path: Path) -> None:
    assert not PHYSICAL.search(re.sub(r"@media[^{]*|/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))


def test_no_exclamation_marks() -> None:
    for path in TEMPLATES:
        text = re.sub(r"<!doctype|!=", "", path.read_text())
        assert "!" not in text, path


def test_no_banner_of_the_sign_in_library_is_left_in_its_words() -> None:
    """Its own catalogue has no Portuguese: a banner that is not ours would stand there in English."""
    library = Path(allauth.__file__).parent / "templates"
    reachable = [path.relative_to(library) for path in library.rglob("messages/*.txt")]
    theirs = {str(path) for path in reachable if not (_FOLDER / path).exists()}
    switched_off = ("phone", "webauthn", "login_code", "socialaccount")
    assert {path for path in theirs if not any(word in path for word in switched_off)} == set()
