"""Whole translated sentences with values in them: plain text everywhere, marked up where a page shows them."""

from collections.abc import Callable, Sequence
from typing import Literal

from babel.lists import format_list
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, to_locale

# Plain text has no tags; these two characters keep Latin words in place inside Arabic ones.
_ISOLATE, _RELEASE = "\u2068", "\u2069"


class Sentence(str):
    """A text that sets machine text and captions apart when a template shows it; anywhere else a plain `str`.

    `html` is made when it is asked for: the API words hundreds of sentences at once and never does.
    """

    _html: Callable[[], SafeString]

    def __new__(cls, plain: str, html: Callable[[], SafeString]) -> "Sentence":
        made = super().__new__(cls, plain)
        made._html = html
        return made

    @property
    def html(self) -> SafeString:
        return self._html()

    def __html__(self) -> SafeString:
        return self.html


def machine(text: str) -> Sentence:
    """Return an address, a code or a symbol: never translated, always left to right."""
    return Sentence(_isolated(text), lambda: format_html("<bdi>{}</bdi>", text))


def caption(text: str) -> Sentence:
    """Return words that stand on the exchange's page exactly so, whatever language is read here."""
    html = '<b dir="ltr">{}</b>' if get_language_bidi() else "<b>{}</b>"
    return Sentence(_isolated(text), lambda: format_html(html, text))


def quoted(text: str) -> Sentence:
    """Return a name that a person gave: of any language, kept apart from the sentence around it."""
    return Sentence(_isolated(text), lambda: format_html('<b dir="auto">{}</b>', text))


def several(
    items: Sequence[str],
    mark: Callable[[str], Sentence] = machine,
    style: Literal["standard", "or"] = "standard",
) -> Sentence:
    """Return "one, two and three" as the reader's language puts it; `style` is "standard" (and) or "or"."""
    marked = [mark(item) for item in items]
    locale = to_locale(get_language() or "en")
    plain = format_list([str(item) for item in marked], style, locale)
    return Sentence(plain, lambda: mark_safe(format_list([item.html for item in marked], style, locale)))  # noqa: S308


def say(text: str, **values: str | int) -> Sentence:
    """Fill the `%(name)s` of a translated text; a value that is a Sentence keeps its marks on a page."""

    def html() -> SafeString:
        escaped = {name: conditional_escape(_text(value)) for name, value in values.items()}
        return mark_safe(escape(text) % escaped)  # noqa: S308  (every part was escaped)

    return Sentence(text % values, html)


def together(*sentences: str) -> Sentence:
    """Return a paragraph; empty ones are left out."""
    kept = [sentence for sentence in sentences if sentence]

    def html() -> SafeString:
        return mark_safe(" ".join(conditional_escape(sentence) for sentence in kept))  # noqa: S308

    return Sentence(" ".join(kept), html)


def _text(value: str | int) -> str:
    return value if isinstance(value, str) else str(value)


def _isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_RELEASE}" if get_language_bidi() else text
