"""Text from outside (names, exchange messages) made fit to store and show."""

import unicodedata

# Control, format (bidi overrides, zero-width), surrogate, private use and unassigned characters: none of them
# is ever needed to read a name, and each can make one text look like another.
_UNFIT = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str, limit: int = 300, *, one_line: bool = False) -> str:
    """Return `text` without unfit characters and outer blanks, at most `limit` characters long.

    Line breaks and tabs survive as line breaks and blanks, unless `one_line` folds all blanks into single ones.
    """
    if len(text) <= limit and text.isascii() and text.isprintable() and text == " ".join(text.split()):
        return text  # as nearly everything is, and each check has a hundred of them
    kept = "".join(_fit(character) for character in "\n".join(text.splitlines()))
    if one_line:
        kept = " ".join(kept.split())
    kept = kept.strip()
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def folded(name: str) -> str:
    """Return what two names have in common that differ only in case, or in how accents are written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _fit(character: str) -> str:
    if character == "\n":
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNFIT else character
