"""The fields that keys are pasted into. They forget: what was pasted is never part of a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from connections import messages
from connections.exchanges.base import CredentialField, Exchange
from connections.messages.sentence import caption, say, together

# Password managers must neither fill these fields with the account's password nor offer to keep a key.
_UNMANAGED = {
    "autocomplete": "off",
    "autocapitalize": "off",
    "autocorrect": "off",
    "spellcheck": "false",
    "data-1p-ignore": "",
    "data-bwignore": "",
    "data-lpignore": "true",
    "required": True,
    "class": "key",
    "dir": "ltr",
}


class PastedOnce(forms.TextInput):
    """An input that forgets: what was pasted is never part of a page."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class SecretOnce(PastedOnce):
    """The same, with dots. Browsers fill "off" password fields with the account's own password, "new" ones not."""

    input_type = "password"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "autocomplete": "new-password"})


class LinesOnce(forms.Textarea):
    """A masked field of several lines, for keys that have some; it forgets too."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "rows": 3, "class": "key masked"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


_LABELS = {"api_key": _("API key"), "secret": _("API secret"), "passphrase": _("Passphrase")}
# Captions that are our labels already, as far as they are read in English.
_OURS = frozenset({"api key", "api secret"})


def credential(spec: CredentialField, exchange: Exchange, *, is_pair: bool) -> forms.CharField:
    # A downloaded key file fills both fields: the browser must not insist on either.
    attrs = {**_UNMANAGED, "required": is_pair or not exchange.private_keys}
    return forms.CharField(
        label=_label(spec, exchange),
        help_text=_help(spec, exchange),
        required=False,
        strip=False,
        widget=_widget(spec, exchange)(attrs=attrs),
    )


def _widget(spec: CredentialField, exchange: Exchange) -> type[forms.Widget]:
    if spec.name == "api_key":
        return PastedOnce
    return LinesOnce if spec.name == "secret" and exchange.private_keys else SecretOnce


def _label(spec: CredentialField, exchange: Exchange) -> Any:
    if spec.name == "secret" and exchange.private_keys:
        return _("API secret or private key") if exchange.has_hmac else _("Private key")
    return _LABELS.get(spec.name, spec.label)


def _help(spec: CredentialField, exchange: Exchange) -> str:
    if spec.name == "passphrase":
        text = gettext("The one you chose for this key, not your password at %(exchange)s.")
        return text % {"exchange": exchange.name}
    own = gettext("%(exchange)s calls it %(caption)s.")
    called = (
        "" if spec.label.lower() in _OURS else say(own, exchange=exchange.name, caption=caption(spec.label))
    )
    return together(called, messages.about_private_keys(exchange)) if spec.name == "secret" else called
