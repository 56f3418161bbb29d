"""What to run on a connection: settings that cannot surprise, and an admission before anything runs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategiesConfig(AppConfig):
    name = "strategies"
    verbose_name = _("Strategies")

    def ready(self) -> None:
        """Listen to what happens to connections, and say what runs on one before it goes."""
        from connections import dependants, transitions  # noqa: PLC0415  (there are no models any earlier)
        from strategies import standing  # noqa: PLC0415

        if standing.follow not in transitions.listeners:
            transitions.listeners.append(standing.follow)
        if standing.running_on not in dependants.askers:
            dependants.askers.append(standing.running_on)
