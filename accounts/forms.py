"""What a person sets about their own account."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import time_zones


def _languages() -> list[tuple[str, object]]:
    named = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
    return [("", _("As my browser says")), *named]


def _zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones by region, as a list that long is only usable in parts."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(time_zones()):
        region, slash, place = name.partition("/")
        if slash and region != "Etc" and region != "SystemV":
            regions.setdefault(region, []).append((name, place.replace("_", " ")))
    return [("UTC", [("UTC", "UTC")]), *regions.items()]


class ProfileForm(forms.Form):
    """Language and time zone; saved by the service, not by the form."""

    language = forms.ChoiceField(label=_("Language"), choices=_languages, required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=_zones, help_text=_("All times are shown in it.")
    )
