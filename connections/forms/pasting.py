"""The fields that keys are pasted into. They forget: what was pasted is never part of a page."""

from typing import Any

from django import forms

from connections import messages
from connections.exchanges.base import CredentialField, Exchange

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


def credential(spec: CredentialField, exchange: Exchange, *, is_pair: bool) -> forms.CharField:
    # A downloaded key file fills both fields: the browser must not insist on either.
    attrs = {**_UNMANAGED, "required": is_pair or not exchange.private_keys}
    return forms.CharField(
        label=messages.field_label(spec, exchange),
        help_text=messages.field_help(spec, exchange, is_beside_label=True),
        required=False,
        strip=False,
        widget=_widget(spec, exchange)(attrs=attrs),
    )


def _widget(spec: CredentialField, exchange: Exchange) -> type[forms.Widget]:
    if spec.name == "api_key":
        return PastedOnce
    return LinesOnce if spec.name == "secret" and exchange.private_keys else SecretOnce
