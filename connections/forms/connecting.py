"""The forms of connections. A credential is never rendered back, whatever goes wrong."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from connections import messages
from connections.exchanges.base import Exchange
from connections.forms.pasting import credential
from connections.forms.siting import JudgedSeveral, sites
from connections.models.connection import NAME_LIMIT
from connections.services import Rejected


class Way(StrEnum):
    """What is pasted: with a pair that is made here, or with one that is in use already, the API key alone."""

    PAIR = "pair"
    KEPT = "kept"
    SECRET = "secret"  # noqa: S105


_NAMING = {"autocomplete": "off", "maxlength": NAME_LIMIT}


class CredentialsForm(forms.Form):
    """The fields that an exchange asks for. What they must look like is known to the services alone.

    `exchange` is as it is at the site that is chosen; where there is one site, nobody is asked for it.
    """

    def __init__(self, exchange: Exchange, *args: Any, way: Way = Way.SECRET, **kwargs: Any) -> None:
        """Ask for everything, or for what a private key that is here already leaves to ask for."""
        super().__init__(*args, **kwargs)
        self.exchange, self.way = exchange, way
        is_pair = way is not Way.SECRET
        if exchange.other_sites:
            self.fields["site"] = sites(exchange)
        self.specs = [spec for spec in exchange.fields if not (is_pair and spec.name == "secret")]
        for spec in self.specs:
            self.fields[spec.name] = credential(spec, exchange, is_pair=is_pair)

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

    def credentials(self) -> dict[str, Any]:
        pasted: dict[str, Any] = {spec.name: self.cleaned_data.get(spec.name, "") for spec in self.specs}
        if self.way is Way.KEPT:
            return {**pasted, "keep_private_key": True}
        return {**pasted, "key_pair": self.data.get("key_pair", "")} if self.way is Way.PAIR else pasted

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

    def __init__(self, exchange: Exchange, *args: Any, way: Way = Way.SECRET, **kwargs: Any) -> None:
        super().__init__(exchange, *args, way=way, **kwargs)
        choices = [(str(market), messages.market_label(market)) for market in exchange.markets]
        self.fields["markets"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs=_NAMING))
