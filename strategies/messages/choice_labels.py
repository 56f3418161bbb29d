"""What can be chosen is called, and what it means."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS: Mapping[tuple[str, str], object] = {
    ("market_type", "spot"): pgettext_lazy("market", "Spot"),
    ("market_type", "futures"): pgettext_lazy("market", "Futures"),
    ("side", "long"): pgettext_lazy("direction", "Long"),
    ("side", "short"): pgettext_lazy("direction", "Short"),
    ("risk_level", "cautious"): pgettext_lazy("risk level", "Cautious"),
    ("risk_level", "balanced"): pgettext_lazy("risk level", "Balanced"),
    ("risk_level", "active"): pgettext_lazy("risk level", "Active"),
    ("risk_level", "custom"): pgettext_lazy("risk level", "Custom"),
    ("deviation_reference", "base"): pgettext_lazy("steps from", "Price of the base order"),
    ("deviation_reference", "previous"): pgettext_lazy("steps from", "Price of the order before"),
    ("deviation_reference", "average"): pgettext_lazy("steps from", "Average price"),
    ("deviation_reference", "custom"): pgettext_lazy("steps from", "Base order, in steps of my own"),
    ("take_profit_of", "total"): pgettext_lazy("take-profit of", "Whole position"),
    ("take_profit_of", "base"): pgettext_lazy("take-profit of", "Base order"),
    ("stop_reference", "average"): pgettext_lazy("stop from", "Average price"),
    ("stop_reference", "base"): pgettext_lazy("stop from", "Price of the base order"),
    ("stop_action", "close"): pgettext_lazy("after a stop", "Go on"),
    ("stop_action", "close_and_disable"): pgettext_lazy("after a stop", "Disable the strategy"),
    ("start_condition", "signal"): pgettext_lazy("start", "On a signal"),
    ("start_condition", "immediate"): pgettext_lazy("start", "At once"),
    ("start_condition", "manual"): pgettext_lazy("start", "By hand"),
    ("margin_mode", "isolated"): pgettext_lazy("margin mode", "Isolated"),
    ("margin_mode", "cross"): pgettext_lazy("margin mode", "Cross"),
    ("recovery.mode", "off"): pgettext_lazy("recovery mode", "Off"),
    ("recovery.mode", "watch"): pgettext_lazy("recovery mode", "Watch"),
    ("recovery.mode", "on"): pgettext_lazy("recovery mode", "On"),
}
HELP: Mapping[tuple[str, str], object] = {
    ("market_type", "spot"): _("Buys with the money that is there."),
    ("market_type", "futures"): _("Trades contracts, with leverage if you choose so."),
    ("side", "long"): _("Buys first and sells higher."),
    ("side", "short"): _("Sells first and buys back lower."),
    ("risk_level", "cautious"): _("Few add-ons, far apart and nearly equal in size; leverage up to 3."),
    ("risk_level", "balanced"): _("Five add-ons that grow moderately; leverage up to 10."),
    ("risk_level", "active"): _("Many add-ons, close together and growing fast; leverage up to 20."),
    ("risk_level", "custom"): _("Your own values; leverage up to 20."),
    ("deviation_reference", "base"): _("Every add-on keeps its distance from the first price."),
    ("deviation_reference", "previous"): _("Every add-on keeps its distance from the one before."),
    ("deviation_reference", "average"): _(
        "Every add-on keeps its distance from the average price at that time."
    ),
    ("deviation_reference", "custom"): _("You write the distance of every add-on yourself."),
    ("take_profit_of", "total"): _("The profit grows with every add-on."),
    ("take_profit_of", "base"): _(
        "The profit stays that of the base order; the target comes nearer instead."
    ),
    ("stop_reference", "average"): _("The stop-loss moves along with every add-on."),
    ("stop_reference", "base"): _("The stop-loss stays where it is; it should lie beyond the last add-on."),
    ("stop_action", "close"): _("The group is closed, the strategy stays enabled."),
    ("stop_action", "close_and_disable"): _("The group is closed and the strategy is disabled."),
    ("start_condition", "signal"): _("A group opens when a signal says so."),
    ("start_condition", "immediate"): _("A group opens as soon as there is room for one."),
    ("start_condition", "manual"): _("You open every group yourself."),
    ("margin_mode", "isolated"): _("A position can lose its own margin and no more."),
    ("margin_mode", "cross"): _("A position can draw on everything in the futures account."),
    ("recovery.mode", "off"): _("Nothing changes, however far the price goes."),
    ("recovery.mode", "watch"): _("You see that a group is in difficulty; nothing else changes."),
    ("recovery.mode", "on"): _("Fewer add-ons, a nearer target, and partial exits if you allow them."),
}
STATES: Mapping[str, object] = {
    "draft": pgettext_lazy("state of a strategy", "Draft"),
    "enabled": pgettext_lazy("state of a strategy", "Enabled"),
    "suspended": pgettext_lazy("state of a strategy", "Suspended"),
    "disabled": pgettext_lazy("state of a strategy", "Disabled"),
    "archived": pgettext_lazy("state of a strategy", "Archived"),
    "unmanaged": pgettext_lazy("state of a strategy", "Unmanaged"),
    "waiting": pgettext_lazy("state of a strategy", "Waiting for a check"),
}
