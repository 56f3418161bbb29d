"""The forms of connections. A credential is never rendered back, whatever goes wrong."""

from typing import Any, cast

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from connections import messages
from connections.exchanges._sites import Site
from connections.exchanges.base import CredentialField, Exchange
from connections.messages.sentence import caption, say, together
from connections.models.connection import NAME_LIMIT
from connections.services import Rejected

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
_NAMING = {"autocomplete": "off", "maxlength": NAME_LIMIT}


class PastedOnce(forms.TextInput):
    """An input that forgets: what was pasted is never part of a page."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class SecretOnce(PastedOnce):
    """The same, with dots. Browsers fill "off" password fields with the account's own password, "new" ones not."""

    input_type = "password"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "autocomplete": "new-password"})


class Judged(forms.ChoiceField):
    """Choices that are offered; whether one can be taken is the services' to say, in their own words."""

    def valid_value(self, value: Any) -> bool:
        return True


class JudgedSeveral(forms.MultipleChoiceField):
    def valid_value(self, value: Any) -> bool:
        return True


class LinesOnce(forms.Textarea):
    """A masked field of several lines, for keys that have some; it forgets too."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "rows": 3, "class": "key masked"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class CredentialsForm(forms.Form):
    """The fields that an exchange asks for. What they must look like is known to the services alone.

    `exchange` is as it is at the site that is chosen; where there is one site, nobody is asked for it.
    """

    def __init__(self, exchange: Exchange, *args: Any, is_pair: bool = False, **kwargs: Any) -> None:
        """Ask for everything, or with `is_pair` for what a pair that was made here leaves to ask for."""
        super().__init__(*args, **kwargs)
        self.exchange, self.is_pair = exchange, is_pair
        if exchange.other_sites:
            self.fields["site"] = _sites(exchange)
        self.specs = [spec for spec in exchange.fields if not (is_pair and spec.name == "secret")]
        for spec in self.specs:
            self.fields[spec.name] = _credential(spec, exchange, is_pair=is_pair)

    @property
    def credential_fields(self) -> list[forms.BoundField]:
        return [self[spec.name] for spec in self.specs]

    @property
    def refused_sites(self) -> list[str]:
        """Return why some of the sites cannot be chosen."""
        return [messages.hides_rights(site) for site in self.exchange.every_site if not site.tells_rights]

    def site(self) -> str | None:
        """Return the code of the site that was chosen; None where nobody was asked."""
        return self.data.get("site")

    def credentials(self) -> dict[str, str]:
        pasted = {spec.name: self.cleaned_data.get(spec.name, "") for spec in self.specs}
        return pasted | ({"key_pair": self.data.get("key_pair", "")} if self.is_pair else {})

    def reject(self, no: Rejected) -> None:
        """Put every problem at its field, in words."""
        for problem in no.problems:
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, messages.problem(problem, self.exchange))


class ConnectForm(CredentialsForm):
    name = forms.CharField(
        label=_("Name"),
        required=False,
        help_text=_("So that you know it again beside your other accounts."),
        widget=forms.TextInput(attrs=_NAMING),
    )
    markets = JudgedSeveral(
        label=_("What is it for?"),
        required=False,
        # They stand above the form, because the guide beside it follows them.
        widget=forms.CheckboxSelectMultiple(attrs={"form": "paste"}),
    )

    def __init__(self, exchange: Exchange, *args: Any, is_pair: bool = False, **kwargs: Any) -> None:
        super().__init__(exchange, *args, is_pair=is_pair, **kwargs)
        choices = [(str(market), messages.market_label(market)) for market in exchange.markets]
        self.fields["markets"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs=_NAMING))


_LABELS = {"api_key": _("API key"), "secret": _("API secret"), "passphrase": _("Passphrase")}
# Captions that are our labels already, as far as they are read in English.
_OURS = frozenset({"api key", "api secret"})


class SiteSelect(forms.RadioSelect):
    """Radio buttons; a site whose keys are never taken is shown and cannot be chosen."""

    refused: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.refused:
            option["attrs"]["disabled"] = True
        return option


def _sites(exchange: Exchange) -> forms.ChoiceField:
    found = Judged(
        label=_("Where is your account?"), required=False, widget=SiteSelect(attrs={"form": "paste"})
    )
    found.choices = [(site.code, _site_label(site)) for site in exchange.every_site]
    refused = frozenset(site.code for site in exchange.every_site if not site.tells_rights)
    cast("SiteSelect", found.widget).refused = refused
    return found


def _site_label(site: Site) -> SafeString:
    return format_html('<span>{} <bdi class="small soft">{}</bdi></span>', site.name, site.address)


def _credential(spec: CredentialField, exchange: Exchange, *, is_pair: bool) -> forms.CharField:
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
