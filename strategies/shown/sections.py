"""Which fields stand where in the form: what everybody sets first, what few people touch folded away."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise
_SECONDS = pgettext_lazy("unit", "s")


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: how it is typed (text, number, radio, select, tick, lines, steps) and in which unit."""

    name: str
    kind: str = "number"
    unit: Text = ""
    markets: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: Text
    help: Text
    entries: tuple[Entry, ...]
    rare: tuple[Entry, ...] = ()
    is_folded: bool = False
    markets: str = ""


SECTIONS = (
    Section(
        "what",
        _("What to trade"),
        "",
        (
            Entry("name", "text"),
            Entry("market_type", "radio"),
            Entry("side", "radio", markets="futures"),
            Entry("pairs", "lines"),
        ),
    ),
    Section(
        "money",
        _("How much"),
        "",
        (
            Entry("risk_level", "radio"),
            Entry("base_order", unit="quote"),
            Entry("addon_order", unit="quote"),
            Entry("margin_limit", unit="quote"),
        ),
        (
            Entry("budget", unit="quote"),
            Entry("reserve", unit="quote"),
            Entry("soft_limit", unit="%"),
            Entry("hard_limit", unit="%"),
        ),
    ),
    Section(
        "addons",
        _("Add-ons"),
        _("Further orders when the price goes the wrong way, each at a better price than the one before."),
        (
            Entry("max_addons"),
            Entry("active_addons"),
            Entry("step", unit="%"),
            Entry("step_scale", unit="×"),
            Entry("volume_scale", unit="×"),
        ),
        (
            Entry("deviation_reference", "select"),
            Entry("custom_steps", "lines", "%"),
            Entry("addon_min_improvement", unit="%"),
            Entry("addon_cooldown", unit=_SECONDS),
            Entry("addon_zone.low", unit="quote"),
            Entry("addon_zone.high", unit="quote"),
        ),
    ),
    Section(
        "exit",
        _("Taking profit and stopping"),
        "",
        (
            Entry("take_profit", unit="%"),
            Entry("take_profit_of", "select"),
            Entry("stop_loss", unit="%"),
            Entry("stop_reference", "select"),
        ),
        (
            Entry("stop_action", "select"),
            Entry("trailing", unit="%"),
            Entry("tp_steps", "steps", "%"),
        ),
    ),
    Section(
        "futures",
        _("Futures"),
        _("With leverage a position can be liquidated: the chart shows where."),
        (Entry("leverage", unit="×"), Entry("margin_mode", "select")),
        markets="futures",
    ),
    Section(
        "groups",
        _("Groups and start"),
        _("A group is one base order with its add-ons."),
        (
            Entry("start_condition", "select"),
            Entry("max_groups"),
            Entry("group_cooldown", unit=_SECONDS),
            Entry("is_returning", "tick"),
        ),
        is_folded=True,
    ),
    Section(
        "recovery",
        _("Recovery Mode"),
        _("What happens when a group has used most of its add-ons or of its margin limit."),
        (
            Entry("recovery.mode", "radio"),
            Entry("recovery.addons_at", unit="%"),
            Entry("recovery.margin_at", unit="%"),
            Entry("recovery.drawdown_at", unit="%"),
            Entry("recovery.min_profit", unit="%"),
            Entry("recovery.slice", unit="%"),
            Entry("recovery.loss_budget", unit="%"),
            Entry("recovery.blocks_new_groups", "tick"),
        ),
        is_folded=True,
    ),
)
