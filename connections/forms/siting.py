"""Where an account is: the choice between the sites of an exchange."""

from typing import Any, cast

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from connections.exchanges._sites import Site
from connections.exchanges.base import Exchange


class Judged(forms.ChoiceField):
    """Choices that are offered; whether one can be taken is the services' to say, in their own words."""

    def valid_value(self, value: Any) -> bool:
        return True


class JudgedSeveral(forms.MultipleChoiceField):
    def valid_value(self, value: Any) -> bool:
        return True


class SiteSelect(forms.RadioSelect):
    """Radio buttons; a site whose keys are never taken is shown and cannot be chosen."""

    refused: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.refused:
            option["attrs"]["disabled"] = True
        return option


def sites(exchange: Exchange) -> forms.ChoiceField:
    found = Judged(
        label=_("Where is your account?"), required=False, widget=SiteSelect(attrs={"form": "paste"})
    )
    found.choices = [(site.code, _site_label(site)) for site in exchange.every_site]
    refused = frozenset(site.code for site in exchange.every_site if not site.tells_rights)
    cast("SiteSelect", found.widget).refused = refused
    return found


def _site_label(site: Site) -> SafeString:
    return format_html('<span>{} <bdi class="small soft">{}</bdi></span>', site.name, site.address)
